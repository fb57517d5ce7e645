import type { Locale } from '../model/locale.js';
import type { Settings, Vendor } from '../model/settings.js';
import { canonical, shownFacts } from './canonical.mjs';
import { sha256 } from './sha256.js';

/** All that a visitor could read when asked, in one language. `hashNotice` commits to it. */
export type Notice = ReturnType<typeof makeNotice>;

/**
 * The notice of a site in one language. Nothing in it depends on the page or the visitor, so it can be made again from
 * the configuration and the build. Vendor files stand in it as their SHA-256 (`digests`).
 */
export function makeNotice(settings: Settings, texts: Locale, digests: { readonly [use: string]: string }) {
  const { site, policyVersion, purposes, objections, barred, regime, gpc, layout, store } = settings;
  const facts = ({ id, use, purposes: needed, exempt, entries }: Vendor) => ({
    id,
    purposes: needed,
    exempt,
    ...(use !== undefined && { use, facts: digests[use] ?? null }),
    entries: entries.map(shownFacts),
  });
  return {
    schema: 1,
    site,
    policyVersion,
    regime,
    gpc,
    layout,
    retention: store.retention,
    texts,
    purposes,
    objections,
    barred,
    vendors: settings.vendors.map(facts),
    necessary: settings.necessary.map(facts),
  };
}

/** What a proof carries of its notice: 64 hexadecimal digits. */
export const hashNotice = (notice: Notice): string => sha256(canonical(notice));

/** What stands in a notice for a vendor file. */
export const digestOf = (preset: object): string => sha256(canonical(shownFacts(preset)));
