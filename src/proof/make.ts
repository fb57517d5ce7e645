import type { ConsentRecord, State } from '../model/decision.js';
import type { Locale } from '../model/locale.js';
import type { Note, ProofEvent, ProofRecord } from '../model/proof.js';
import type { Purpose, StandardPurpose } from '../model/purpose.js';
import type { Settings, Vendor } from '../model/settings.js';
import { expiry } from '../record/record.js';
import { localize } from '../state/language.js';
import { deriveState } from '../state/state.js';
import { digests, version } from './build.js';
import { hashNotice, makeNotice } from './notice.js';
import { sha256 } from './sha256.js';

/** Many endpoints, and the browsers' own limits, want a small body. */
const largest = 4000;

/** What is not in the note: where it happened, and the words in which it was asked, if they are known. */
export interface Around {
  readonly host: string;
  readonly texts: Locale | undefined;
  /** The time was over. */
  readonly expired?: boolean;
}

/**
 * The proof of a decision. The same note gives the same proof, whichever tab or page makes it. It says what the record
 * grants, on whatever page: one that leaves purposes out (R76) keeps their answers. Exempt measurements are no matter of
 * consent (R59); they stand in it only where they were objected to.
 */
export function makeProof(settings: Settings, note: Note, { host, texts, expired }: Around): ProofRecord {
  const { record, previous } = note;
  const basis = (record ?? previous)!;
  const gpc = basis.gpc === true;
  const { site, purposes } = settings;
  const vendors = settings.vendors.filter(({ exempt }) => !exempt);
  const now = stateOf(settings, record, gpc);
  const before = previous && stateOf(settings, previous);
  const shown = isAsShown(settings, basis);
  const left = shown ? [...settings.barred, ...refusedUnasked(settings, note)] : [];
  const unasked = record ? findUnasked(purposes, vendors, record, left) : [];
  const objections = [...settings.objections, ...settings.vendors.filter(({ exempt }) => exempt)]
    .map(({ id }) => id)
    .filter((id) => record?.vendors[id] === false);
  const proof: ProofRecord = {
    schema: 1,
    recordId: record?.id ?? endId(basis.id),
    ...(previous && { prevRecordId: previous.id }),
    event: expired
      ? 'expired'
      : eventOf([...purposes, ...vendors], now, before, unasked, hasLost(settings, note)),
    timestamp: isoTime(record?.last ?? note.time),
    ...(record && { expires: isoTime(expiry(record.last, settings)) }),
    site: host,
    controller: { name: site.controller ?? site.name, ...(site.contact && { contact: site.contact }) },
    privacyPolicyUrl: site.privacyPolicyUrl,
    jurisdiction: settings.regime,
    legalBasis: 'consent',
    language: basis.language ?? null,
    noticeVersion: basis.policyVersion,
    noticeHash: texts && shown ? hashNotice(makeNotice(settings, texts, digests)) : null,
    sdkVersion: version,
    ...methodOf(record, expired),
    gpc,
    purposes: Object.fromEntries(
      purposes.map((purpose) => [
        purpose.id,
        {
          state: now.purposes[purpose.id]!,
          ...(texts && !unasked.includes(purpose.id) && { title: titleOf(purpose, texts) }),
        },
      ]),
    ),
    vendors: Object.fromEntries(vendors.map(({ id }) => [id, now.vendors[id]!])),
    ...(unasked.length && { unasked }),
    ...(objections.length && { objections }),
    withdrawalMethod: 'data-consent-open',
  };
  if (new TextEncoder().encode(JSON.stringify(proof)).length <= largest) return proof;
  // The titles are in the notice too.
  return {
    ...proof,
    purposes: Object.fromEntries(
      Object.entries(proof.purposes).map(([id, { state }]) => [id, { state }] as const),
    ),
  };
}

/**
 * The id of the end of a choice. It follows from the random id of that choice, so that every tab and every later page
 * that notices the end gives it the same one.
 */
export const endId = (id: string): string =>
  sha256(`end of ${id}`)
    .slice(0, 32)
    .replace(
      /^(.{8})(.{4}).(.{3}).(.{15})$/,
      (_, a, b, c, d: string) => `${a}-${b}-4${c}-a${d.slice(0, 3)}-${d.slice(3)}`,
    );

const isoTime = (time: number): string => new Date(time).toISOString().replace(/\.\d+/, '');

/** Since then the site may have changed its question: what was shown is not known any more. */
const isAsShown = (settings: Settings, { asked, policyVersion }: ConsentRecord): boolean =>
  policyVersion === settings.policyVersion && asked === settings.asked;

/** What a record grants, also of what this page leaves out. */
const stateOf = (settings: Settings, record: ConsentRecord | undefined, gpc = record?.gpc === true): State =>
  deriveState({ ...settings, barred: [] }, record, gpc);

/** What the banner does not name, as the browser's signal refuses it (R78): neither of its buttons answers for that. */
const refusedUnasked = (settings: Settings, { record, previous }: Note): readonly string[] =>
  record?.source === 'banner' ? deriveState(settings, previous, record.gpc).refusedBySignal : [];

/** What the visitor was not asked in this decision: what was left out then, and what has no answer at all. */
function findUnasked(
  purposes: Settings['purposes'],
  vendors: Settings['vendors'],
  record: ConsentRecord,
  left: readonly string[],
): string[] {
  const unasked = purposes
    .map(({ id }) => id)
    .filter((id) => left.includes(id) || record.purposes[id] === undefined);
  const isUnasked = ({ id, purposes: needed }: Vendor) =>
    !record.shown.includes(id) || needed.some((purpose) => unasked.includes(purpose));
  return [...unasked, ...vendors.filter(isUnasked).map(({ id }) => id)];
}

/** Was something granted on another page of the site, which this one does not list, and is it not any more? */
function hasLost({ purposes, vendors }: Settings, { record, previous }: Note): boolean {
  const answers = (one?: ConsentRecord) => Object.entries({ ...one?.purposes, ...one?.vendors });
  const kept = new Map(answers(record));
  const listed = new Set([...purposes, ...vendors].map(({ id }) => id));
  return answers(previous).some(([id, yes]) => yes && !listed.has(id) && !kept.get(id));
}

/** `before`: what held until then; `now` of an end: nothing. `hasLost`: what this page does not list was granted too. */
function eventOf(
  items: readonly { readonly id: string }[],
  now: State,
  before: State | undefined,
  unasked: readonly string[],
  hasLost: boolean,
): ProofEvent {
  const granted = (state: State | undefined) =>
    items
      .map(({ id }) => id)
      .filter((id) => state?.purposes[id] === 'granted' || state?.vendors[id] === 'granted');
  const yes = granted(now);
  if (hasLost || granted(before).some((id) => !yes.includes(id))) return 'withdrawn';
  // A refusal that is forgotten takes nothing back.
  if (!now.record) return 'expired';
  if (!yes.length) return 'refused';
  return items.every(({ id }) => yes.includes(id) || unasked.includes(id)) ? 'given' : 'partial';
}

/** Buttons of ours name themselves as the source; any other source is a program. */
function methodOf(
  record: ConsentRecord | undefined,
  expired = false,
): Pick<ProofRecord, 'method' | 'layer' | 'source'> {
  if (expired) return { method: 'time', layer: null };
  const source = record?.source;
  if (source === 'banner') return { method: 'button', layer: 1 };
  if (source === 'panel') return { method: 'panel', layer: 2 };
  if (source === 'placeholder') return { method: 'placeholder', layer: null };
  return { method: 'api', layer: null, ...(source && { source }) };
}

/** The words above the switch. */
const titleOf = ({ id, title }: Purpose, texts: Locale): string =>
  localize(title, texts) || (texts.purposes[id as StandardPurpose]?.title ?? id);
