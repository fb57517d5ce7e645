import { addDuration, parseDuration } from '../config/duration.js';
import type { ConsentRecord, Decisions } from '../model/decision.js';
import type { Settings } from '../model/settings.js';
import { hashAsked } from './asked.js';
import { decode } from './codec.js';

/** Clocks differ a little; a choice from tomorrow or later was not made. */
const clockTolerance = 24 * 60 * 60 * 1000;

/** The evidence of a choice made now. `previous` lends its id and first time. */
export function makeRecord(
  settings: Settings,
  decisions: Decisions,
  previous: ConsentRecord | undefined,
  {
    now,
    gpc,
    source,
  }: { readonly now: number; readonly gpc?: boolean; readonly source?: string | undefined },
): ConsentRecord {
  const time = Math.floor(now / 1000) * 1000;
  return freeze({
    ...decisions,
    shown: [...decisions.shown].sort(),
    id: previous?.id ?? makeUuid(),
    first: previous?.first ?? time,
    last: time,
    policyVersion: settings.policyVersion,
    asked: hashAsked(settings),
    ...(gpc && { gpc: true as const }),
    ...(source && { source: shorten(source) }),
  });
}

/**
 * The latest valid choice among the texts found, if it still holds; of two made in one second, the one that grants
 * less. Cookie expiry alone is not trusted (L13). `onIgnored` is told of texts that are no choice, or not one of today.
 */
export function readRecord(
  texts: readonly string[],
  settings: Settings,
  now: number,
  onIgnored?: () => void,
): ConsentRecord | undefined {
  const records = texts
    .map(decode)
    .filter((record) => record !== undefined)
    .filter(({ last }) => last - clockTolerance <= now);
  if (records.length < texts.length) onIgnored?.();
  return records
    .filter(({ last }) => now < expiry(last, settings))
    .map(freeze)
    .sort((one, other) => other.last - one.last || countGrants(one) - countGrants(other))[0];
}

const countGrants = ({ purposes, vendors }: ConsentRecord): number =>
  [...Object.values(purposes), ...Object.values(vendors)].filter(Boolean).length;

/** When a choice made at `last` ends. Visits do not extend it. */
export function expiry(last: number, { store }: Settings): number {
  const duration = parseDuration(store.retention);
  return duration ? addDuration(last, duration) : last;
}

/** Nobody outside may turn a no into a yes. */
function freeze(record: ConsentRecord): ConsentRecord {
  for (const part of [record.purposes, record.vendors, record.shown]) Object.freeze(part);
  return Object.freeze(record);
}

/** At most 32 characters, and none that is half of one. */
const shorten = (source: unknown): string =>
  [...String(source).replace(/\p{Cs}/gu, '')].slice(0, 32).join('');

// `crypto.randomUUID` is missing on plain http.
function makeUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  // Not `Array.from`: MooTools has one of its own, which keeps a typed list as a whole.
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
