import type { State } from '../model/decision.js';
import type { Settings } from '../model/settings.js';

/** What the panel shows before it is saved: yes or no for each purpose and each vendor. */
export interface Draft {
  readonly purposes: { readonly [id: string]: boolean };
  readonly vendors: { readonly [id: string]: boolean };
}

type Answers = { readonly [id: string]: boolean };

const mapKeys = (ids: readonly { readonly id: string }[], value: (id: string) => boolean): Answers =>
  Object.fromEntries(ids.map(({ id }) => [id, value(id)]));

/** What holds now; whatever is undecided is off (R40). What this page leaves out keeps its stored answer (R76). */
export const draftOf = ({ purposes, vendors, objections, barred }: Settings, state: State): Draft => ({
  purposes: mapKeys(
    purposes.filter(({ id }) => !barred.includes(id)),
    (id) => state.purposes[id] === 'granted',
  ),
  vendors: {
    ...mapKeys(
      vendors.filter((vendor) => !vendor.purposes.some((id) => barred.includes(id))),
      (id) => state.vendors[id] === 'granted',
    ),
    ...mapKeys(objections, (id) => state.objections[id] === 'active'),
  },
});

/** A purpose was switched: its vendors follow, if all of their purposes are on. An exempt one has only its own switch. */
export function switchPurpose({ vendors: all }: Settings, draft: Draft, id: string, on: boolean): Draft {
  const purposes = { ...draft.purposes, [id]: on };
  const vendors = { ...draft.vendors };
  for (const vendor of all) {
    if (!vendor.exempt && vendor.id in vendors && vendor.purposes.includes(id))
      vendors[vendor.id] = vendor.purposes.every((needed) => purposes[needed]);
  }
  return { purposes, vendors };
}

/** Do the vendors of a purpose differ from it? Those that this page leaves out do not count. */
export const isMixed = ({ vendors }: Settings, draft: Draft, id: string): boolean =>
  vendors.some(
    (vendor) =>
      !vendor.exempt &&
      vendor.id in draft.vendors &&
      vendor.purposes.includes(id) &&
      draft.vendors[vendor.id] !== draft.purposes[id],
  );
