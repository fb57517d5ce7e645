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
  { asked, store }: Settings,
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
    asked,
    ...(store.domain === 'host' && { host: true as const }),
    ...(language && { language }),
    ...(gpc && { gpc: true as const }),
    ...(source && { source: shorten(source) }),
  });
}

/** At most 32 characters, and none that is half of one. As numbers: looking the property `Cs` up takes a slow phone 1 ms of the click. */
const shorten = (source: unknown): string =>
  [...String(source).replace(/[\ud800-\udfff]/gu, '')].slice(0, 32).join('');

/** The browser's own, where there is one: it is missing on plain http. */
const makeUuid = (): string => crypto.randomUUID?.() ?? assembleUuid();

function assembleUuid(): string {
  const random = crypto.getRandomValues(new Uint8Array(36));
  return 'rrrrrrrr-rrrr-4rrr-vrrr-rrrrrrrrrrrr'.replace(/[rv]/g, (digit, at: number) =>
    // The variant of RFC 9562 is the two bits 10.
    (digit === 'v' ? (random[at]! & 3) | 8 : random[at]! & 15).toString(16),
  );
}
