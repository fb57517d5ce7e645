import type { Core } from '../model/core.js';
import type { Settings } from '../model/settings.js';
import { write as writeCookie } from '../page/cookies.js';
import { parentDomains } from '../page/domains.js';
import * as storage from '../page/storage.js';

/** Where the choice lies on the device: a first-party cookie, or local storage where cookies are refused. */
export interface Store {
  /** Stores the choice and reads it back. Where nothing holds it, it is reported and lasts for this page. */
  write(text: string, expires: number): boolean;
  remove(): void;
}

/** Touches no storage before it is asked to. `store.domain` says how wide its cookie may be. */
export function createStore(
  { store: { name, domain } }: Settings,
  { report, readCookies }: Pick<Core, 'report' | 'readCookies'>,
): Store {
  /** Widest first: the browser refuses public suffixes, so the first that holds is the registrable domain. */
  const all = [...parentDomains(), undefined];
  const domains = domain === 'host' ? [undefined] : all;
  const removeCookies = (from: typeof all) => {
    // Each takes the browser a while, and a visitor waits for the banner to go.
    if (!readCookies(name).length) return;
    for (const parent of from) writeCookie(name, '', parent, 0);
  };
  return {
    write(text, expires) {
      removeCookies(domains);
      const held = domains.some((parent) => {
        writeCookie(name, text, parent, expires);
        return readCookies(name).includes(text);
      });
      if (held) {
        storage.remove(name);
        return true;
      }
      if (storage.write(name, text)) {
        // One without a text tells pages that the choice is there before they touch the storage, which takes long.
        writeCookie(name, '', undefined, expires);
        return true;
      }
      report('store-unavailable', name);
      return false;
    },
    remove() {
      // Also one of a wider domain: it would be read, and hold again.
      removeCookies(all);
      storage.remove(name);
    },
  };
}
