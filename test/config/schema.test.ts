import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import schema from '../../src/config/config.schema.json';
import { exempt, issuesOf, minimal, relay } from '../support/settings.js';

const accepts = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(schema);

/** The configuration of the contract, without its comments. */
const contract = {
  site: {
    name: 'Ambassade des Langues',
    controller: '…',
    contact: '…',
    privacyPolicyUrl: '/confidentialite',
  },
  locale: 'auto',
  policyVersion: '2023-05-04',
  purposes: [
    'audience',
    'personalisation',
    'social',
    'advertising',
    { id: 'accessibility-aid', title: { fr: '…', en: '…' }, description: { fr: '…', en: '…' } },
  ],
  vendors: [
    { use: 'google-ads', id: 'AW-123456789' },
    { use: 'meta-pixel', id: '123456789012345' },
    {
      id: 'relay',
      name: '…',
      purposes: ['accessibility-aid'],
      scripts: ['https://relay.example/tag.js'],
      cookies: [{ name: 'relay_*', retention: 'P13M' }],
      storage: ['relay:*'],
      country: 'FR',
      privacyPolicyUrl: 'https://relay.example/privacy',
    },
  ],
  store: { name: 'portillon', domain: 'auto', retention: 'P6M' },
  records: { endpoint: '/api/consents' },
};

const site = minimal.site;
const earlier = { from: 'klaro', name: 'klaro', purposes: { audience: ['matomo'] } };
const aid = { id: 'aid', title: 'Aid' };
const own = (fields: object) => ({ vendors: [{ ...relay, ...fields }] });

/** What parse and schema both accept. */
const good: readonly object[] = [
  {},
  { $schema: '../node_modules/portillon/dist/config.schema.json' },
  { site: { ...site, controller: 'École SAS', contact: 'dpo@example.org' } },
  { site: { name: 'É', privacyPolicyUrl: 'https://www.example.org/privacy' } },
  { site: { name: 'É', privacyPolicyUrl: 'mailto:dpo@example.org' } },
  { site: { name: 'É', privacyPolicyUrl: 'http://www.example.org/' } },
  { locale: 'auto' },
  { locale: 'pt-BR' },
  { locale: 'FR' },
  { policyVersion: '' },
  { policyVersion: 'x'.repeat(64) },
  { purposes: ['audience'] },
  { purposes: [aid, 'audience'] },
  { purposes: [{ ...aid, title: { fr: 'Aide' }, description: { fr: '…', en: '…' } }] },
  { purposes: [{ id: 'audience' }] },
  { purposes: [{ id: 'audience', title: 'Counting' }] },
  { vendors: [] },
  { vendors: [{ use: 'youtube' }] },
  { vendors: [{ use: 'google-ads', id: 7, purposes: ['audience'], proxy: '/g', url: '/stats/' }] },
  {
    vendors: [
      { use: 'google-ads', id: 'AW-1' },
      { use: 'google-ads', id: 'AW-2' },
    ],
  },
  own({}),
  own({ scripts: [], cookies: [], storage: [] }),
  own({ scripts: ['/a.js', 'a.js', './a.js', '//cdn.example/a.js', 'https://cdn.example/a.js?x#y'] }),
  own({ cookies: [{ name: 'a' }, { name: 'a*', retention: 'session', domain: '.example.com' }] }),
  own({ storage: ['a', 'a:*', { name: 'a', retention: 'PT30M' }] }),
  own({ databases: ['a', 'a*'] }),
  own({ country: 'IE/US', controller: 'X', privacyPolicyUrl: '/x' }),
  { regime: 'FR' },
  { objections: [aid] },
  { audience: 'minors', layout: 'bar', entry: 'none' },
  { purposes: ['audience', { ...aid, notForMinors: true }] },
  own({ safeguards: ['scc', 'dpf'] }),
  { regime: 'strict' },
  { gpc: 'record-only' },
  { googleConsentMode: 'basic' },
  { regime: 'US', googleConsentMode: { mode: 'advanced', acknowledge: 'requests-leave-before-consent' } },
  { regime: 'FR', vendors: [{ use: 'matomo', id: '7', exempt }] },
  { regime: 'FR', purposes: [], ...own({ exempt, purposes: ['audience'] }) },
  { store: { name: '__Host-portillon', domain: 'host' } },
  own({ reload: true }),
  { vendors: [{ use: 'chat', purposes: ['social'] }] },
  { vendors: [{ use: 'payment' }] },
  { vendors: [{ use: 'youtube', hold: true, scripts: ['/a.js'] }] },
  { vendors: [{ id: 'shop', name: 'Shop', necessary: 'basket' }] },
  { store: {} },
  { store: { name: 'Choice_1', domain: 'host', retention: 'P1Y' } },
  { store: { retention: 'P1Y6M' } },
  { store: { retention: 'P26W' } },
  { import: [] },
  { import: [earlier] },
  { import: [{ ...earlier, name: 'cc_cookie', purposes: { social: ['a/b', 'ü ber'] }, revision: 2 }] },
  { records: {} },
  { records: { endpoint: 'https://proofs.example/x' } },
];

/** What parse and schema both refuse. */
const bad: readonly object[] = [
  { vendorz: [] },
  { site: undefined },
  { site: 'École' },
  { site: [] },
  { site: { name: 'É' } },
  { site: { privacyPolicyUrl: '/p' } },
  { site: { ...site, name: ' ' } },
  { site: { ...site, name: 5 } },
  { site: { ...site, controller: null } },
  { site: { ...site, contact: '' } },
  { site: { ...site, colour: 'red' } },
  { site: { ...site, privacyPolicyUrl: 'javascript:alert(1)' } },
  { site: { ...site, privacyPolicyUrl: 'data:text/html,x' } },
  { objections: [{ id: 'aid' }] },
  { audience: 'children' },
  { layout: 'popup' },
  { entry: 'hidden' },
  { purposes: ['audience', { ...aid, notForMinors: 1 }] },
  own({ safeguards: ['trust'] }),
  { locale: '' },
  { locale: 'fr_FR' },
  { locale: 'french' },
  { locale: 5 },
  { policyVersion: 'x'.repeat(65) },
  { policyVersion: 'a\nb' },
  { policyVersion: 1 },
  { purposes: undefined },
  { purposes: 'audience' },
  { purposes: ['advertizing'] },
  { purposes: ['audience', 'audience'] },
  { purposes: [5] },
  { purposes: [null] },
  { purposes: [{ title: 'Aid' }] },
  { purposes: [{ id: 'aid' }] },
  { purposes: [{ ...aid, id: 'a b' }] },
  { purposes: [{ ...aid, id: '-a' }] },
  { purposes: [{ ...aid, id: 'x'.repeat(65) }] },
  { purposes: [{ ...aid, title: '' }] },
  { purposes: [{ ...aid, title: {} }] },
  { purposes: [{ ...aid, title: ['Aid'] }] },
  { purposes: [{ ...aid, title: { fr: '' } }] },
  { purposes: [{ ...aid, description: 5 }] },
  { purposes: [{ ...aid, text: 'x' }] },
  { vendors: {} },
  { vendors: ['google-ads'] },
  { vendors: [{ use: null }] },
  { vendors: [{ use: 5 }] },
  { vendors: [{ use: 'youtube', purposes: [] }] },
  { vendors: [{ use: 'youtube', purposes: ['a b'] }] },
  { vendors: [{ use: 'youtube', proxy: 'javascript:x' }] },
  { vendors: [{ use: 'youtube', proxy: 5 }] },
  { vendors: [{ use: 'google-ads', id: 'AW-1', purpose: ['audience'] }] },
  { vendors: [{ use: 'google-ads', id: 'AW-1', holds: true }] },
  { vendors: [{ use: 'google-ads', id: 'AW-1', hold: 'true' }] },
  own({ id: undefined }),
  own({ id: 'a.b' }),
  own({ name: undefined }),
  own({ name: '' }),
  own({ purposes: undefined }),
  own({ purposes: [] }),
  own({ purposes: [5] }),
  own({ colour: 'red' }),
  own({ country: '' }),
  own({ controller: 5 }),
  own({ privacyPolicyUrl: 'javascript:x' }),
  own({ scripts: '/a.js' }),
  own({ scripts: [5] }),
  own({ scripts: ['javascript:alert(1)'] }),
  own({ scripts: ['data:text/javascript,x'] }),
  own({ scripts: ['blob:https://example.org/1'] }),
  own({ scripts: ['http://cdn.example/a.js'] }),
  own({ scripts: ['https://'] }),
  own({ cookies: 'a' }),
  own({ cookies: [{}] }),
  own({ cookies: [{ name: '*' }] }),
  own({ cookies: [{ name: 'a*b' }] }),
  own({ cookies: [{ name: 'a', retention: '6 months' }] }),
  own({ cookies: [{ name: 'a', retention: 'P' }] }),
  own({ cookies: [{ name: 'a', retention: 'P1DT' }] }),
  own({ cookies: [{ name: 'a', domain: '' }] }),
  own({ cookies: [{ name: 'a', path: '/' }] }),
  own({ databases: ['*'] }),
  own({ databases: [5] }),
  own({ databases: 'a' }),
  own({ storage: ['two words'] }),
  own({ storage: [5] }),
  { regime: 'fr' },
  { regime: 'France' },
  { gpc: 'ignore' },
  { gpc: true },
  { googleConsentMode: 'advanced' },
  { googleConsentMode: true },
  { googleConsentMode: null },
  { regime: 'US', googleConsentMode: { mode: 'advanced' } },
  { regime: 'US', googleConsentMode: { mode: 'basic', acknowledge: 'requests-leave-before-consent' } },
  { vendors: [{ use: 'matomo', exempt: true }] },
  { vendors: [{ use: 'matomo', exempt: { ...exempt, anonymous: false } }] },
  { vendors: [{ use: 'matomo', exempt: { ...exempt, dataRetentionMonths: 26 } }] },
  { vendors: [{ use: 'matomo', exempt: { ...exempt, dataRetentionMonths: 0 } }] },
  { vendors: [{ use: 'matomo', exempt: { ...exempt, useful: true } }] },
  { vendors: [{ use: 'matomo', exempt: { solePurpose: true } }] },
  own({ reload: 'yes' }),
  own({ necessary: 'advertising' }),
  own({ necessary: 'basket' }),
  { vendors: [{ id: 'shop', name: 'Shop', necessary: true }] },
  { vendors: [{ use: 'youtube', scripts: '/a.js' }] },
  { vendors: [{ use: 'youtube', scripts: ['data:,x'] }] },
  { store: 'cookie' },
  { store: { name: '' } },
  { store: { name: 'a=b' } },
  { store: { domain: '.example.org' } },
  { store: { domain: null } },
  { store: { retention: 'session' } },
  { store: { retention: 'P1.5M' } },
  { store: { retention: 6 } },
  { store: { days: 180 } },
  { import: earlier },
  { import: ['klaro'] },
  { import: [{ ...earlier, from: 'karo' }] },
  { import: [{ ...earlier, name: undefined }] },
  { import: [{ ...earlier, name: 'a=b' }] },
  { import: [{ ...earlier, name: 'x'.repeat(65) }] },
  { import: [{ ...earlier, purposes: undefined }] },
  { import: [{ ...earlier, purposes: {} }] },
  { import: [{ ...earlier, purposes: { audience: [] } }] },
  { import: [{ ...earlier, purposes: { audience: 'matomo' } }] },
  { import: [{ ...earlier, purposes: { audience: [''] } }] },
  { import: [{ ...earlier, purposes: { audience: [true] } }] },
  { import: [{ ...earlier, revision: '1' }] },
  { import: [{ ...earlier, revision: -1 }] },
  { import: [{ ...earlier, revision: 1.5 }] },
  { import: [{ ...earlier, default: true }] },
  { records: '/api' },
  { records: null },
  { records: { endpoint: 'http://proofs.example/' } },
  { records: { endpoint: 'mailto:x@example.org' } },
  { records: { url: '/api' } },
];

/** Rules that a schema cannot express: an editor accepts these, and parse refuses them. */
const onlyParse: readonly (readonly [rule: string, fields: object])[] = [
  ['the presets are those of the folder', { vendors: [{ use: 'googel-ads' }] }],
  ['a preset without purposes of its own is given some', { vendors: [{ use: 'chat' }] }],
  [
    'advanced mode is for some laws only',
    { googleConsentMode: { mode: 'advanced', acknowledge: 'requests-leave-before-consent' } },
  ],
  ['something is asked', { purposes: [] }],
  ['only the audience is measured without consent', own({ exempt })],
  ['only some vendor files know an exempt mode', { vendors: [{ use: 'youtube', exempt }] }],
  ['vendors name purposes that are asked', own({ purposes: ['aid'] })],
  ['the purposes of a preset are asked', { purposes: ['audience'], vendors: [{ use: 'google-ads' }] }],
  ['each purpose once, in whatever form', { purposes: ['audience', { id: 'audience', title: 'x' }] }],
  ['each vendor once', { vendors: [relay, relay] }],
  ['no vendor is called like a purpose', own({ id: 'audience' })],
  ['an answer holds at most 24 months', { store: { retention: 'P25M' } }],
  ['an answer holds for some time', { store: { retention: 'P0D' } }],
  ['only purposes that are asked are taken over', { import: [{ ...earlier, purposes: { aid: ['a'] } }] }],
  ['our own choice is no earlier one', { import: [{ ...earlier, name: 'portillon' }] }],
  ['a host is a possible host', own({ scripts: ['https://a%/b.js'] })],
];

/** As JSON gives it: what is undefined is not there. */
const asJson = (fields: object): unknown => JSON.parse(JSON.stringify({ ...minimal, ...fields }));
const name = (fields: object) => [JSON.stringify(fields), asJson(fields)] as const;

describe('the schema for editors', () => {
  it('accepts the example of the contract, as parse does', () => {
    expect(accepts(contract)).toBe(true);
    expect(issuesOf(contract)).toEqual([]);
  });

  it.each(good.map(name))('accepts what parse accepts: %s', (_, config) => {
    accepts(config);
    expect(accepts.errors).toBeNull();
    expect(issuesOf(config)).toEqual([]);
  });

  it.each(bad.map(name))('refuses what parse refuses: %s', (_, config) => {
    expect(accepts(config)).toBe(false);
    expect(issuesOf(config)).not.toEqual([]);
  });

  it.each([null, [], 'x', 5].map((config) => [config]))('refuses what is no object: %j', (config) => {
    expect(accepts(config)).toBe(false);
    expect(issuesOf(config)).not.toEqual([]);
  });

  it.each(onlyParse)('leaves to parse that %s', (_, fields) => {
    expect(accepts(asJson(fields))).toBe(true);
    expect(issuesOf(asJson(fields))).not.toEqual([]);
  });

  it('is stricter than parse where http is only for tests', () => {
    const config = asJson(own({ scripts: ['http://localhost/a.js'] }));
    expect(accepts(config)).toBe(false);
    expect(issuesOf(config, { href: 'http://localhost/' })).toEqual([]);
  });

  it('explains every field in a sentence', () => {
    const silent: string[] = [];
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || !node) return;
      for (const [key, value] of Object.entries(node)) {
        const here = `${path}/${key}`;
        if (/\/properties$/.test(path) && !/\/(if|then)\/properties$/.test(path)) {
          const { description } = value as { description?: string };
          if (!description || description.length < 20 || !description.endsWith('.')) silent.push(here);
        }
        visit(value, here);
      }
    };
    visit(schema, '');
    expect(silent).toEqual([]);
  });
});
