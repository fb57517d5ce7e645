import { type NecessaryReason, necessaryReasons } from '../model/necessary.js';
import { standardPurposes } from '../model/purpose.js';
import { safeguards } from '../model/settings.js';
import { parseDuration } from './duration.js';
import { type Base, isLink, isLoadable } from './url.js';
import { type Fields, type Forms, isObject, type Shape } from './walk.js';

/** What a check must know besides the configuration. */
export interface Known extends Base {
  /** The purposes of each vendor preset, by name. */
  readonly presets: { readonly [name: string]: readonly string[] };
  /** The presets that need no consent, and why. */
  readonly necessary?: { readonly [name: string]: NecessaryReason };
  /** The presets that have a mode for the exempt measurement of audience. */
  readonly exemptible?: readonly string[];
  /** The parameters of all presets: which of them takes which is left to the vendor's file. */
  readonly parameters?: readonly string[];
  /** The names of the files in `layouts/`. */
  readonly layouts?: readonly string[];
  /** The former tools whose choices can be taken over. */
  readonly imports?: readonly string[];
}

/** Names that go into the stored record, attributes and selectors. */
export const idForm = /^[a-z0-9][\w-]{0,63}$/i;

/** `includes`, for what may be no word at all. */
export const has = (words: readonly unknown[], word: unknown): boolean => words.includes(word);

/** Is it a vendor of the site's own that needs no consent? */
export const isNecessary = ({ use, necessary }: Fields): boolean =>
  use === undefined && has(necessaryReasons, necessary);

/** The vendor file that an entry uses, if there is one. */
export const presetOf = ({ use }: Fields, { presets }: Known): string | undefined =>
  Object.keys(presets).find((name) => name === use);

const isEmpty = (value: unknown): boolean => Array.isArray(value) && !value.length;

/** The whole configuration. */
export const makeShape = ({ layouts = ['box'] }: Known): Shape => ({
  $schema: 'any',
  site: { name: 'siteName', 'controller?': 'text', 'contact?': 'text', privacyPolicyUrl: 'link' },
  'locale??': 'locale',
  'policyVersion??': 'policyVersion',
  purposes: 'purposes',
  'objections??': 'own[]',
  'audience??': ['minors', 'all'],
  'layout??': layouts,
  'entry??': ['auto', 'none'],
  'vendors??': 'vendor[]',
  'regime??': 'regime',
  'gpc??': ['refuse-all', 'refuse-ads', 'record-only'],
  'googleConsentMode?': 'consentMode',
  'store??': { 'name??': 'storeName', 'domain?': 'domain', 'retention??': 'duration' },
  'import??': 'import[]',
  'records?': { 'endpoint?': 'endpoint' },
});

/** What visitors are told of a vendor, what starts it, and what is deleted after it. */
const facts: Shape = {
  'scripts?': 'script[]',
  'cookies?': 'trace[]',
  'storage?': 'trace[]',
  'databases?': 'traceName[]',
  'country?': 'text',
  'controller?': 'text',
  'safeguards?': 'safeguard[]',
  'privacyPolicyUrl?': 'link',
};

/** What the shapes name. What fields owe each other stands in `check.ts`. */
export const makeForms = (known: Known): Forms => ({
  any: true,
  flag: (value) => typeof value === 'boolean',
  text: /\S/,
  siteName: /\S/,
  id: idForm,
  // A prefix makes the browser itself refuse a cookie of a wider domain, or one that is not secure (RFC 6265bis).
  storeName: /^(__Host-|__Secure-)?[a-z0-9][\w-]{0,63}$/i,
  locale: /^(auto|[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)$/,
  policyVersion: /^[^\p{Cs}\n\r\u2028\u2029]{0,64}$/u,
  regime: /^(strict|[A-Z]{2})$/,
  domain: ['auto', 'host'],
  duration: (value) => parseDuration(value) !== undefined,
  life: (value) => value === 'session' || parseDuration(value) !== undefined,
  link: (value) => isLink(value, known),
  script: (value) => isLoadable(value, known),
  endpoint: (value) => isLoadable(value, known),

  purposes: 'purpose[]',
  purpose: (value) => (typeof value === 'string' ? 'standard' : 'own'),
  standard: standardPurposes,
  own: (value) => ({
    id: 'id',
    [has(standardPurposes, Object(value).id) ? 'title?' : 'title']: 'wording',
    'description?': 'wording',
    'notForMinors?': 'flag',
  }),
  wording: (value) =>
    typeof value === 'object' && value ? Object.keys(value).length > 0 && { '*?': 'text' } : /\S/,

  vendor(value) {
    const fields: Fields = Object(value);
    if (fields.use === undefined) {
      const necessary = isNecessary(fields);
      return {
        id: 'id',
        name: 'vendorName',
        ...(necessary ? { 'purposes?': 'unasked' } : { purposes: 'ids', 'exempt?': 'exempt' }),
        ...facts,
        'reload?': 'flag',
        'necessary?': 'reason',
        ...(necessary && { 'scripts?': 'unheld' }),
      };
    }
    const name = presetOf(fields, known);
    if (name === undefined) return { use: 'use', '*?': 'any' };
    return {
      ...Object.fromEntries((known.parameters ?? []).map((parameter) => [`${parameter}?`, 'any'])),
      ...facts,
      use: 'any',
      'id?': 'any',
      'name?': 'text',
      'hold?': 'flag',
      'reload?': 'flag',
      'proxy?': 'script',
      [known.presets[name]!.length || known.necessary?.[name] ? 'purposes?' : 'purposes']: 'ids',
      'exempt?': 'exempt',
    };
  },
  use: Object.keys(known.presets),
  vendorName: (value) => value !== undefined && 'text',
  ids: (value) => !isEmpty(value) && 'purposeId[]',
  purposeId: idForm,
  trace: (value) =>
    typeof value === 'string' ? 'traceName' : { name: 'traceName', 'retention?': 'life', 'domain?': 'text' },
  // A bare "*" would delete everything, the visitor's own session included.
  traceName: /^[^*;=\s][^*;\s]*\*?$/,
  safeguard: safeguards,
  reason: necessaryReasons,
  unasked: false,
  unheld: false,
  exempt: {
    solePurpose: 'attested',
    anonymous: 'attested',
    noCrossSite: 'attested',
    noCombination: 'attested',
    dataRetentionMonths: 'months',
  },
  attested: (value) => value === true,
  months: (value) => typeof value === 'number' && value > 0 && value <= 25,

  import: { from: 'importFrom', name: 'importName', purposes: 'imported', 'revision?': 'revision' },
  importFrom: known.imports ?? [],
  importName: /^[^;=,\s]{1,64}$/,
  imported: (value) => (isObject(value) && !Object.keys(value).length ? false : { '*?': 'importedNames' }),
  // All of none would be a yes.
  importedNames: (value) => !isEmpty(value) && 'text[]',
  revision: (value) => Number.isInteger(value) && Number(value) >= 0,

  consentMode: (value) => value === 'basic' || { mode: 'mode', acknowledge: 'acknowledge' },
  mode: /^advanced$/,
  acknowledge: /^requests-leave-before-consent$/,
});
