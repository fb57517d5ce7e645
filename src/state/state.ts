import {
  type Answer,
  type ConsentRecord,
  type Decisions,
  dictionary,
  type Leftovers,
  type News,
  type State,
} from '../model/decision.js';
import type { Settings, Vendor } from '../model/settings.js';
import { heedSignal, refusedPurposes } from './signal.js';

/**
 * The state that follows from what was asked, what was answered, and whether the browser sends Global Privacy
 * Control. Pure; the result is frozen.
 */
export function deriveState(settings: Settings, record: ConsentRecord | undefined, gpc = false): State {
  const refused = refusedPurposes(settings, gpc);
  const heeded = heedSignal(settings, record, refused);
  const purposes = dictionary(
    settings.purposes.map(({ id }) => [
      id,
      settings.barred.includes(id)
        ? 'denied'
        : toAnswer(heeded?.purposes[id] ?? (refused.includes(id) ? false : undefined)),
    ]),
  );
  const vendors = dictionary(
    settings.vendors.map((vendor) => [
      vendor.id,
      isBarred(settings, vendor) ? 'denied' : vendorAnswer(vendor, purposes, heeded),
    ]),
  );
  const exempt = dictionary(
    settings.vendors
      .filter((vendor) => vendor.exempt)
      .map(({ id }) => [id, vendors[id] === 'denied' ? 'objected' : 'active'] as const),
  );
  const objections = dictionary(
    settings.objections.map(({ id }) => [id, record?.vendors[id] === false ? 'objected' : 'active'] as const),
  );
  const news = record && findNews(settings, record);
  const asked = record
    ? news && (news.policy || news.purposes.length + news.vendors.length > 0)
    : Object.values(purposes).includes('undecided');
  return Object.freeze({
    status: asked ? 'undecided' : 'decided',
    purposes: Object.freeze(purposes),
    vendors: Object.freeze(vendors),
    record,
    news: asked ? news : undefined,
    refusedBySignal: Object.freeze(refused.filter((id) => purposes[id] !== 'granted')),
    exempt: Object.freeze(exempt),
    objections: Object.freeze(objections),
    leftovers: Object.freeze(dictionary<Leftovers>()),
    reloadNeeded: false,
  });
}

const toAnswer = (yes: boolean | undefined): Answer =>
  yes === undefined ? 'undecided' : yes ? 'granted' : 'denied';

/** A vendor follows its purposes, all of which are needed (R6), unless the visitor answered for it alone. */
function vendorAnswer(
  { id, purposes, exempt }: Vendor,
  answers: { readonly [id: string]: Answer },
  decisions: Decisions | undefined,
): Answer {
  const own = decisions?.vendors[id];
  if (own !== undefined) return toAnswer(own);
  if (exempt) return 'granted';
  const followed = combine(purposes.map((purpose) => answers[purpose] ?? 'undecided'));
  return followed === 'granted' && !decisions?.shown.includes(id) ? 'undecided' : followed;
}

/** Does this page leave the vendor out, whatever was answered (R76)? */
export const isBarred = ({ barred }: Settings, { purposes }: Vendor): boolean =>
  purposes.some((id) => barred.includes(id));

/** Denied if any is denied, granted if all are granted. A loop, because a page may have methods of its own on lists. */
export function combine(answers: readonly Answer[]): Answer {
  let all: Answer = answers.length ? 'granted' : 'undecided';
  for (const answer of answers) {
    if (answer === 'denied') return answer;
    if (answer === 'undecided') all = answer;
  }
  return all;
}

function findNews(settings: Settings, record: ConsentRecord): News {
  return {
    policy: record.policyVersion !== settings.policyVersion,
    purposes: settings.purposes
      .map(({ id }) => id)
      .filter((id) => !(id in record.purposes) && !settings.barred.includes(id)),
    vendors: settings.vendors
      .filter((vendor) => !vendor.exempt && !record.shown.includes(vendor.id) && !isBarred(settings, vendor))
      .map(({ id }) => id),
  };
}
