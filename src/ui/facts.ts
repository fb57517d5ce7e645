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

/** The facts of every vendor: from its file, overridden by what the site says. In the order of the configuration. */
export const loadFacts = ({ settings, preset }: InterfaceContext): Promise<readonly VendorFacts[]> =>
  Promise.all(
    [...settings.vendors, ...settings.necessary].map(async (vendor) => {
      const file = await preset(vendor);
      return { ...ownFacts(vendor), ...file, ...given(vendor), id: vendor.id, purposes: vendor.purposes };
    }),
  );

/** What the configuration says of a vendor. */
export const ownFacts = (vendor: Vendor): VendorFacts => ({
  id: vendor.id,
  purposes: vendor.purposes,
  name: vendor.id,
  controller: '',
  country: '',
  safeguards: [],
  privacyPolicyUrl: '',
  cookies: [],
  storage: [],
  ...given(vendor),
});

function given({ entries }: Vendor): Partial<VendorFacts> {
  const { name, controller, country, safeguards, privacyPolicyUrl, cookies, storage } = entries[0]!;
  const traces = (list: readonly (string | Trace)[] | undefined) =>
    list?.map((trace) => (typeof trace === 'string' ? { name: trace } : trace));
  const all = {
    name,
    controller,
    country,
    safeguards,
    privacyPolicyUrl,
    cookies: traces(cookies),
    storage: traces(storage),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
