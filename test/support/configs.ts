import fc from 'fast-check';
import { exempt } from './settings.js';

/** Values that stand nowhere, or not everywhere. */
const wrong = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, '', ' ', 0, 5, true, false, {}, [], [null], ['x'], [[]], {
    a: 1,
  }),
  fc.constantFrom('relay', 'audience', 'FR', 'basic', 'P1D', 'P25M', 'http://x/', 'javascript:x', 'a*', '*'),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty'),
);

/** Mostly one of these, now and then something wrong. */
const mostly = (...right: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...right) }, { weight: 1, arbitrary: wrong });

/** An object that has some of these fields, and all of the needed ones. */
const some = (
  needed: { readonly [key: string]: fc.Arbitrary<unknown> },
  others: { readonly [key: string]: fc.Arbitrary<unknown> },
): fc.Arbitrary<object> =>
  fc
    .subarray(Object.keys(others), { maxLength: Math.min(3, Object.keys(others).length) })
    .chain((keys) => fc.record({ ...needed, ...Object.fromEntries(keys.map((key) => [key, others[key]!])) }));

const url = mostly('/a.js', 'https://cdn.example/a.js', '//cdn.example/a');
const traces = mostly(['a', 'a*'], [{ name: 'a', retention: 'P1D', domain: 'x.example' }], null, ['*']);
const id = fc.constantFrom<unknown>(
  'relay',
  'shop',
  'chatter',
  'constructor',
  'audience',
  'youtube',
  '__proto__',
);
const purpose = fc.constantFrom('audience', 'social', 'advertising');

const facts = {
  name: mostly('Name'),
  scripts: fc.oneof(fc.array(url, { maxLength: 2 }), wrong),
  cookies: traces,
  storage: traces,
  databases: mostly(['a', 'b*']),
  country: mostly('FR', 'IE/US'),
  controller: mostly('X'),
  safeguards: mostly(['scc'], ['dpf', 'bcr']),
  privacyPolicyUrl: mostly('/p', 'mailto:a@example.org'),
};

const preset = some(
  { use: mostly('google-ads', 'matomo', 'youtube', 'chat', 'payment') },
  {
    ...facts,
    id: fc.anything(),
    proxy: url,
    exempt: mostly(exempt, { ...exempt, dataRetentionMonths: 13 }),
    purposes: mostly(['audience'], ['social', 'advertising']),
    necessary: fc.constant('basket'),
    anything: fc.anything(),
  },
);

const own = fc.oneof(
  some(
    {
      id,
      name: mostly('Name'),
      purposes: fc.subarray(['audience', 'social', 'advertising', 'aid'], { minLength: 1 }),
    },
    { ...facts, reload: mostly(true, false), necessary: wrong },
  ),
  some({ id, name: mostly('Name'), necessary: mostly('basket', 'security') }, facts),
);

const wording = mostly('Text', { fr: 'Texte', en: 'Text' });
const ownPurpose = some(
  { id: mostly('aid', 'care', 'help'), title: wording },
  { description: wording, notForMinors: mostly(true, false) },
);

/** Configurations that a site may write: many can be used, many have a fault or two. */
export const config: fc.Arbitrary<object> = some(
  {
    site: mostly({ name: 'É', privacyPolicyUrl: '/p' }, { name: 'É', contact: 'x', privacyPolicyUrl: '/p' }),
    purposes: fc.oneof(
      {
        weight: 6,
        arbitrary: fc.constant(['audience', 'social', 'advertising', { id: 'aid', title: 'Aid' }]),
      },
      { weight: 2, arbitrary: fc.array(fc.oneof(purpose, ownPurpose), { maxLength: 3 }) },
      { weight: 1, arbitrary: wrong },
    ),
  },
  {
    vendors: fc.oneof(
      { weight: 12, arbitrary: fc.array(fc.oneof(preset, own), { maxLength: 3 }) },
      { weight: 1, arbitrary: wrong },
    ),
    objections: fc.oneof(fc.array(ownPurpose, { maxLength: 2 }), wrong),
    locale: mostly('fr', 'pt-BR', 'auto', null),
    policyVersion: mostly('1', '', null),
    audience: mostly('minors', 'all', null),
    layout: mostly('bar', 'dialog', null),
    entry: mostly('none', 'auto', null),
    regime: mostly('FR', 'GB', 'US', 'strict', null),
    gpc: mostly('refuse-all', 'record-only', null),
    googleConsentMode: mostly('basic', { mode: 'advanced', acknowledge: 'requests-leave-before-consent' }),
    store: mostly(
      {},
      { name: 'a', retention: 'P1Y' },
      { domain: 'host', name: null },
      { retention: 'P14M' },
      null,
    ),
    records: mostly({}, { endpoint: '/api' }, { endpoint: 'https://proofs.example/' }),
    vendorz: wrong,
  },
);
