import type { Settings, Vendor } from './model/settings.js';
import { standIn } from './page/early-calls.js';

/**
 * Puts stand-ins for what a site's own code may call before its vendors are there. Returns what takes those of a vendor
 * away, and gives what makes the calls that were kept: those made `since` then, or all where an entry says `hold`.
 */
export function holdCalls(
  { vendors }: Settings,
  callsOf: (vendorFile: string) => string | undefined,
  page: { [name: string]: unknown },
): (vendor: Vendor, since: number) => (() => void) | undefined {
  // By name: several vendor files share some.
  const standIns = new Map<string | undefined, ReturnType<typeof standIn>>();
  const formOf = ({ use }: Vendor) => use && callsOf(use);
  for (const form of new Set(vendors.map(formOf))) {
    const held = vendors.some(
      (vendor) => formOf(vendor) === form && vendor.entries.some(({ hold }) => hold === true),
    );
    if (form) standIns.set(form, standIn(page, form, held));
  }
  return (vendor, since) => standIns.get(formOf(vendor))?.(since);
}
