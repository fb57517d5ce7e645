import { addDuration, parseDuration } from '../config/duration.js';
import type { ConsentRecord, Decisions } from '../model/decision.js';
import type { Settings } from '../model/settings.js';
import { hashAsked } from './asked.js';
import { decode } from './codec.js';

/** Clocks differ a little; a choice from tomorrow or later was not made. */
const clockTolerance = 24 * 60 * 60 * 1000;

/** The evidence of a choice made now. `previous` lends its first time. */
export function makeRecord(
  settings: Settings,
  decisions: Decisions,
  previous: ConsentRecord | undefined,
  {
    now,
    gpc,
    source,
    language,
  }: {
    readonly now: number;
    readonly gpc?: boolean;
    readonly source?: string | undefined;
    readonly language?: string | undefined;
  },
): ConsentRecord {
  const time = Math.floor(now / 1000) * 1000;
  return freeze({
    ...decisions,
    shown: [...decisions.shown].sort(),
    id: makeUuid(),
    first: previous?.first ?? time,
    last: time,
    policyVersion: settings.policyVersion,
    asked: hashAsked(settings),
    ...(gpc && { gpc: true as const }),
    ...(language && { language }),
    ...(source && { source: shorten(source) }),
  });
}

/** The latest valid choice among the texts found, if it still holds. Cookie expiry alone is not trusted (L13). */
export function readRecord(
  texts: readonly string[],
  settings: Settings,
  now: number,
): ConsentRecord | undefined {
  return texts
    .map(decode)
    .filter((record) => record !== undefined)
    .map(freeze)
    .filter(({ last }) => last - clockTolerance <= now && now < expiry(last, settings))
    .sort((one, other) => other.last - one.last)[0];
}

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
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
