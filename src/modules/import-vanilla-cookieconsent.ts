import type { ReadEarlier } from '../model/import.js';

interface Stored {
  readonly categories: readonly string[];
  readonly revision: number;
  readonly consentTimestamp: string;
  readonly consentId: string;
  readonly services: { readonly [category: string]: readonly string[] };
  readonly languageCode: string;
  readonly lastConsentTimestamp: string;
  readonly expirationTime: number;
}

const fields =
  'categories,revision,data,consentTimestamp,consentId,services,languageCode,lastConsentTimestamp,expirationTime';
const uuidForm = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;

const isList = (list: unknown): boolean =>
  Array.isArray(list) &&
  new Set(list).size === list.length &&
  list.every((name) => typeof name === 'string' && name);

/** The time that this text names; NaN unless it was written by `toISOString`. */
const timeOf = (text: string): number => {
  const time = Date.parse(text);
  return time >= 0 && new Date(time).toISOString() === text ? time : Number.NaN;
};

/**
 * vanilla-cookieconsent 3: the categories accepted, and within each the services accepted. `services` has a key for
 * every category that was asked. A name is a category, or `category/service` where the category has services: then
 * accepting the category alone does not tell which of them.
 */
const read: ReadEarlier = (text, { revision = 0 }) => {
  const stored = JSON.parse(text) as Stored;
  // Written by JSON.stringify: no space, no name twice, always this order.
  if (JSON.stringify(stored) !== text || Object.keys(stored).join() !== fields) return undefined;
  const { categories, services, expirationTime: until } = stored;
  const first = timeOf(stored.consentTimestamp);
  const last = timeOf(stored.lastConsentTimestamp);
  if (
    stored.revision !== revision ||
    !uuidForm.test(stored.consentId) ||
    typeof stored.languageCode !== 'string' ||
    !(first <= last && last < until) ||
    !isList(categories) ||
    !/^\{/.test(JSON.stringify(services)) ||
    !Object.values(services).every(isList) ||
    !categories.every((category) => Object.hasOwn(services, category))
  ) {
    return undefined;
  }
  return {
    answer(name) {
      const [category = '', service] = name.split('/');
      if (!Object.hasOwn(services, category)) return undefined;
      if (!categories.includes(category)) return false;
      const accepted = services[category]!;
      if (service !== undefined) return accepted.includes(service);
      return accepted.length ? undefined : true;
    },
    times: { first, last },
    until,
  };
};

export default read;
