import { type ConsentRecord, dictionary } from '../model/decision.js';
import type { Settings } from '../model/settings.js';

/** The purposes that Global Privacy Control refuses (R78). It is no consent to the others. */
export function refusedPurposes({ purposes, gpc }: Settings, signal: boolean): string[] {
  if (!signal || gpc === 'record-only') return [];
  const ids = purposes.map(({ id }) => id);
  return gpc === 'refuse-all' ? ids : ids.filter((id) => id === 'advertising' || id === 'social');
}

/** A yes from before the signal does not count against it; a specific yes given under it does. */
export function heedSignal(
  { vendors }: Settings,
  record: ConsentRecord | undefined,
  refused: readonly string[],
): ConsentRecord | undefined {
  if (!record || record.gpc || !refused.length) return record;
  const concerned = vendors.filter((vendor) => vendor.purposes.some((id) => refused.includes(id)));
  return {
    ...record,
    purposes: dictionary(
      Object.entries(record.purposes).map(([id, yes]) => [id, yes && !refused.includes(id)]),
    ),
    vendors: dictionary(
      Object.entries(record.vendors).map(([id, yes]) => [
        id,
        yes && !concerned.some((vendor) => vendor.id === id),
      ]),
    ),
  };
}
