import { addDuration, parseDuration } from '../config/duration.js';
import type { Stored } from '../model/decision.js';
import type { Settings } from '../model/settings.js';
import { decode } from './codec.js';

/** Clocks differ a little; a choice from tomorrow or later was not made. */
const clockTolerance = 24 * 60 * 60 * 1000;

/** The latest valid choice among the texts found, if it still holds. Cookie expiry alone is not trusted (L13). */
export function readRecord(texts: readonly string[], settings: Settings, now: number): Stored | undefined {
  let latest: Stored | undefined;
  for (const text of texts) {
    const record = decode(text);
    if (!record || record.last - clockTolerance > now || now >= expiry(record.last, settings)) continue;
    if (!latest || record.last > latest.record.last) latest = { record: freeze(record), text };
  }
  return latest;
}

/** When a choice made at `last` ends. Visits do not extend it. */
export function expiry(last: number, { store }: Settings): number {
  const duration = parseDuration(store.retention);
  return duration ? addDuration(last, duration) : last;
}

/** Nobody outside may turn a no into a yes. */
export function freeze<T extends object>(record: T): T {
  for (const part of Object.values(record)) if (typeof part === 'object') Object.freeze(part);
  return Object.freeze(record);
}
