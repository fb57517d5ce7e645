import type { InterfaceContext } from '../model/interface.js';
import type { Safeguard, Trace, Vendor } from '../model/settings.js';

/** What a visitor is told of a vendor. */
export interface VendorFacts {
  readonly id: string;
  readonly purposes: readonly string[];
  readonly name: string;
  readonly controller: string;
  readonly country: string;
  /** What protects the transfer; empty where it is not known or none is needed. */
  readonly safeguards: readonly Safeguard[];
  readonly privacyPolicyUrl: string;
  readonly cookies: readonly Trace[];
  readonly storage: readonly Trace[];
}

/**
 * The facts of every vendor: from its file, overridden by what the site says. What the site declares besides the file is
 * listed with it, as it is deleted with it. In the order of the configuration.
 */
export const loadFacts = ({ settings, preset }: InterfaceContext): Promise<readonly VendorFacts[]> =>
  Promise.all(
    [...settings.vendors, ...settings.necessary].map(async (vendor) => {
      const file = await preset(vendor);
      const { cookies, storage, ...own } = ownFacts(vendor);
      return {
        ...own,
        ...file,
        ...given(vendor),
        id: vendor.id,
        purposes: vendor.purposes,
        cookies: unique([...cookies, ...(file?.cookies ?? [])]),
        storage: unique([...storage, ...(file?.storage ?? []), ...asTraces(file?.databases)]),
      };
    }),
  );

/** What the configuration says of a vendor. */
const ownFacts = (vendor: Vendor): VendorFacts => ({
  id: vendor.id,
  purposes: vendor.purposes,
  name: vendor.id,
  controller: '',
  country: '',
  safeguards: [],
  privacyPolicyUrl: '',
  cookies: vendor.entries.flatMap(({ cookies }) => asTraces(cookies)),
  storage: vendor.entries.flatMap(({ storage, databases }) => [...asTraces(storage), ...asTraces(databases)]),
  ...given(vendor),
});

const asTraces = (list: readonly (string | Trace)[] = []): Trace[] =>
  list.map((trace) => (typeof trace === 'string' ? { name: trace } : trace));

/** Of those that have one name, the first: what the site says counts more than what the file says. */
const unique = (traces: readonly Trace[]): readonly Trace[] =>
  traces.filter(
    (trace, place) =>
      traces.findIndex(({ name, domain }) => name === trace.name && domain === trace.domain) === place,
  );

function given({ entries }: Vendor): Partial<VendorFacts> {
  const { name, controller, country, safeguards, privacyPolicyUrl } = entries[0]!;
  const all = { name, controller, country, safeguards, privacyPolicyUrl };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
