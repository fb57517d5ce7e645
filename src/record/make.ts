import type { ConsentRecord, Decisions } from '../model/decision.js';
import type { Settings } from '../model/settings.js';
import { freeze } from './freeze.js';

interface Circumstances {
  readonly now: number;
  readonly gpc?: boolean;
  readonly source?: string | undefined;
  /** Language in which the visitor was asked. */
  readonly language?: string | undefined;
}

/** The evidence of a choice made now. `previous` lends its first time. */
export function makeRecord(
  { policyVersion, asked }: Settings,
  decisions: Decisions,
  previous: ConsentRecord | undefined,
  { now, gpc, source, language }: Circumstances,
): ConsentRecord {
  const time = Math.floor(now / 1000) * 1000;
  return freeze({
    ...decisions,
    shown: [...decisions.shown].sort(),
    id: makeUuid(),
    first: previous?.first ?? time,
    last: time,
    policyVersion,
    asked,
    ...(language && { language }),
    ...(gpc && { gpc: true as const }),
    ...(source && { source: shorten(source) }),
  });
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
