import type { Trace } from '../model/settings.js';
import * as cookies from '../page/cookies.js';
import * as storage from '../page/storage.js';

/** Does a declared name stand for this one? A name that ends in `*` matches by prefix. */
export const matches = (declared: string, name: string): boolean =>
  declared.endsWith('*') ? name.startsWith(declared.slice(0, -1)) : declared === name;

/** What a vendor leaves on the device. */
export interface Traces {
  readonly cookies: readonly Trace[];
  readonly storage: readonly Trace[];
}

/** Deletes what a vendor declared. Cookies of other domains and HttpOnly ones are out of reach of any script. */
export function sweep(traces: Traces): void {
  for (const [found, declared, erase] of [
    [cookies.names(), traces.cookies, cookies.erase],
    [storage.keys(), traces.storage, storage.erase],
  ] as const) {
    for (const name of found) {
      if (declared.some((trace) => matches(trace.name, name))) erase(name);
    }
  }
}
