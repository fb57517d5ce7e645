import { addDuration, parseDuration } from '../config/duration.js';
import type { ConsentRecord, Stored } from '../model/decision.js';
import type { Settings } from '../model/settings.js';
import { decode } from './codec.js';
import { freeze } from './freeze.js';

/** Clocks differ a little; a choice from tomorrow or later was not made. */
const clockTolerance = 24 * 60 * 60 * 1000;

/**
 * The latest valid choice among the texts found, if it still holds; of two made in one second, the one that grants
 * less, or stands later. Cookie expiry alone is not trusted (L13). `onIgnored` is told of texts that are no choice, or not one of today.
 */
export function readRecord(
  texts: readonly string[],
  settings: Settings,
  now: number,
  onIgnored?: () => void,
): Stored | undefined {
  let latest: Stored | undefined;
  for (const text of texts) {
    // The choice lies in local storage then: no cookie could hold it.
    if (!text) continue;
    const record = decode(text);
    if (!record || record.last - clockTolerance > now) onIgnored?.();
    // A sister host's choice, whose cookie is seen here too.
    else if (settings.store.domain === 'host' && !record.host) continue;
    else if (now < expiry(record.last, settings) && (!latest || wins(record, latest.record))) {
      latest = { record: freeze(record), text };
    }
  }
  return latest;
}

const wins = (one: ConsentRecord, other: ConsentRecord): boolean =>
  one.last > other.last || (one.last === other.last && countGrants(one) <= countGrants(other));

const countGrants = ({ purposes, vendors }: ConsentRecord): number =>
  [...Object.values(purposes), ...Object.values(vendors)].filter(Boolean).length;

/** When a choice made at `last` ends. Visits do not extend it. */
export function expiry(last: number, { store }: Settings): number {
  const duration = parseDuration(store.retention);
  return duration ? addDuration(last, duration) : last;
}
