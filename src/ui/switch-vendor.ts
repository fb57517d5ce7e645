import type { Settings } from '../model/settings.js';
import type { Draft } from './draft.js';

/** A vendor was switched: a purpose all of whose vendors now agree follows them, any other stays as it is. */
export function switchVendor({ vendors: all }: Settings, draft: Draft, id: string, on: boolean): Draft {
  const vendors = { ...draft.vendors, [id]: on };
  const purposes = { ...draft.purposes };
  for (const purpose of all.find((vendor) => vendor.id === id)?.purposes ?? []) {
    const same = all.filter(
      (vendor) => !vendor.exempt && vendor.id in vendors && vendor.purposes.includes(purpose),
    );
    if (!same.some((vendor) => vendor.id === id)) continue;
    if (same.every((vendor) => vendors[vendor.id] === on)) purposes[purpose] = on;
  }
  return { purposes, vendors };
}
