import { hash } from '../model/hash.js';
import type { NecessaryReason } from '../model/necessary.js';
import type { Purpose } from '../model/purpose.js';
import type { Config, PresetConfig, Settings, Vendor, VendorConfig } from '../model/settings.js';

/** What is known of the vendor files before any of them loads. */
export interface Registry {
  /** The purposes of a vendor file; undefined where there is none of this name. */
  purposesOf(name: string): readonly string[] | undefined;
  /** Why a vendor file needs no consent, where it needs none. */
  necessityOf(name: string): NecessaryReason | undefined;
}

/**
 * Fills in the defaults of a configuration, which may be checked later, and makes one vendor of its accounts.
 * It checks nothing and keeps parts of what it is given: hand it data that nobody else holds.
 * @throws TypeError, at best, for what was not checked.
 */
export function settle(config: Config, { purposesOf, necessityOf }: Registry, text: string): Settings {
  const regime = config.regime ?? 'strict';
  // Spread, as a list may bring methods of its own.
  const purposes = [...config.purposes].map(
    (purpose): Purpose => (typeof purpose === 'string' ? { id: purpose } : purpose),
  );
  const byId = new Map<string, Vendor>();
  for (const entry of [...((config.vendors ?? []) as readonly (PresetConfig & VendorConfig)[])]) {
    const own = entry.use === undefined;
    const id = own ? entry.id : entry.use;
    /** What it needs where it names no purposes. Spread, so that a file nobody knows throws. */
    let usual: readonly string[] | undefined;
    if (!own) usual = [...purposesOf(id)!];
    else if (entry.necessary) usual = [];
    const same = byId.get(id);
    // Two accounts of one vendor are one vendor: it needs what either needs, and is exempt only if both are.
    const needs = [...new Set([...(same?.purposes ?? []), ...(entry.purposes ?? usual!)])];
    byId.set(id, {
      id,
      use: entry.use,
      purposes: needs,
      // One that its entry gives purposes is asked for, whatever its file says.
      necessary: own ? entry.necessary : needs.length ? undefined : necessityOf(id),
      askedFor: hash([...needs].sort().join(' ')).slice(-2),
      exempt: entry.exempt !== undefined && /^(FR|GB)$/.test(regime) && same?.exempt !== false,
      entries: [...(same?.entries ?? []), entry],
    });
  }
  const vendors = [...byId.values()];
  let asked: string | undefined;
  return Object.freeze({
    site: config.site,
    locale: config.locale ?? 'auto',
    policyVersion: config.policyVersion ?? '',
    purposes,
    vendors: vendors.filter((vendor) => !vendor.necessary),
    necessary: vendors.filter((vendor) => vendor.necessary),
    objections: [...(config.objections ?? [])],
    // What is neither is taken for the more careful.
    barred: (config.audience ?? 'all') === 'all' ? [] : purposes.filter(isForAdults).map(({ id }) => id),
    layout: config.layout ?? 'box',
    entry: config.entry ?? 'auto',
    regime,
    gpc: config.gpc ?? 'refuse-ads',
    googleConsentMode: config.googleConsentMode !== undefined,
    store: {
      name: config.store?.name ?? 'portillon',
      domain: config.store?.domain ?? 'auto',
      retention: config.store?.retention ?? 'P6M',
    },
    imports: [...(config.import ?? [])],
    endpoint: config.records?.endpoint,
    // Read only where something was chosen, or may run.
    get asked() {
      asked ??= hash(text);
      return asked;
    },
  });
}

/** Advertising and social networks, and what the site itself keeps from minors (R76). */
const isForAdults = ({ id, notForMinors }: Purpose): boolean | undefined =>
  notForMinors || id === 'advertising' || id === 'social';
