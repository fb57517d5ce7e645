import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { parse } from '../../src/config/parse.js';
import { ConfigError } from '../../src/model/problem.js';
import { always } from '../support/runs.js';
import { exempt, issuesOf, issuesWith, known, minimal, relay, settingsOf } from '../support/settings.js';

/** The only fault that is found, as path, found, expected, nearest. */
function onlyIssue(fields: object, page?: object) {
  const issues = issuesWith(fields, page);
  expect(issues).toHaveLength(1);
  return issues[0]!;
}

const pathsOf = (fields: object) => issuesWith(fields).map(({ path }) => path);
const withRelay = (fields: object) => ({ vendors: [{ ...relay, ...fields }] });
const withScript = (url: unknown) => withRelay({ scripts: [url] });

describe('a configuration that says only what it must', () => {
  it('is accepted, and every default is filled in', () => {
    expect(parse(minimal, known)).toMatchObject({
      site: { name: 'École', privacyPolicyUrl: '/confidentialite' },
      locale: 'auto',
      policyVersion: '',
      purposes: [{ id: 'audience' }, { id: 'personalisation' }, { id: 'social' }, { id: 'advertising' }],
      vendors: [],
      necessary: [],
      store: { name: 'portillon', domain: 'auto', retention: 'P6M' },
      endpoint: undefined,
    });
  });

  it('gives settings that cannot be changed', () => {
    expect(Object.isFrozen(parse(minimal, known))).toBe(true);
  });

  it('is copied: what the page changes afterwards changes nothing', () => {
    const mine = structuredClone({ ...minimal, vendors: [relay] });
    const settings = parse(mine, known);
    mine.site.name = 'Other';
    mine.purposes.pop();
    mine.vendors[0]!.purposes[0] = 'advertising';
    expect(settings.site.name).toBe('École');
    expect(settings.purposes).toHaveLength(4);
    expect(settings.vendors[0]!.purposes).toEqual(['social']);
  });

  it('may name its schema for the editor', () => {
    expect(issuesWith({ $schema: './portillon.schema.json' })).toEqual([]);
  });
});

describe('what a site says about itself', () => {
  it('is taken over as it is', () => {
    const site = {
      name: 'É',
      controller: 'É SAS, Paris',
      contact: 'dpo@example.org',
      privacyPolicyUrl: '/p',
    };
    expect(settingsOf({ site }).site).toEqual(site);
  });

  it.each([
    ['site', undefined, 'nothing'],
    ['site', 'École', '"École"'],
    ['site', [], 'a list'],
    ['site', null, 'null'],
  ])('must be an object: %s = %j', (path, site, found) => {
    expect(issuesWith({ site })[0]).toMatchObject({ path, found, expected: 'an object' });
  });

  it.each([
    ['site.name', { privacyPolicyUrl: '/p' }, 'nothing'],
    ['site.name', { name: '', privacyPolicyUrl: '/p' }, '""'],
    ['site.name', { name: '  \n', privacyPolicyUrl: '/p' }, '"  \n"'],
    ['site.name', { name: 5, privacyPolicyUrl: '/p' }, '5'],
    ['site.privacyPolicyUrl', { name: 'É' }, 'nothing'],
    [
      'site.privacyPolicyUrl',
      { name: 'É', privacyPolicyUrl: 'javascript:alert(1)' },
      '"javascript:alert(1)"',
    ],
    ['site.privacyPolicyUrl', { name: 'É', privacyPolicyUrl: 'data:text/html,x' }, '"data:text/html,x"'],
    ['site.controller', { name: 'É', privacyPolicyUrl: '/p', controller: '' }, '""'],
    ['site.contact', { name: 'É', privacyPolicyUrl: '/p', contact: ['x'] }, 'a list'],
  ])('is refused where %s is wrong', (path, site, found) => {
    expect(onlyIssue({ site })).toMatchObject({ path, found });
  });

  it('names the field that a slip of the pen meant', () => {
    expect(onlyIssue({ site: { ...minimal.site, controler: 'É SAS' } })).toEqual({
      path: 'site.controler',
      found: '"controler"',
      expected: 'one of name, controller, contact, privacyPolicyUrl',
      nearest: 'controller',
    });
  });
});

describe('a field that nobody knows', () => {
  it.each([
    ['vendorz', 'vendors'],
    ['Purpose', 'purposes'],
    ['local', 'locale'],
    ['policyversion', 'policyVersion'],
    ['record', 'records'],
  ])('is refused, and the nearest name is told: %s', (key, nearest) => {
    const issue = onlyIssue({ [key]: 'x' });
    expect(issue.path).toMatch(new RegExp(`(^|\\.)${key}$`));
    expect(issue).toMatchObject({ found: `"${key}"`, nearest });
  });

  it('gets no guess where nothing is near', () => {
    expect(onlyIssue({ backgroundColour: 'red' })).not.toHaveProperty('nearest');
  });
});

describe('the language', () => {
  it.each(['auto', 'fr', 'pt-PT', 'zh-Hant-TW', 'es-419'])('may be %s', (locale) => {
    expect(settingsOf({ locale }).locale).toBe(locale);
  });

  it.each(['', 'french', 'fr_FR', 'fr-', 'f', '../fr', 7, ['fr']])('cannot be %j', (locale) => {
    expect(onlyIssue({ locale })).toMatchObject({
      path: 'locale',
      expected: '"auto" or a language tag such as "fr"',
    });
  });
});

describe('the version of the policy', () => {
  it('may be any text of at most 64 characters', () => {
    expect(settingsOf({ policyVersion: 'v 2 & é=%' }).policyVersion).toBe('v 2 & é=%');
    expect(settingsOf({ policyVersion: 'x'.repeat(64) }).policyVersion).toHaveLength(64);
  });

  it.each(['x'.repeat(65), 'two\nlines', 2, {}])('cannot be %j', (policyVersion) => {
    expect(onlyIssue({ policyVersion })).toMatchObject({ path: 'policyVersion' });
  });
});

describe('the purposes', () => {
  const own = { id: 'aid', title: { fr: 'Aide', en: 'Aid' }, description: 'Helps.' };

  it('are standard ones by name, and own ones with their wording, in the given order', () => {
    expect(settingsOf({ purposes: ['social', own, 'audience'] }).purposes).toEqual([
      { id: 'social' },
      own,
      { id: 'audience' },
    ]);
  });

  it('may give a standard purpose a wording of its own', () => {
    const mine = { id: 'audience', title: 'Comptage' };
    expect(settingsOf({ purposes: [mine] }).purposes).toEqual([mine]);
    expect(settingsOf({ purposes: [{ id: 'audience' }] }).purposes).toEqual([{ id: 'audience' }]);
  });

  it.each([[undefined], ['audience'], [{}], [null], [3]])('must be a list, not %j', (purposes) => {
    expect(issuesWith({ purposes })[0]).toMatchObject({ path: 'purposes', expected: 'a list' });
  });

  it('cannot be an empty list', () => {
    expect(onlyIssue({ purposes: [] })).toMatchObject({ path: 'purposes' });
  });

  it.each([
    ['advertizing', 'advertising'],
    ['personalization', 'personalisation'],
    ['Social', 'social'],
  ])('are told by their nearest name: %s', (found, nearest) => {
    expect(onlyIssue({ purposes: ['audience', found] })).toEqual({
      path: 'purposes[1]',
      found: `"${found}"`,
      expected: 'audience, personalisation, social, advertising, or an object with id and title',
      nearest,
    });
  });

  it.each(['constructor', 'toString', '__proto__', ''])('cannot be the bare name %j', (name) => {
    expect(onlyIssue({ purposes: ['audience', name] })).toMatchObject({ path: 'purposes[1]' });
  });

  it.each([
    ['purposes[0]', 7],
    ['purposes[0]', null],
    ['purposes[0].id', { title: 'Aid' }],
    ['purposes[0].id', { ...own, id: 'a b' }],
    ['purposes[0].id', { ...own, id: '-a' }],
    ['purposes[0].id', { ...own, id: '__proto__' }],
    ['purposes[0].id', { ...own, id: 'x'.repeat(65) }],
    ['purposes[0].title', { id: 'aid' }],
    ['purposes[0].title', { id: 'aid', title: '' }],
    ['purposes[0].title', { id: 'aid', title: {} }],
    ['purposes[0].title.fr', { id: 'aid', title: { fr: '' } }],
    ['purposes[0].title.fr', { id: 'aid', title: { fr: 5, en: 'Aid' } }],
    ['purposes[0].title', { id: 'audience', title: '' }],
    ['purposes[0].description', { ...own, description: 5 }],
    ['purposes[0].description', { ...own, description: null }],
  ])('are refused at %s: %j', (path, purpose) => {
    expect(onlyIssue({ purposes: [purpose] })).toMatchObject({ path });
  });

  it('know the field that a slip of the pen meant', () => {
    expect(onlyIssue({ purposes: [{ ...own, tittle: 'x' }] })).toMatchObject({
      path: 'purposes[0].tittle',
      nearest: 'title',
    });
  });

  it.each([[['audience', 'audience']], [['audience', { id: 'audience', title: 'x' }]], [[own, own]]])(
    'are each named once: %j',
    (purposes) => {
      expect(onlyIssue({ purposes })).toMatchObject({ path: 'purposes[1]', expected: 'each purpose once' });
    },
  );

  it('may be called like a member of every object, and is then one name among others', () => {
    const purposes = [{ id: 'constructor', title: 'x' }, 'audience'];
    expect(settingsOf({ purposes }).purposes.map(({ id }) => id)).toEqual(['constructor', 'audience']);
  });
});

describe('a vendor that ships with Portillon', () => {
  const ads = { use: 'google-ads', id: 'AW-1' };

  it('takes its purposes from its file', () => {
    expect(settingsOf({ vendors: [ads] }).vendors).toMatchObject([
      { id: 'google-ads', use: 'google-ads', purposes: ['advertising'], entries: [ads] },
    ]);
  });

  it('takes the purposes of its entry instead where it has some', () => {
    const mine = { ...ads, purposes: ['audience', 'advertising'] };
    expect(settingsOf({ vendors: [mine] }).vendors[0]!.purposes).toEqual(['audience', 'advertising']);
  });

  it('keeps the parameters for its file to check', () => {
    const mine = { use: 'google-ads', id: 7, url: { x: [1] } };
    expect(settingsOf({ vendors: [mine] }).vendors[0]!.entries).toEqual([mine]);
  });

  it.each(['purpose', 'holds', 'exemt', 'safegards', 'anything'])(
    'takes no field that no file knows: %s',
    (field) => {
      expect(
        onlyIssue({ vendors: [{ use: 'google-ads', id: 'AW-1', [field]: ['audience'] }] }),
      ).toMatchObject({
        path: `vendors[0].${field}`,
      });
    },
  );

  it('that can serve any purpose must name its own', () => {
    expect(onlyIssue({ vendors: [{ use: 'chat' }] })).toMatchObject({ path: 'vendors[0].purposes' });
    expect(settingsOf({ vendors: [{ use: 'chat', purposes: ['social'] }] }).vendors[0]).toMatchObject({
      id: 'chat',
      purposes: ['social'],
    });
  });

  it('that needs no consent is declared and not asked for', () => {
    const asked = settingsOf({ vendors: [{ use: 'payment', purposes: ['social'] }] });
    expect([asked.necessary, asked.vendors.map(({ id }) => id)]).toEqual([[], ['payment']]);
    const { vendors, necessary } = settingsOf({ vendors: [{ use: 'payment' }, { use: 'youtube' }] });
    expect(vendors.map(({ id }) => id)).toEqual(['youtube']);
    expect(necessary).toMatchObject([{ id: 'payment', necessary: 'security', purposes: [] }]);
  });

  it.each(['data:,x', 'http://cdn.example/a.js', 5])('cannot have the script %j', (url) => {
    expect(onlyIssue({ vendors: [{ ...ads, scripts: ['/a.js', url] }] })).toMatchObject({
      path: 'vendors[0].scripts[1]',
    });
  });

  it('is one vendor with two accounts where it is named twice', () => {
    const second = { use: 'google-ads', id: 'AW-2' };
    const { vendors } = settingsOf({ vendors: [ads, relay, second] });
    expect(vendors.map(({ id }) => id)).toEqual(['google-ads', 'relay']);
    expect(vendors[0]!.entries).toEqual([ads, second]);
  });

  it.each([
    ['googel-ads', 'google-ads'],
    ['metapixel', 'meta-pixel'],
    ['Youtube', 'youtube'],
  ])('is told by its nearest name: %s', (use, nearest) => {
    expect(onlyIssue({ vendors: [{ use }] })).toEqual({
      path: 'vendors[0].use',
      found: `"${use}"`,
      expected: 'the name of a vendor file',
      nearest,
    });
  });

  it.each(['constructor', '__proto__', 'toString', '', 'nothing-like-it', 5, null, {}, ['google-ads']])(
    'cannot be %j',
    (use) => {
      expect(onlyIssue({ vendors: [{ use }] })).toMatchObject({ path: 'vendors[0].use' });
    },
  );

  it('cannot have a purpose that the site does not ask for', () => {
    expect(onlyIssue({ purposes: ['audience'], vendors: [ads] })).toMatchObject({
      path: 'vendors[0]',
      found: '"advertising"',
      expected: 'a purpose that "purposes" lists: audience',
    });
  });

  it.each([
    ['vendors[0].purposes', []],
    ['vendors[0].purposes', 'advertising'],
    ['vendors[0].purposes', null],
  ])('is refused at %s: %j', (path, purposes) => {
    expect(onlyIssue({ vendors: [{ ...ads, purposes }] })).toMatchObject({ path });
  });

  it.each(['https://www.example.org/g', '/g', 'g'])('may have the proxy %s', (proxy) => {
    expect(issuesWith({ vendors: [{ ...ads, proxy }] })).toEqual([]);
  });

  it.each(['http://proxy.example/g', 'javascript:x', 'data:,x', 5, null])(
    'cannot have the proxy %j',
    (proxy) => {
      expect(onlyIssue({ vendors: [{ ...ads, proxy }] })).toMatchObject({ path: 'vendors[0].proxy' });
    },
  );
});

describe('a measurement that needs no consent', () => {
  const matomo = { use: 'matomo', id: '7', url: '/stats/', exempt };
  const isExempt = (config: object) => settingsOf({ vendors: [matomo], ...config }).vendors[0]!.exempt;

  it('is exempt only under a law that knows an exemption (R62, R75, R81)', () => {
    expect(isExempt({ regime: 'FR' })).toBe(true);
    expect(isExempt({ regime: 'GB' })).toBe(true);
    for (const regime of ['BE', 'ES', 'PT', 'CH', 'DE', 'US', 'strict'])
      expect(isExempt({ regime })).toBe(false);
    expect(isExempt({})).toBe(false);
  });

  it('is exempt for measuring the audience alone', () => {
    const vendors = [{ ...matomo, purposes: ['audience', 'advertising'] }];
    expect(onlyIssue({ regime: 'FR', vendors })).toMatchObject({ path: 'vendors[0].purposes' });
  });

  it('is exempt only where the site says so', () => {
    expect(isExempt({ regime: 'FR', vendors: [{ use: 'matomo', id: '7', url: '/stats/' }] })).toBe(false);
  });

  it.each([
    ['.solePurpose', { ...exempt, solePurpose: false }],
    ['.anonymous', { ...exempt, anonymous: undefined }],
    ['.noCrossSite', { ...exempt, noCrossSite: 'true' }],
    ['.noCombination', { ...exempt, noCombination: 1 }],
    ['.dataRetentionMonths', { ...exempt, dataRetentionMonths: 26 }],
    ['.dataRetentionMonths', { ...exempt, dataRetentionMonths: 0 }],
    ['.dataRetentionMonths', { ...exempt, dataRetentionMonths: '13' }],
    ['.dataRetentionMonths', { ...exempt, dataRetentionMonths: undefined }],
    ['.useful', { ...exempt, useful: true }],
    ['', true],
    ['', null],
    ['', 'FR'],
  ])('is refused unless everything is attested: exempt%s of %j', (path, value) => {
    expect(onlyIssue({ regime: 'FR', vendors: [{ ...matomo, exempt: value }] })).toMatchObject({
      path: `vendors[0].exempt${path}`,
    });
  });

  it('is refused under any law where it is wrongly attested', () => {
    expect(pathsOf({ vendors: [{ ...matomo, exempt: { ...exempt, anonymous: false } }] })).toEqual([
      'vendors[0].exempt.anonymous',
    ]);
  });

  it.each(['google-ads', 'google-analytics', 'meta-pixel', 'youtube'])('can never be %s (R59)', (use) => {
    expect(onlyIssue({ regime: 'FR', vendors: [{ use, id: 'x', exempt }] })).toMatchObject({
      path: 'vendors[0].exempt',
    });
  });

  it('may be a vendor of the site’s own, for measuring the audience alone', () => {
    const own = (fields: object) => ({
      regime: 'FR',
      ...withRelay({ purposes: ['audience'], exempt, ...fields }),
    });
    expect(settingsOf(own({})).vendors[0]!.exempt).toBe(true);
    expect(onlyIssue(own({ purposes: ['social'] }))).toMatchObject({ path: 'vendors[0].purposes' });
    expect(onlyIssue(own({ exempt: { ...exempt, anonymous: false } }))).toMatchObject({
      path: 'vendors[0].exempt.anonymous',
    });
    // Attested point by point, and never by one word (R59).
    expect(pathsOf(withRelay({ purposes: undefined, necessary: 'exempt-audience' }))).toContain(
      'vendors[0].necessary',
    );
  });

  it('leaves no cookie for more than 13 months (R60)', () => {
    const kept = (retention: string) => ({
      regime: 'FR',
      vendors: [{ ...matomo, cookies: [{ name: '_pk_id.*', retention }] }],
    });
    expect(settingsOf(kept('P13M')).vendors[0]!.exempt).toBe(true);
    expect(onlyIssue(kept('P14M'))).toMatchObject({
      path: 'vendors[0].cookies[0].retention',
      expected: 'at most 13 months (P13M): a longer life needs consent',
    });
  });

  it('need not be asked for: its purpose may be left out, and where it is all that there is, every purpose', () => {
    for (const purposes of [['social'], []]) {
      const settings = settingsOf({ regime: 'FR', purposes, vendors: [matomo] });
      expect(settings.vendors[0]!.exempt).toBe(true);
      expect(pathsOf({ purposes, vendors: [matomo] })).toEqual([purposes.length ? 'vendors[0]' : 'purposes']);
    }
    expect(pathsOf({ regime: 'FR', purposes: [], vendors: [] })).toEqual(['purposes']);
  });
});

describe('the law and the signal of the browser', () => {
  it.each(['fr', 'France', 'FRA', '', 5, {}])('are refused where the country is %j', (regime) => {
    expect(onlyIssue({ regime })).toMatchObject({ path: 'regime' });
  });

  it('are strict where nothing is said: the signal refuses advertising', () => {
    expect(settingsOf().gpc).toBe('refuse-ads');
  });

  it.each(['refuse-ads', 'refuse-all', 'record-only'])('may be heeded as %s', (gpc) => {
    expect(settingsOf({ gpc }).gpc).toBe(gpc);
  });

  it.each(['ignore', '', true, 5])('are refused where the signal is to be heeded as %j', (gpc) => {
    expect(onlyIssue({ gpc })).toMatchObject({ path: 'gpc' });
    expect(onlyIssue({ gpc: 'refuse-add' })).toMatchObject({ nearest: 'refuse-ads' });
  });
});

describe('what Google’s tags are told', () => {
  const advanced = { mode: 'advanced', acknowledge: 'requests-leave-before-consent' };

  it('is nothing unless the site asks for it', () => {
    expect(settingsOf().googleConsentMode).toBe(false);
    expect(settingsOf({ googleConsentMode: 'basic' }).googleConsentMode).toBe(true);
  });

  it('may leave before consent only where the law lets it, and only acknowledged and with a warning (R85)', () => {
    const warn = vi.fn();
    expect(issuesWith({ regime: 'US', googleConsentMode: advanced }, { warn })).toEqual([]);
    expect(warn).toHaveBeenCalledOnce();
    expect(warn.mock.calls[0]![0]).toBe('googleConsentMode');
    for (const regime of [undefined, 'strict', 'FR', 'BE', 'DE']) {
      expect(onlyIssue({ regime, googleConsentMode: advanced })).toMatchObject({ path: 'googleConsentMode' });
    }
  });

  it.each([
    ['googleConsentMode', 'advanced'],
    ['googleConsentMode', true],
    ['googleConsentMode.mode', { ...advanced, mode: 'basic' }],
    ['googleConsentMode.acknowledge', { mode: 'advanced' }],
    ['googleConsentMode.acknowledge', { ...advanced, acknowledge: true }],
  ])('is refused at %s: %j', (path, googleConsentMode) => {
    expect(onlyIssue({ regime: 'US', googleConsentMode })).toMatchObject({ path });
  });
});

describe('a vendor of the site’s own', () => {
  const whole = {
    ...relay,
    purposes: ['social', 'audience'],
    scripts: ['https://relay.example/tag.js', '/own.js'],
    cookies: [
      { name: 'relay_*', retention: 'P13M' },
      { name: 'sid', retention: 'session', domain: '.relay.example' },
    ],
    storage: ['relay:*', { name: 'relay', retention: 'PT30M' }],
    country: 'FR',
    controller: 'Relay SCOP',
    privacyPolicyUrl: 'https://relay.example/privacy',
  };

  it('is taken over as it is', () => {
    expect(settingsOf({ vendors: [whole] }).vendors).toMatchObject([
      { id: 'relay', use: undefined, purposes: ['social', 'audience'], entries: [whole] },
    ]);
  });

  it.each([
    ['vendors[0].id', { id: undefined }],
    ['vendors[0].id', { id: 'a.b' }],
    ['vendors[0].id', { id: 'a b' }],
    ['vendors[0].id', { id: '__proto__' }],
    ['vendors[0].id', { id: '"><script>' }],
    ['vendors[0].id', { id: 5 }],
    ['vendors[0].name', { name: undefined }],
    ['vendors[0].name', { name: ' ' }],
    ['vendors[0].country', { country: '' }],
    ['vendors[0].controller', { controller: 7 }],
    ['vendors[0].privacyPolicyUrl', { privacyPolicyUrl: 'javascript:x' }],
    ['vendors[0].scripts', { scripts: '/a.js' }],
    ['vendors[0].scripts', { scripts: null }],
    ['vendors[0].cookies', { cookies: null }],
    ['vendors[0].scripts[1]', { scripts: ['/a.js', 5] }],
    ['vendors[0].reload', { reload: 'yes' }],
    ['vendors[0].reload', { reload: null }],
    ['vendors[0].cookies', { cookies: 'relay_*' }],
    ['vendors[0].cookies[0]', { cookies: ['*'] }],
    ['vendors[0].cookies[0]', { cookies: ['a*b'] }],
    ['vendors[0].cookies[0]', { cookies: ['a;b'] }],
    ['vendors[0].cookies[0]', { cookies: ['=a'] }],
    ['vendors[0].cookies[0]', { cookies: [''] }],
    ['vendors[0].cookies[0]', { cookies: [null] }],
    ['vendors[0].cookies[0].name', { cookies: [{}] }],
    ['vendors[0].cookies[0].name', { cookies: [{ name: '*' }] }],
    ['vendors[0].cookies[0].retention', { cookies: [{ name: 'a', retention: '6 months' }] }],
    ['vendors[0].cookies[0].retention', { cookies: [{ name: 'a', retention: 'Session' }] }],
    ['vendors[0].cookies[0].retention', { cookies: [{ name: 'a', retention: 6 }] }],
    ['vendors[0].cookies[0].domain', { cookies: [{ name: 'a', domain: '' }] }],
    ['vendors[0].databases', { databases: 'a' }],
    ['vendors[0].databases[1]', { databases: ['a', '*'] }],
    ['vendors[0].storage[0]', { storage: ['two words'] }],
    ['vendors[0].storage[1].name', { storage: ['a', { retention: 'P1D' }] }],
  ])('is refused at %s: %j', (path, fields) => {
    expect(onlyIssue(withRelay(fields))).toMatchObject({ path });
  });

  it.each([
    ['purposes', { purposes: undefined }],
    ['purposes', { purposes: [] }],
    ['purposes', { purposes: 'social' }],
    ['purposes[0]', { purposes: ['socail'] }],
    ['purposes[1]', { purposes: ['social', 'ads'] }],
  ])('needs purposes that the site asks for: %s %j', (path, fields) => {
    expect(onlyIssue(withRelay(fields))).toMatchObject({ path: `vendors[0].${path}` });
  });

  it.each([
    ['advertizing', 'advertising'],
    ['audiance', 'audience'],
  ])('is told the nearest purpose: %s', (found, nearest) => {
    expect(onlyIssue(withRelay({ purposes: [found] }))).toMatchObject({ found: `"${found}"`, nearest });
  });

  it('that needs no consent names a reason and no purposes, and is declared and not asked for', () => {
    const basket = { id: 'shop', name: 'Shop', necessary: 'basket', cookies: [{ name: 'cart' }] };
    const { vendors, necessary } = settingsOf({ vendors: [basket, relay] });
    expect(vendors.map(({ id }) => id)).toEqual(['relay']);
    expect(necessary).toMatchObject([{ id: 'shop', necessary: 'basket', purposes: [], entries: [basket] }]);
  });

  it('needs consent whatever its reason, unless the reason is one of the closed list (R8)', () => {
    for (const reason of ['advertising', 'fraud', '', true, null, 'constructor']) {
      expect(pathsOf(withRelay({ necessary: reason }))).toEqual(['vendors[0].necessary']);
      expect(settingsOf(withRelay({})).necessary).toEqual([]);
    }
    expect(onlyIssue(withRelay({ necessary: 'basquet' }))).toMatchObject({ nearest: 'basket' });
  });

  it('cannot both need no consent and have purposes', () => {
    expect(onlyIssue(withRelay({ necessary: 'basket' }))).toMatchObject({ path: 'vendors[0].purposes' });
  });

  it('is told the field that a slip of the pen meant', () => {
    expect(onlyIssue(withRelay({ script: ['/a.js'] }))).toMatchObject({
      path: 'vendors[0].script',
      nearest: 'scripts',
    });
    expect(onlyIssue(withRelay({ cookies: [{ name: 'a', retension: 'P1D' }] }))).toMatchObject({
      path: 'vendors[0].cookies[0].retension',
      nearest: 'retention',
    });
  });

  it('is named once', () => {
    expect(onlyIssue({ vendors: [relay, relay] })).toMatchObject({
      path: 'vendors[1]',
      found: '"relay"',
      expected: 'each vendor id once',
    });
  });

  it('cannot take the name of a vendor file that is in use', () => {
    const vendors = [
      { use: 'google-ads', id: 'AW-1' },
      { ...relay, id: 'google-ads' },
    ];
    expect(onlyIssue({ vendors })).toMatchObject({ path: 'vendors[1]', expected: 'each vendor id once' });
  });

  it('cannot take the name of a purpose', () => {
    expect(onlyIssue(withRelay({ id: 'audience' }))).toMatchObject({
      path: 'vendors[0]',
      found: '"audience"',
    });
  });

  it.each([
    ['vendors', 'x'],
    ['vendors', {}],
    ['vendors[0]', ['google-ads']],
    ['vendors[0]', [null]],
  ])('stands in a list of objects: %s', (path, vendors) => {
    expect(onlyIssue({ vendors })).toMatchObject({ path });
  });
});

describe('the address of a script', () => {
  const own = ['/tag.js', 'tag.js', './tag.js', '?tag', '//cdn.example/tag.js', 'https://cdn.example/tag.js'];

  it.each(own)('may be %s', (url) => {
    expect(issuesWith(withScript(url))).toEqual([]);
  });

  it.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/javascript,alert(1)',
    'blob:https://www.example.org/1',
    'file:///etc/hosts',
    'ftp://cdn.example/tag.js',
    'about:blank',
    'http://cdn.example/tag.js',
    'http://www.example.org/tag.js',
    'https://',
    'https://:80',
    'https://a b/',
  ])('cannot be %j on an https page', (url) => {
    expect(onlyIssue(withScript(url))).toMatchObject({
      path: 'vendors[0].scripts[0]',
      expected: 'an https URL or one of this site',
    });
  });

  it('may be http only on a page that is itself http', () => {
    const http = withScript('http://cdn.example/tag.js');
    expect(issuesWith(http, { href: 'http://localhost:8080/' })).toEqual([]);
    expect(issuesWith(http, { href: 'https://localhost:8080/' })).toHaveLength(1);
    expect(issuesWith(http, { href: undefined })).toHaveLength(1);
  });

  it.each(['javascript:alert(1)', 'data:,x', 'blob:http://localhost/1'])(
    'cannot be %j even on an http page, or on a server',
    (url) => {
      expect(issuesWith(withScript(url), { href: 'http://localhost/' })).toHaveLength(1);
      expect(issuesWith(withScript(url), { href: undefined })).toHaveLength(1);
    },
  );

  it('is never of another kind than https, whatever is written', () => {
    always(fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom(...own)), (url) => {
      if (issuesWith(withScript(url)).length) return;
      expect(new URL(url, known.href).protocol).toBe('https:');
    });
  });
});

describe('where the choice is stored', () => {
  it('may be named, kept to the host and limited', () => {
    const store = { name: 'choice', domain: 'host', retention: 'P3M' };
    expect(settingsOf({ store }).store).toEqual(store);
    expect(settingsOf({ store: { domain: 'auto' } }).store).toEqual({
      name: 'portillon',
      domain: 'auto',
      retention: 'P6M',
    });
  });

  it.each([
    ['store', 'cookie'],
    ['store', ['portillon']],
    ['store.name', { name: '' }],
    ['store.name', { name: 'a=b' }],
    ['store.name', { name: 'a;b' }],
    ['store.name', { name: 'a b' }],
    ['store.name', { name: 5 }],
    ['store.domain', { domain: '.example.org' }],
    ['store.domain', { domain: null }],
    ['store.retention', { retention: '6M' }],
    ['store.retention', { retention: 'session' }],
    ['store.retention', { retention: 'P' }],
    ['store.retention', { retention: 'P1.5M' }],
    ['store.retention', { retention: 180 }],
    ['store.retention', { retention: 'P0D' }],
  ])('is refused at %s: %j', (path, store) => {
    expect(onlyIssue({ store })).toMatchObject({ path });
  });

  it('tells the nearest name', () => {
    expect(onlyIssue({ store: { domain: 'hosst' } })).toMatchObject({ nearest: 'host' });
    expect(onlyIssue({ store: { retension: 'P6M' } })).toMatchObject({ nearest: 'retention' });
  });

  it.each(['P25M', 'P3Y', 'P2Y1M', 'P800D', 'P24MT1S', 'P9999Y'])('never lasts %s', (retention) => {
    expect(onlyIssue({ store: { retention } })).toMatchObject({
      path: 'store.retention',
      found: `"${retention}"`,
      expected: 'more than nothing and at most 24 months (P24M)',
    });
  });

  const warningsFor = (retention: string): unknown[][] => {
    const warn = vi.fn();
    expect(issuesWith({ store: { retention } }, { warn })).toEqual([]);
    return warn.mock.calls;
  };

  it.each(['P14M', 'P24M', 'P2Y', 'P400D'])('is reported, and accepted, where it lasts %s', (retention) => {
    const warnings = warningsFor(retention);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]![0]).toBe('store.retention');
    expect(warnings[0]![1]).toContain(retention);
  });

  it.each(['P13M', 'P1Y', 'P6M', 'P180D', 'PT1H'])('may last %s without a word', (retention) => {
    expect(warningsFor(retention)).toEqual([]);
  });
});

describe('where proofs go', () => {
  it.each(['/api/consents', 'https://proofs.example/'])('may be %s', (endpoint) => {
    expect(settingsOf({ records: { endpoint } }).endpoint).toBe(endpoint);
  });

  it('may be left out', () => {
    expect(settingsOf({ records: {} }).endpoint).toBeUndefined();
  });

  it.each([
    ['records', '/api'],
    ['records.endpoint', { endpoint: 'http://proofs.example/' }],
    ['records.endpoint', { endpoint: 'mailto:dpo@example.org' }],
    ['records.endpoint', { endpoint: 5 }],
    ['records.endpoint', { endpoint: null }],
  ])('is refused at %s: %j', (path, records) => {
    expect(onlyIssue({ records })).toMatchObject({ path });
  });

  it('tells the nearest name', () => {
    expect(onlyIssue({ records: { endpont: '/api' } })).toMatchObject({ nearest: 'endpoint' });
  });
});

describe('every fault', () => {
  const wrong = {
    site: { name: '' },
    locale: 'français',
    purposes: ['advertizing', 'audience'],
    vendors: [
      { use: 'googel-ads' },
      { id: 'relay', name: 'R', purposes: ['audience'], scripts: ['data:,x'] },
    ],
    store: { retention: 'P25M' },
    vendorz: [],
  };

  it('is told at once, each with its place', () => {
    const paths = issuesOf(wrong).map(({ path }) => path);
    for (const path of [
      'site.name',
      'site.privacyPolicyUrl',
      'locale',
      'purposes[0]',
      'vendors[0].use',
      'vendors[1].scripts[0]',
      'store.retention',
    ]) {
      expect(paths).toContain(path);
    }
    expect(paths).toHaveLength(8);
  });

  it('is written in the message of the error, with what was found, what was expected and the nearest name', () => {
    const issues = issuesOf(wrong);
    const { message, name, code } = new ConfigError(issues);
    expect([name, code]).toEqual(['ConfigError', 'config-invalid']);
    expect(message.split('\n')).toHaveLength(issues.length + 1);
    expect(message).toContain(`${issues.length} problems`);
    for (const { path, found, expected, nearest } of issues) {
      const line = message.split('\n').find((text) => text.startsWith(`  ${path}: `));
      expect(line).toContain(`found ${found}, expected ${expected}`);
      if (nearest) expect(line).toContain(`did you mean "${nearest}"?`);
    }
  });

  it('shows long values shortened', () => {
    const { found } = onlyIssue({ locale: 'x'.repeat(10_000) });
    expect(found.length).toBeLessThanOrEqual(60);
    expect(found).toContain('…');
  });

  it('in one of many vendors is told with its number', () => {
    const vendors = Array.from({ length: 40 }, (_, index) => ({ ...relay, id: `v${index}` }));
    expect(
      pathsOf({ vendors: vendors.map((vendor) => (vendor.id === 'v17' ? { ...vendor, name: '' } : vendor)) }),
    ).toEqual(['vendors[17].name']);
  });
});

describe('hostile input', () => {
  const prototype = Object.getOwnPropertyNames(Object.prototype).sort();

  /** It is accepted, or it throws a ConfigError with issues; and nothing else is touched. */
  function survives(config: unknown): void {
    try {
      parse(config, known);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      expect(error.issues.length).toBeGreaterThan(0);
    }
    expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(prototype);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  }

  it('of any kind throws nothing but a ConfigError', () => {
    always(
      fc.anything({
        withDate: true,
        withMap: true,
        withSet: true,
        withBigInt: true,
        withNullPrototype: true,
        withSparseArray: true,
        withTypedArray: true,
        withBoxedValues: true,
      }),
      survives,
      1000,
    );
  });

  it('that came as JSON throws nothing but a ConfigError', () => {
    always(
      fc.json().map((text) => JSON.parse(text)),
      survives,
      1000,
    );
  });

  it('in any one field throws nothing but a ConfigError', () => {
    const whole = {
      ...minimal,
      locale: 'fr',
      policyVersion: '1',
      vendors: [{ ...relay, scripts: ['/a.js'], cookies: [{ name: 'a', retention: 'P1D' }], storage: ['a'] }],
      store: { name: 'a', domain: 'host', retention: 'P6M' },
      records: { endpoint: '/api' },
    };
    const placesOf = (value: unknown): string[][] =>
      typeof value === 'object' && value
        ? Object.entries(value).flatMap(([key, inner]) => [
            [key],
            ...placesOf(inner).map((path) => [key, ...path]),
          ])
        : [];
    const values = fc.oneof(fc.anything(), fc.constantFrom('__proto__', 'constructor', '', null, -1, {}, []));
    const places = fc.constantFrom(...placesOf(whole));
    always(fc.tuple(places, values), ([place, value]) => {
      const config = structuredClone(whole) as { [key: string]: unknown };
      let parent = config;
      for (const key of place.slice(0, -1)) parent = parent[key] as typeof config;
      parent[place.at(-1)!] = value;
      survives(config);
    });
  });

  it.each([
    '{"__proto__":{"polluted":1}}',
    '{"constructor":{"prototype":{"polluted":1}}}',
    '{"site":{"__proto__":{"polluted":1,"name":"x"}},"purposes":["audience"]}',
    '{"purposes":[{"id":"__proto__","title":{"__proto__":"polluted"}}]}',
    '{"vendors":[{"use":"__proto__"},{"use":"constructor"},{"__proto__":{"use":"google-ads"}}]}',
    '{"vendors":[{"use":"google-ads","__proto__":{"polluted":1},"purposes":["__proto__"]}]}',
    '{"store":{"__proto__":{"polluted":1}},"records":{"__proto__":null}}',
    '{"__proto__":{"site":{"name":"x","privacyPolicyUrl":"/"},"purposes":["audience"]}}',
  ])('changes no prototype: %s', (text) => {
    survives(JSON.parse(text));
    expect(issuesOf(JSON.parse(text)).length).toBeGreaterThan(0);
  });

  it('that answers differently each time it is read is read once', () => {
    let reads = 0;
    const config = {
      ...minimal,
      get locale() {
        reads++;
        return reads === 1 ? 'fr' : 'javascript:';
      },
    };
    expect(parse(config, known).locale).toBe('fr');
    expect(reads).toBe(1);
  });

  it('that throws when it is read is refused', () => {
    const config = {
      ...minimal,
      get locale(): string {
        throw new Error('no');
      },
    };
    expect(issuesOf(config)[0]).toMatchObject({ path: 'config', found: 'an object' });
  });

  it.each<[string, unknown]>([
    ['a proxy', new Proxy(minimal, {})],
    [
      'a proxy that throws',
      new Proxy(
        {},
        {
          get: () => {
            throw new Error('no');
          },
          ownKeys: () => {
            throw new Error('no');
          },
        },
      ),
    ],
    ['a function', () => minimal],
    ['a symbol', Symbol('x')],
    ['a function inside', { ...minimal, locale: () => 'fr' }],
    ['a symbol inside', { ...minimal, locale: Symbol('fr') }],
    ['a promise', Promise.resolve(minimal)],
    ['a weak map', new WeakMap()],
  ])('that is no plain data is refused: %s', (_, config) => {
    survives(config);
    expect(issuesOf(config)[0]).toMatchObject({ path: 'config' });
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'portillon'],
    ['a number', Number.NaN],
    ['a big number', 10n],
    ['a list', [minimal]],
    ['yes', true],
  ])('that is no object is refused: %s', (_, config) => {
    const issues = issuesOf(config);
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatchObject({ path: 'config', expected: 'an object' });
  });

  it('that contains itself is refused where it does not belong', () => {
    const config: { [key: string]: unknown } = { ...minimal };
    config.store = config;
    config.vendors = [config];
    config.records = { endpoint: config };
    survives(config);
    const round: unknown[] = ['audience'];
    round.push(round);
    survives({ ...minimal, purposes: round });
  });

  it('that is very deep is read or refused', () => {
    let deep: unknown = 'x';
    for (let depth = 0; depth < 2000; depth++) deep = { title: deep };
    survives({ ...minimal, purposes: [deep], vendors: [deep] });
  });
});
