import type { VendorPage } from '../../model/preset.js';

const seen = new WeakMap<object, Set<string>>();

/** True the first time that it is asked in a page: what several accounts share is set up once. */
export function firstTime({ window }: VendorPage, what: string): boolean {
  const known = seen.get(window) ?? new Set();
  seen.set(window, known);
  if (known.has(what)) return false;
  known.add(what);
  return true;
}
