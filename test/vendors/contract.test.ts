import { describe, expect, it, vi } from 'vitest';
import schema from '../../src/config/config.schema.json';
import { parseDuration } from '../../src/config/duration.js';
import { standsFor } from '../../src/gate/sweep.js';
import { necessaryReasons } from '../../src/model/necessary.js';
import type { Preset } from '../../src/model/preset.js';
import { standardPurposes } from '../../src/model/purpose.js';
import type { PresetConfig } from '../../src/model/settings.js';
import table from './commands.json' with { type: 'json' };
import { at, type FakePage, fakePage, isGoogleMessage, plain } from './fake-page.js';
import { libraries } from './libraries.js';

/** Values by path into the page's global object. After the start they stand there; later they are added to a list. */
type Values = { readonly [path: string]: unknown };
type Told = readonly (readonly unknown[])[];

interface Row {
  readonly id: string;
  readonly account: PresetConfig;
  readonly start?: Values;
  /** Further global names that `start` makes. */
  readonly also?: readonly string[];
  readonly revoke?: Values;
  readonly grant?: Values;
  readonly scripts: readonly string[];
  readonly attributes?: Readonly<Record<string, string>>;
  /** What a second account adds. */
  readonly second?: { readonly account: object; readonly start: Values; readonly scripts: readonly string[] };
  /** What the vendor's script is told, once it is there. */
  readonly library?: { readonly start: Told; readonly revoke: Told; readonly grant: Told };
}

const rows = table as unknown as readonly Row[];

const idOf = (file: string) => file.replace(/^.*\/|\.ts$/g, '');
const globals = (): string[] => Object.getOwnPropertyNames(globalThis).sort();
const before = globals();
const load = import.meta.glob<Preset>('../../src/vendors/*.ts', { import: 'default' });
const presets: { readonly [id: string]: Preset } = Object.fromEntries(
  await Promise.all(Object.entries(load).map(async ([file, read]) => [idOf(file), await read()])),
);
const afterImport = globals();
const all = Object.entries(presets);
const rowOf = (id: string): Row => {
  const row = rows.find((candidate) => candidate.id === id);
  if (!row) throw new Error(`commands.json has no row of ${id}`);
  return row;
};
const started = rows.map((row) => [row.id, presets[row.id]!, row] as const);

/** The list of the facts, by how sure it is. */
const sure =
  'google-ads google-analytics google-tag-manager youtube google-fonts meta-pixel facebook-messenger-chat ' +
  'pinterest-tag linkedin-insight tiktok-pixel microsoft-uet microsoft-clarity awin matomo piano-analytics ' +
  'plausible hotjar contentsquare ab-tasty kameleoon vwo hubspot intercom zendesk-messaging vimeo stripe paypal ' +
  'onesignal google-floodlight google-maps-embed google-recaptcha google-adsense facebook-social ' +
  'instagram-embed pinterest-save linkedin-share x-pixel x-share snap-pixel criteo-onetag affilae kwanko ' +
  'rtb-house optimizely mailchimp brevo-tracker brevo-conversations klaviyo crisp tawk-to livechat iadvize ' +
  'facil-iti spotify-embed tiktok-embed addtoany calendly typeform sentry cloudflare batch-push';
const unsure =
  'reddit-pixel effiliation tradedoubler rakuten-advertising email-retargeting-generic weborama eulerian ' +
  'acceo sourdline elioz rogervoice deafi dailymotion soundcloud commanders-act';

/** Nobody publishes where their data goes: the site says so in its entry. */
const withoutPolicy = ['acceo', 'deafi', 'elioz', 'email-retargeting-generic', 'rogervoice', 'sourdline'];
/** A class of vendors, and one that most sites run themselves: the site names its own. */
const withoutController = ['email-retargeting-generic', 'matomo'];

const accountOf = ({ account }: Row, changes: object = {}): PresetConfig => ({ ...account, ...changes });

/** A page in which these accounts were started. */
function startIn(page: FakePage, preset: Preset, ...accounts: PresetConfig[]): FakePage {
  for (const account of accounts) preset.start?.(page, account);
  return page;
}

/** Does the work, and returns what it added to lists or set anew, at these paths. */
function changes(page: FakePage, paths: readonly string[], work: () => void): Values {
  const read = () => Object.fromEntries(paths.map((path) => [path, plain(at(page.window, path))]));
  const earlier = read();
  work();
  const later = read();
  return Object.fromEntries(
    paths.flatMap((path): [string, unknown][] => {
      const [old, now] = [earlier[path], later[path]];
      if (JSON.stringify(old) === JSON.stringify(now)) return [];
      if (!Array.isArray(old) || !Array.isArray(now)) return [[path, now]];
      expect(now.slice(0, old.length), `${path} keeps what it had`).toEqual(old);
      return [[path, now.slice(old.length)]];
    }),
  );
}

const scriptsOf = ({ requested, window }: FakePage): string[] =>
  [...requested.keys()].map((url) => url.replace(encodeURIComponent(String(window.location)), '<page>'));

/** Those whose scripts the site names itself. */
const takesScripts = ({ parameters }: Preset) => 'scripts' in parameters;

it('has a preset for every vendor of the facts, a table row for each that starts, and no others', () => {
  expect(Object.keys(presets).sort()).toEqual([...sure.split(' '), ...unsure.split(' ')].sort());
  const starting = all.filter(([, { start }]) => start).map(([id]) => id);
  expect(rows.map(({ id }) => id).sort()).toEqual(starting.sort());
});

it('makes no template of guesses: what is not known for sure starts only scripts that the site names', () => {
  for (const id of unsure.split(' ')) {
    const { start, parameters } = presets[id]!;
    if (start) expect(Object.keys(parameters), id).toEqual(['scripts']);
  }
});

it.each(started)('%s reads no field of an entry that a configuration may not hold', (_, preset, row) => {
  const read = new Set<string>();
  const entry = new Proxy(accountOf(row), {
    get(account, field: string) {
      read.add(field);
      return account[field];
    },
  });
  startIn(fakePage(), preset, entry);
  const allowed = schema.$defs.presetVendor.properties;
  expect([...read, ...Object.keys(preset.parameters)].filter((field) => !(field in allowed))).toEqual([]);
  const common = ['use', 'id', 'proxy', 'scripts', 'hold', 'purposes'];
  expect(
    [...read].filter((field) => ![...common, ...Object.keys(preset.parameters)].includes(field)),
  ).toEqual([]);
});

it('touches nothing when the files are read', () => {
  expect(all.length).toBeGreaterThan(70);
  expect(afterImport).toEqual(before);
});

describe.each(all)('%s', (id, preset) => {
  const { name, controller, country, purposes, privacyPolicyUrl, hosts, cookies, storage } = preset;
  const traces = [...cookies, ...storage];

  it('says who it is and where the data goes', () => {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(name).toMatch(/\S/);
    if (withoutController.includes(id)) expect([controller, country]).toEqual(['', '']);
    else {
      expect(controller).toMatch(/\S/);
      expect(country).toMatch(/^[A-Z]{2}(\/[A-Z]{2})*$/);
      const regions = new Intl.DisplayNames('en', { type: 'region' });
      for (const code of country.split('/')) expect(regions.of(code), code).not.toBe(code);
    }
    if (withoutPolicy.includes(id)) expect(privacyPolicyUrl).toBe('');
    else expect(new URL(privacyPolicyUrl).protocol).toBe('https:');
  });

  it('names purposes that every language knows, or leaves them to the site', () => {
    expect(standardPurposes).toEqual(expect.arrayContaining([...purposes]));
    expect(new Set(purposes).size).toBe(purposes.length);
  });

  it('names hosts, without protocol, path or a bare wildcard', () => {
    for (const host of hosts) expect(host).toMatch(/^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$/);
    expect(new Set(hosts).size).toBe(hosts.length);
  });

  it('names traces that can be found, each once, with a retention that can be read', () => {
    for (const { name, retention, domain, form } of traces) {
      expect(name).toMatch(/^\*?[^\s;=,"\\*]+\*?$/);
      // What a star alone would take in must not be the site's.
      if (name.startsWith('*')) expect(form, name).toBeDefined();
      if (form) expect(`${form}`, name).toMatch(/^\/\^.*\$\/$/);
      if (!form && !domain && name.endsWith('*')) expect(name.length, name).toBeGreaterThan(4);
      if (domain !== undefined) expect(domain).toMatch(/^\.?[a-z0-9-]+(\.[a-z0-9-]+)+$/);
      if (retention !== undefined && retention !== 'session')
        expect(parseDuration(retention), `${name} ${retention}`).toBeDefined();
    }
    for (const list of [cookies, storage]) {
      const keys = list.map(({ name, domain }) => `${name} ${domain}`);
      expect(new Set(keys).size).toBe(keys.length);
    }
    for (const database of preset.databases ?? []) expect(database).toMatch(/^[^*\s]+\*?$/);
  });

  it('keeps as markers only what it declares', () => {
    const own = traces.filter(({ domain }) => !domain).map((trace) => trace.name);
    expect(own).toEqual(expect.arrayContaining([...(preset.markers ?? [])]));
    // The gate looks for a cookie of exactly this name before it starts the vendor.
    for (const marker of preset.markers ?? [])
      expect(preset.cookies.map(({ name }) => name)).toContain(marker);
  });

  it('is either necessary, for a reason of the closed list, or gated', () => {
    if (preset.necessary === undefined) return;
    expect(necessaryReasons).toContain(preset.necessary);
    expect(purposes).toEqual([]);
    expect([preset.start, preset.grant, preset.revoke, preset.reload]).toEqual(Array(4).fill(undefined));
  });

  it('can be stopped by a command or by a reload, if it starts anything', () => {
    if (preset.start) expect(Boolean(preset.revoke) || preset.reload).toBe(true);
    else expect([preset.grant, preset.revoke]).toEqual([undefined, undefined]);
  });

  it('tells a right parameter from a wrong one, and gives an example', () => {
    for (const [parameter, { pattern, expected }] of Object.entries(preset.parameters)) {
      expect(pattern.flags, parameter).not.toMatch(/[gy]/);
      expect(pattern.test(''), parameter).toBe(false);
      const given = preset.start && rowOf(id).account[parameter];
      const text = parameter === 'ui' ? JSON.stringify(given) : String(given);
      if (given !== undefined) expect(pattern.test(text), parameter).toBe(true);
      if (parameter === 'scripts') continue;
      expect(pattern.test('a "wrong" <value>'), parameter).toBe(false);
      const examples = [...expected.matchAll(/"([^"]*)"/g)].map(([, text]) => text!);
      if (/^\^\(true\|false\)\$$/.test(pattern.source)) expect(expected).toContain('true');
      else {
        const right = examples.filter((text) => pattern.test(text) || text.endsWith('…'));
        expect(right, `${parameter}: ${expected}`).not.toEqual([]);
      }
    }
  });
});

describe.each(started)('%s, as the table has it,', (id, preset, row) => {
  const paths = Object.keys({ ...row.start, ...row.revoke, ...row.grant, ...row.second?.start });

  it('says each thing in its order at the start, at a withdrawal and at a new grant', async () => {
    const page = fakePage();
    const known = Object.keys(page.window);
    startIn(page, preset, row.account);
    const start = row.start ?? {};
    const found = Object.fromEntries(Object.keys(start).map((path) => [path, plain(at(page.window, path))]));
    expect(found).toEqual(start);
    const names = Object.keys(page.window).filter((name) => !known.includes(name));
    const roots = new Set(Object.keys(start).map((path) => path.split('.')[0]!));
    expect(names.sort()).toEqual([...roots, ...(row.also ?? [])].sort());

    await page.arrive();
    expect(scriptsOf(page)).toEqual(row.scripts);
    const [attributes] = page.requested.values();
    expect(attributes ?? {}).toEqual(row.attributes ?? {});

    page.granted = false;
    expect(changes(page, paths, () => preset.revoke?.(page, [row.account]))).toEqual(row.revoke ?? {});
    page.granted = true;
    expect(changes(page, paths, () => preset.grant?.(page, [row.account], false))).toEqual(row.grant ?? {});
    await page.arrive();
    expect(scriptsOf(page), 'nothing is loaded again').toEqual(row.scripts);
    const layer = (page.window.dataLayer ?? []) as unknown[];
    expect(layer.filter((entry) => !isGoogleMessage(entry))).toEqual([]);
  });

  it('loads its scripts only from hosts that it declares', () => {
    if (takesScripts(preset) || id === 'matomo') return;
    for (const url of row.scripts) {
      const host = /^https:\/\/([^/]+)\//.exec(url)?.[1] ?? '';
      const declared = preset.hosts.some((name) =>
        name.startsWith('*.') ? host.endsWith(name.slice(1)) : name === host,
      );
      expect(declared, url).toBe(true);
    }
  });

  it('bears a withdrawal before its script came, two of them, and one of nothing', async () => {
    const page = startIn(fakePage(), preset, row.account);
    page.granted = false;
    preset.revoke?.(page, [row.account]);
    preset.revoke?.(page, [row.account]);
    await page.arrive();
    preset.revoke?.(page, [row.account]);
    preset.revoke?.(fakePage(), []);
    expect(page.requested.size).toBeLessThanOrEqual(row.scripts.length);
  });

  it('starts two accounts with one loader and one queue', async () => {
    const page = startIn(fakePage(), preset, row.account);
    const scripts = row.second?.scripts;
    const stubs = [...(row.also ?? []), ...paths.map((path) => path.split('.')[0]!)].filter((name) =>
      /^(function|object)$/.test(typeof page.window[name]),
    );
    const kept = ['_hjSettings', '_ae', 'pdl', '_pac', '__lc', 'intercomSettings'];
    const queues = new Map(
      stubs.filter((name) => !kept.includes(name)).map((name) => [name, page.window[name]]),
    );
    const second = accountOf(row, row.second?.account);
    const added = changes(page, paths, () => startIn(page, preset, second));
    if (row.second) expect(added).toEqual(row.second.start);
    for (const [name, queue] of queues) {
      if (!(queue instanceof Date)) expect(page.window[name], name).toBe(queue);
    }
    await page.arrive();
    expect(scriptsOf(page)).toEqual([...row.scripts, ...(scripts ?? [])]);
  });

  it('keeps what the site itself put there', () => {
    const { functions = [], arrays = [], objects = {} } = preset.calls ?? {};
    const mine = ['mine'];
    const heard: unknown[][] = [];
    const own = {
      dataLayer: [{ event: 'mine' }],
      ...Object.fromEntries(functions.map((name) => [name, (...call: unknown[]) => void heard.push(call)])),
      ...Object.fromEntries(arrays.map((name) => [name, [mine]])),
      ...Object.fromEntries(
        Object.entries(objects).map(([name, methods]) => {
          const members = Object.fromEntries(
            methods.map((method) => [method, (...call: unknown[]) => void heard.push([method, ...call])]),
          );
          return [name, name === 'ttq' ? Object.assign([mine], members) : members];
        }),
      ),
    };
    const page = startIn(fakePage(own), preset, row.account);
    preset.revoke?.(page, [row.account]);
    preset.grant?.(page, [row.account], false);
    for (const [name, value] of Object.entries(own)) expect(page.window[name], name).toBe(value);
    expect(own.dataLayer[0]).toEqual({ event: 'mine' });
    for (const name of arrays) expect((page.window[name] as unknown[])[0]).toBe(mine);
  });

  it('makes its own of each name that a site calls, and of what a site may ask of it', () => {
    const { functions = [], arrays = [], objects = {} } = preset.calls ?? {};
    const names = [...functions, ...arrays, ...Object.keys(objects)];
    // What stood in for it until now cannot always be deleted.
    const page = startIn(
      fakePage(Object.fromEntries(names.map((name) => [name, undefined]))),
      preset,
      row.account,
    );
    for (const name of functions) expect(page.window[name], name).toBeTypeOf('function');
    for (const name of arrays) expect(at(page.window, `${name}.push`), name).toBeTypeOf('function');
    for (const [name, methods] of Object.entries(objects)) {
      for (const method of methods)
        expect(at(page.window, `${name}.${method}`), method).toBeTypeOf('function');
    }
  });

  it('moves to a proxy where it has a script of its own', async () => {
    if (takesScripts(preset)) return;
    const proxy = 'https://www.example.org/copy';
    const page = startIn(fakePage(), preset, accountOf(row, { proxy }));
    await page.arrive();
    const path = (url: string) => url.replace(/^https:\/\/[^/]+/, '');
    expect(scriptsOf(page)).toEqual(row.scripts.map((url) => `${proxy}${path(url)}`));
  });
});

describe.each(started.filter(([, , { library }]) => library))(
  '%s, once its script is there,',
  (id, preset, row) => {
    const { start, revoke, grant } = row.library!;

    /** What the library was told meanwhile. */
    function listen() {
      const told: unknown[][] = [];
      return {
        note: (...call: unknown[]) => void told.push(plain(call) as unknown[]),
        take: () => told.splice(0),
      };
    }

    it('hears each command once', async () => {
      const page = startIn(fakePage(), preset, row.account);
      const { note, take } = listen();
      await page.arrive(() => libraries[id]!(page.window, note));
      expect(take()).toEqual(start);
      page.granted = false;
      preset.revoke?.(page, [row.account]);
      await page.arrive();
      expect(take()).toEqual(revoke);
      page.granted = true;
      preset.grant?.(page, [row.account], false);
      await page.arrive();
      expect(take()).toEqual(grant);
    });

    it('hears at last that consent is gone, if that happened on its way', async () => {
      const page = startIn(fakePage(), preset, row.account);
      const { note, take } = listen();
      page.granted = false;
      preset.revoke?.(page, [row.account]);
      await page.arrive(() => libraries[id]!(page.window, note));
      expect([revoke.at(-1), undefined]).toContainEqual(take().at(-1));
    });
  },
);

it('starts Google’s services with one refusal first, one loader and one set of consent types', async () => {
  const page = fakePage();
  for (const id of ['google-ads', 'google-analytics', 'google-floodlight', 'google-adsense']) {
    startIn(page, presets[id]!, rowOf(id).account);
  }
  await page.arrive();
  const commands = plain(page.window.dataLayer) as unknown[][];
  expect(commands[0]).toMatchObject(['consent', 'default', { ad_storage: 'denied' }]);
  expect(commands.filter(([name, kind]) => name === 'consent' && kind === 'default')).toHaveLength(1);
  expect(commands.filter(([name]) => name === 'js')).toHaveLength(1);
  const configured = commands.filter(([name]) => name === 'config').map(([, account]) => account);
  expect(configured).toEqual(['AW-123456789', 'G-AB12CD34EF', 'DC-1234567']);
  expect(scriptsOf(page)).toEqual([...rowOf('google-ads').scripts, ...rowOf('google-adsense').scripts]);
});

it.each([
  ['piano-analytics', 'pdl', { consent_items: {} }],
  ['piano-analytics', '_pac', { site: 1 }],
  ['intercom', 'intercomSettings', { name: 'Zoé' }],
  ['livechat', '__lc', { group: 3 }],
  ['affilae', '_ae', { lang: 'fr' }],
  ['tawk-to', 'Tawk_API', { visitor: 1 }],
])('%s keeps the site’s own settings in %s', (id, name, settings) => {
  const page = startIn(fakePage({ [name]: settings }), presets[id]!, rowOf(id).account);
  expect(page.window[name]).toMatchObject(settings);
});

describe('parameters that change what is said', () => {
  const first = (id: string, changes: object, path: string): unknown => {
    const page = startIn(fakePage(), presets[id]!, accountOf(rowOf(id), changes));
    return (at(page.window, path) as unknown[])[0];
  };

  it('grants Clarity advertising only where its purposes name it', () => {
    expect(first('microsoft-clarity', { purposes: ['audience', 'advertising'] }, 'clarity.q')).toEqual([
      'consentv2',
      { ad_Storage: 'granted', analytics_Storage: 'granted' },
    ]);
  });

  it('grants HubSpot’s functionality only where the site says so', () => {
    expect(first('hubspot', { functionality: true }, '_hsp')).toMatchObject([
      'setHubSpotConsent',
      { functionality: true },
    ]);
  });

  it('grants Tag Manager the types of its purposes', () => {
    const page = startIn(
      fakePage(),
      presets['google-tag-manager']!,
      accountOf(rowOf('google-tag-manager'), { purposes: ['personalisation'] }),
    );
    const update = (plain(page.window.dataLayer) as unknown[][]).find(([, kind]) => kind === 'update');
    expect(update).toEqual(['consent', 'update', { personalization_storage: 'granted' }]);
  });

  it('loads Plausible’s common script for a domain', async () => {
    const page = startIn(
      fakePage(),
      presets.plausible!,
      accountOf(rowOf('plausible'), { id: 'example.org' }),
    );
    expect([...page.requested]).toEqual([
      ['https://plausible.io/js/script.js', { 'data-domain': 'example.org' }],
    ]);
  });

  it('loads HubSpot of the other region, and LiveChat’s, Tawk’s and Pinterest’s variants', () => {
    const urls = (id: string, changes: object) => [
      ...startIn(fakePage(), presets[id]!, accountOf(rowOf(id), changes)).requested,
    ];
    expect(urls('hubspot', { region: 'na1' })).toEqual([['https://js.hs-scripts.com/1234567.js', undefined]]);
    expect(urls('tawk-to', { widget: 'abc' })[0]?.[0]).toBe(
      'https://embed.tawk.to/0123456789abcdef01234567/abc',
    );
    expect(urls('pinterest-save', { hover: 'true' })[0]?.[1]).toEqual({ 'data-pin-hover': 'true' });
    expect(urls('facebook-social', { version: undefined })).toEqual([]);
    expect(urls('acceo', { scripts: undefined })).toEqual([]);
  });

  it('asks for the site’s own scripts one after another, and for none after a withdrawal', async () => {
    const page = fakePage();
    const { account } = rowOf('kwanko');
    startIn(page, presets.kwanko!, account);
    expect([...page.requested.keys()]).toEqual(['https://kwanko.example/1.js']);
    page.granted = false;
    await page.arrive();
    expect(page.requested.size).toBe(1);
    page.granted = true;
    presets.kwanko!.grant?.(page, [account], false);
    await page.arrive();
    expect([...page.requested.keys()]).toEqual([
      'https://kwanko.example/1.js',
      'https://kwanko.example/2.js',
    ]);
  });
});

it.each(['matomo', 'meta-pixel', 'hubspot', 'microsoft-clarity'])(
  '%s ends with the page: it keeps for the next yes what happens until then, or others run on',
  (id) => {
    expect(presets[id]!.reload).toBe(true);
  },
);

it.each(['dailymotion', 'eulerian', 'hubspot', 'google-tag-manager'])(
  '%s is no way around a refusal of advertising',
  (id) => {
    expect(presets[id]!.purposes).toContain('advertising');
  },
);

describe('the names that are deleted at a withdrawal', () => {
  const isDeleted = (id: string, name: string) => {
    const { cookies, storage } = presets[id]!;
    return [...cookies, ...storage].some((trace) => !trace.domain && standsFor(trace, name));
  };

  it.each([
    ['zendesk-messaging', '5f0a1b2c3d4e5f6a7b8c9d0e.appUser'],
    ['zendesk-messaging', '5f0a1b2c3d4e5f6a7b8c9d0e.appUserId'],
    ['zendesk-messaging', '5f0a1b2c3d4e5f6a7b8c9d0e.clientId'],
    ['zendesk-messaging', '5f0a1b2c3d4e5f6a7b8c9d0e.sessionToken'],
    ['livechat', 'lc_sso8854324'],
    ['livechat', 'lc_window_state'],
    ['livechat', '__lc_cid'],
    ['google-analytics', '_gat'],
    ['google-analytics', '_gat_UA-12345-6'],
    ['google-analytics', '_gat_gtag_UA_12345_6'],
  ])('are of %s: %s', (id, name) => expect(isDeleted(id, name)).toBe(true));

  it('are no name that a site may have given itself', () => {
    // Names that a vendor writes as they stand: no pattern, and its documentation has them.
    const facts = ['onesignal userConsent', 'onesignal isOptedOut', 'meta-pixel lastExternalReferrer'];
    const known =
      `_csrf _gate _gather _session _token ABTest JSESSIONID PHPSESSID XSRF-TOKEN __Host-session a auth
      cart.items connect.sid consent cookie_consent csrftoken currentUser i18nextLng laravel_session lc_cart lc_lang
      lc_sso_token lc_theme localePreference next-auth.session-token nuxt-color-mode persist:root redux rememberMe
      sb-access-token sessionid shop.clientId theme tokens userConsent visitorId vuex wordpress_logged_in_x
      wordpress_test_cookie woocommerce_cart_hash wp-settings-1 wp_lang`.split(/\s+/);
    const stem = `app auth basket cart chat client consent count csrf data id item lang login my opt order
      page player pref session settings shop site sso state store theme ts token uid user visit window wp`;
    const stems = stem.split(/\s+/);
    const joined = stems.flatMap((first) =>
      stems.flatMap((second) =>
        ['', '.', '_', '-', ':', '/'].flatMap((mark) => [
          first + mark + second,
          `_${first}${mark}${second}`,
          first + mark + second[0]!.toUpperCase() + second.slice(1),
        ]),
      ),
    );
    const own = [...known, ...stems, ...joined];
    for (const id of Object.keys(presets)) {
      const taken = own.filter((name) => !facts.includes(`${id} ${name}`) && isDeleted(id, name));
      expect(taken, id).toEqual([]);
    }
    // Each exception is still one.
    for (const fact of facts) {
      const [id, name] = fact.split(' ') as [string, string];
      expect(isDeleted(id, name), fact).toBe(true);
    }
  });
});

describe('the exempt measurement of Matomo', () => {
  const { account } = rowOf('matomo');
  const queueOf = (location: string, referrer: string) => {
    const page = fakePage({ location, document: { referrer } });
    presets.matomo!.exempt?.(page, account);
    return page.window._paq as unknown[][];
  };

  it('says no id of a click, in the address nor in the referrer (R59)', () => {
    const clicks = 'gclid=1&fbclid=2&msclkid=3&ttclid=4';
    const queue = queueOf(
      `https://www.example.org/cours?${clicks}&niveau=b1#haut`,
      `https://www.example.org/?${clicks}`,
    );
    const names = queue.map(([name]) => name);
    expect(queue).toContainEqual(['setCustomUrl', 'https://www.example.org/cours?niveau=b1#haut']);
    expect(queue).toContainEqual(['setReferrerUrl', 'https://www.example.org/']);
    expect(names.indexOf('setReferrerUrl')).toBeLessThan(names.indexOf('trackPageView'));
  });

  it('leaves an address without one as it is', () => {
    const names = queueOf('https://www.example.org/cours?niveau=b1', '').map(([name]) => name);
    expect(names).not.toContain('setCustomUrl');
    expect(names).not.toContain('setReferrerUrl');
  });

  it('measures no campaigns where its script can do without', () => {
    const commands = queueOf('https://www.example.org/', '').map(([name]) => name);
    const act = commands.find((name): name is () => void => typeof name === 'function')!;
    const disableCampaignParameters = vi.fn();
    act.call({ disableCampaignParameters });
    expect(disableCampaignParameters).toHaveBeenCalledOnce();
    expect(() => act.call({})).not.toThrow();
  });
});

describe('an exempt measurement that is granted again after an objection', () => {
  it('asks Matomo for no consent that nobody gave', () => {
    const { account } = rowOf('matomo');
    const page = fakePage();
    presets.matomo!.exempt?.(page, account);
    presets.matomo!.revoke?.(page, [account]);
    const before = (page.window._paq as unknown[]).length;
    presets.matomo!.grant?.(page, [account], true);
    // The first command switches on again what the second switches off.
    expect((page.window._paq as unknown[]).slice(before)).toEqual([
      ['setConsentGiven'],
      ['disableBrowserFeatureDetection'],
    ]);
  });

  it('goes on in the exempt mode of Piano', async () => {
    const { account } = rowOf('piano-analytics');
    const page = fakePage();
    const modes: unknown[] = [];
    const note = (name: string, ...values: unknown[]) => {
      if (name.endsWith('setMode')) modes.push(...values);
    };
    presets['piano-analytics']!.exempt?.(page, account);
    await page.arrive(() => libraries['piano-analytics']!(page.window, note));
    presets['piano-analytics']!.revoke?.(page, [account]);
    presets['piano-analytics']!.grant?.(page, [account], true);
    await page.arrive();
    expect(modes).toEqual(['essential', 'opt-out', 'essential']);
  });
});
