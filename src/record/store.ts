import type { Report } from '../model/problem.js';
import type { Settings } from '../model/settings.js';
import * as cookies from '../page/cookies.js';
import * as storage from '../page/storage.js';

/** Where the choice lies on the device: a first-party cookie, or local storage where cookies are refused. */
export interface Store {
  /** Every text found under our name: a change of domain can leave two. */
  read(): string[];
  /** Stores the choice and reads it back. Where nothing holds it, it is reported and lasts for this page. */
  write(text: string, expires: number): boolean;
  /** Always true: nothing is left to store. */
  remove(): boolean;
}

export function createStore({ store: { name, domain } }: Settings, report: Report): Store {
  /** Widest first: the browser refuses public suffixes, so the first that holds is the registrable domain. */
  const domains = (): (string | undefined)[] =>
    domain === 'host' ? [undefined] : [...cookies.parentDomains(), undefined];
  const removeCookies = () => {
    for (const parent of [...cookies.parentDomains(), undefined]) cookies.removeOwn(name, parent);
  };
  return {
    read: () => [...cookies.readAll(name), ...storage.readAll(name)],
    write(text, expires) {
      removeCookies();
      const held = domains().some((parent) => {
        cookies.writeOwn(name, text, parent, expires);
        return cookies.readAll(name).includes(text);
      });
      if (held) {
        storage.remove(name);
        return true;
      }
      if (!storage.write(name, text)) {
        report(
          'store-unavailable',
          name,
          'The choice could not be stored: cookies and local storage are both refused. It holds for this page only.',
        );
        return false;
      }
      return true;
    },
    remove() {
      removeCookies();
      storage.remove(name);
      return true;
    },
  };
}
