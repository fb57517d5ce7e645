import { expect, it } from 'vitest';
import type { Preset, PresetTrace } from '../src/model/preset.js';
import type { PresetConfig } from '../src/model/settings.js';
import table from '../test/vendors/commands.json' with { type: 'json' };
import { outlast } from './support/outlast.js';
import { html } from './support/pages.js';
import { thirdParty, useWorld, type Visitor } from './support/world.js';

const world = useWorld();
const site = 'www.example.co.uk';
const home = `http://${site}/`;

const files = import.meta.glob<Preset>('../src/vendors/*.ts', { eager: true, import: 'default' });

interface Case {
  readonly id: string;
  readonly preset: Preset;
  readonly account: PresetConfig;
  /** The addresses of its scripts, without what never reaches a server. */
  readonly scripts: readonly string[];
  /** Whom it contacts: what its file declares, and where the site takes its scripts from. */
  readonly hosts: readonly string[];
}

const presets = Object.entries(files).map(
  ([file, preset]) => [file.replace(/^.*\/|\.ts$/g, ''), preset] as const,
);
const cases: readonly Case[] = presets.map(([id, preset]) => {
  const row = table.find((one) => one.id === id);
  const account: PresetConfig = { ...row?.account, use: id };
  const scripts = (row?.scripts ?? []).map((url) =>
    url.replace('<page>', encodeURIComponent(home)).replace(/#.*/, ''),
  );
  return {
    id,
    preset,
    account: preset.purposes.length || preset.necessary ? account : { ...account, purposes: ['tools'] },
    scripts,
    hosts: [...preset.hosts, ...scripts.map((url) => new URL(url).host)],
  };
});
const starting = cases.filter(({ preset }) => preset.start);
const necessary = cases.filter(({ preset }) => preset.necessary);

const isHost = (declared: string, name: string) =>
  declared.startsWith('*.') ? name.endsWith(declared.slice(1)) : declared === name;
const isTrace = (declared: string, name: string) =>
  declared.endsWith('*') ? name.startsWith(declared.slice(0, -1)) : declared === name;
/** Could one be taken for the other? */
const meet = (one: Case, other: Case): boolean => {
  const both = <T>(some: readonly T[], more: readonly T[], is: (a: T, b: T) => boolean) =>
    some.some((a) => more.some((b) => is(a, b) || is(b, a)));
  const names = ({ preset }: Case) => [...preset.cookies, ...preset.storage].map(({ name }) => name);
  return both(one.hosts, other.hosts, isHost) || both(names(one), names(other), isTrace);
};

/** Vendors that have nothing in common share a page; those that a reload must stop come last. */
const groups: Case[][] = [];
for (const one of [...starting].sort((a, b) => Number(!!a.preset.reload) - Number(!!b.preset.reload))) {
  const group = groups.find((some) => some.length < 11 && !some.some((other) => meet(one, other)));
  if (group) group.push(one);
  else groups.push([one]);
}

const pageOf = (vendors: readonly PresetConfig[]) =>
  html({
    config: {
      site: { name: 'École d’essai', privacyPolicyUrl: '/confidentialite' },
      purposes: [
        'audience',
        'personalisation',
        'social',
        'advertising',
        { id: 'tools', title: 'Outils', description: 'Discussion, cartes et formulaires.' },
      ],
      vendors,
    },
  });

/** One visitor, and what the servers saw since. */
async function open(vendors: readonly PresetConfig[], host = site) {
  world.site(host, { '/': pageOf(vendors) });
  const visitor = await world.visitor();
  const { page } = visitor;
  const from = world.server.hits.length;
  const mark = { loads: 0, hits: from };
  page.on('load', () => {
    mark.loads++;
  });
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) mark.hits = world.server.hits.length;
  });
  await page.goto(`http://${host}/`, { waitUntil: 'networkidle' });
  const since = (start: number) => thirdParty(world.server.hits.slice(start), host);
  return {
    ...visitor,
    /** How often the page was loaded, and what had been seen when the present one began. */
    mark,
    from,
    all: () => since(from).map((hit) => `https://${hit.host}${hit.path}`),
    /** What a vendor was asked for. */
    of: ({ hosts }: Case, start = from) =>
      since(start)
        .filter((hit) => hosts.some((name) => isHost(name, hit.host)))
        .map((hit) => `https://${hit.host}${hit.path}`),
    /** The scripts that a vendor was asked for. */
    scripts: ({ hosts }: Case, start = from) =>
      since(start)
        .filter((hit) => hit.headers['sec-fetch-dest'] === 'script')
        .filter((hit) => hosts.some((name) => isHost(name, hit.host)))
        .map((hit) => `https://${hit.host}${hit.path}`),
  };
}

const decide = ({ page }: Visitor, choice: 'all' | 'none' | Record<string, boolean>): Promise<boolean> =>
  page.evaluate((wish) => window.portillon!.decide(wish, { source: 'test' }), choice);
const answer = ({ page }: Visitor, id: string) =>
  page.evaluate((vendor) => window.portillon!.state.vendors[vendor], id);

/** Whatever a choice starts at once has been started. */
const settled = ({ page }: Visitor): Promise<void> =>
  page.evaluate(async () => {
    for (let turn = 0; turn < 3; turn++) {
      await new Promise((resolve) => requestAnimationFrame(() => requestIdleCallback(resolve)));
    }
  });

/** A name that a vendor may write: a star stands for some text, of the form that its file declares. */
function real({ name, form }: PresetTrace): string {
  const fillings = form ? ['5f0a1b2c3d4e5f6a7b8c9d0e', '8854324', ''] : ['x1'];
  const found = fillings
    .map((text) => name.replace('*', text).replace('*', ''))
    .find((one) => !form || form.test(one));
  if (!found) throw new Error(`no example of ${name}, ${form}`);
  return found;
}
const ownCookies = ({ preset }: Case) => preset.cookies.filter(({ domain }) => !domain).map(real);
const ownKeys = ({ preset }: Case) => preset.storage.map(real);
const markersOf = ({ preset }: Case) => preset.markers ?? [];

/** The site's own: two of them look like a vendor's. */
const sites = ['site_own', 'lc_lang', 'site.own', 'shop.sessionToken'];

/** Lays out everything that a vendor may leave, and something of the site's own. */
async function plant({ page }: Visitor, cases: readonly Case[]): Promise<void> {
  await page.evaluate(
    ({ cookies, keys }) => {
      for (const name of [...cookies, 'site_own', 'lc_lang']) {
        document.cookie = `${name}=1; path=/`;
        document.cookie = `${name}=1; path=/; domain=example.co.uk`;
      }
      for (const key of [...keys, 'site.own', 'shop.sessionToken']) {
        localStorage.setItem(key, '1');
        sessionStorage.setItem(key, '1');
      }
    },
    { cookies: cases.flatMap(ownCookies), keys: cases.flatMap(ownKeys) },
  );
}

/** What is left of it, each name as often as it is there. */
async function left({ page, context }: Visitor, one: Case): Promise<string[]> {
  const cookies = (await context.cookies(home)).map(({ name }) => name);
  const keys = await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]);
  return [
    ...cookies.filter((name) => sites.includes(name) || ownCookies(one).includes(name)),
    ...keys.filter((key) => sites.includes(key) || ownKeys(one).includes(key)),
  ].sort();
}

const twice = (...names: string[]) => names.flatMap((name) => [name, name]).sort();
const everythingOf = (one: Case) => twice(...ownCookies(one), ...ownKeys(one), ...sites);
/** Markers stay; everything else of the vendor is gone. */
const remainderOf = (one: Case) => {
  const markers = markersOf(one);
  return twice(...[...ownCookies(one), ...ownKeys(one)].filter((name) => markers.includes(name)), ...sites);
};

it('has every vendor that starts or is necessary in a group', () => {
  expect(groups.flat().length).toBe(table.length);
  expect(starting.length + necessary.length).toBeGreaterThan(65);
});

/** Waits until it is so, and goes on with the other vendors where it never is. */
async function expectSoon<T>(read: () => T | Promise<T>, expected: T, name: string): Promise<void> {
  await expect
    .poll(read, { timeout: 5000 })
    .toEqual(expected)
    .catch(() => {});
  expect.soft(await read(), name).toEqual(expected);
}

/** Lays out all that a vendor may leave. Its start, which may still be under way, deletes the markers of a refusal. */
async function plantAll(visitor: Visitor, one: Case): Promise<void> {
  const planted = async () => {
    await plant(visitor, [one]);
    return left(visitor, one);
  };
  await expectSoon(planted, everythingOf(one), `${one.id} has left everything`);
}

/** The story of one visitor: each step builds on the one before, so it is told as one. */
it.each(groups.map((group) => [group.map(({ id }) => id).join(', '), group] as const))(
  'held, started, stopped and started again: %s',
  { timeout: 180_000 },
  async (_, group) => {
    const visitor = await open(group.map(({ account }) => account));
    const staying = group.filter(({ preset }) => !preset.reload);
    const reloading = group.filter(({ preset }) => preset.reload);

    for (const one of group)
      expect.soft(await answer(visitor, one.id), `${one.id} before an answer`).toBe('undecided');
    await outlast(visitor);
    expect.soft(visitor.all(), 'asked for before an answer').toEqual([]);

    expect(await decide(visitor, 'none')).toBe(true);
    await outlast(visitor);
    await visitor.page.reload();
    await outlast(visitor);
    expect.soft(visitor.all(), 'asked for after a refusal').toEqual([]);
    for (const one of group)
      expect.soft(await answer(visitor, one.id), `${one.id} after a refusal`).toBe('denied');

    expect(await decide(visitor, 'all')).toBe(true);
    for (const one of group) {
      await expectSoon(() => visitor.scripts(one).sort(), [...one.scripts].sort(), `scripts of ${one.id}`);
      expect.soft(await answer(visitor, one.id), `${one.id} after a grant`).toBe('granted');
    }
    await settled(visitor);
    const from = group.flatMap(({ hosts }) => hosts);
    const others = visitor.all().filter((url) => !from.some((name) => isHost(name, new URL(url).host)));
    expect.soft(others, 'nobody else is asked').toEqual([]);

    for (const one of staying) {
      const { loads } = visitor.mark;
      await plantAll(visitor, one);
      await decide(visitor, { [one.id]: false });
      await expectSoon(() => left(visitor, one), remainderOf(one), `${one.id} is withdrawn: what it left`);
      expect.soft(await answer(visitor, one.id), `${one.id} after a withdrawal`).toBe('denied');
      await settled(visitor);
      expect.soft(visitor.mark.loads, `${one.id} is withdrawn without a reload`).toBe(loads);
    }
    for (const one of staying) {
      await decide(visitor, { [one.id]: true });
      // The markers of a refusal would silence it.
      await expectSoon(() => left(visitor, one), twice(...sites), `${one.id} is granted again: no markers`);
      expect.soft(await answer(visitor, one.id), `${one.id} is granted again`).toBe('granted');
    }
    await outlast(visitor);
    for (const one of staying)
      expect.soft(visitor.scripts(one).sort(), `scripts of ${one.id}, once`).toEqual([...one.scripts].sort());

    for (const one of reloading) {
      // The page was loaded anew for the vendor before.
      const present = () => visitor.scripts(one, visitor.mark.hits).sort();
      await expectSoon(present, [...one.scripts].sort(), `scripts of ${one.id}, on the present page`);
      await plantAll(visitor, one);
      const { loads } = visitor.mark;
      const { length } = world.server.hits;
      await decide(visitor, { [one.id]: false });
      await expectSoon(() => visitor.mark.loads, loads + 1, `${one.id} is withdrawn by a reload`);
      expect.soft(await left(visitor, one), `${one.id} is withdrawn: what it left`).toEqual(remainderOf(one));
      await outlast(visitor);
      expect.soft(await answer(visitor, one.id), `${one.id} after its reload`).toBe('denied');
      expect.soft(visitor.scripts(one, length), `scripts of ${one.id} after its reload`).toEqual([]);
      expect.soft(visitor.mark.loads, `${one.id} needs one reload`).toBe(loads + 1);
    }

    expect.soft(visitor.errors).toEqual([]);
    expect.soft(visitor.mark.loads, 'loads of the page').toBe(2 + reloading.length);
    // Each page asks once.
    for (const one of staying)
      expect
        .soft(visitor.scripts(one), `scripts of ${one.id}, once a page`)
        .toHaveLength(one.scripts.length * (1 + reloading.length));
    await visitor.close();
  },
);

it('necessary vendors are declared, never gated, and keep what they left', async () => {
  const visitor = await open(necessary.map(({ account }) => account));
  await plant(visitor, necessary);
  await decide(visitor, 'all');
  await settled(visitor);
  await decide(visitor, 'none');
  await outlast(visitor);
  await visitor.page.evaluate(() => window.portillon!.open());
  const panel = () => visitor.page.locator('#portillon-panel').textContent();
  for (const one of necessary) {
    expect.soft(await answer(visitor, one.id), `${one.id} has no answer`).toBeUndefined();
    expect.soft(await left(visitor, one), `what ${one.id} left`).toEqual(everythingOf(one));
    expect.soft(visitor.of(one), `${one.id} is not asked for anything by us`).toEqual([]);
    await expect.poll(panel).toContain(one.preset.name);
  }
  await visitor.close();
});

it('loads one script for all of Google’s tags', async () => {
  const ids = ['google-ads', 'google-analytics', 'google-floodlight'];
  const google = ids.map((id) => cases.find((one) => one.id === id)!);
  const visitor = await open(google.map(({ account }) => account));
  await decide(visitor, 'all');
  const configured = () =>
    visitor.page.evaluate(() => {
      const layer = (self as unknown as { dataLayer?: Iterable<unknown>[] }).dataLayer ?? [];
      return layer.map((command) => [...command]).flatMap(([name, id]) => (name === 'config' ? [id] : []));
    });
  await expect.poll(configured).toEqual(google.map(({ account }) => account.id));
  await settled(visitor);
  expect(visitor.all().filter((url) => url.includes('/gtag/js'))).toEqual(google[0]!.scripts);
  await visitor.close();
});

it('takes a vendor without purposes of its own only with purposes in its entry', async () => {
  const nameless = cases.filter(({ preset }) => !preset.purposes.length && !preset.necessary);
  expect(nameless.length).toBeGreaterThan(10);
  // While a site is made, faults are told at once.
  const accounts = nameless.map(({ account: { purposes, ...account } }) => account);
  const visitor = await open(accounts, 'www.example.test');
  const said = visitor.messages.filter((message) => message.includes('config-invalid'));
  expect(said).toHaveLength(1);
  for (const [index] of nameless.entries())
    expect(said[0]).toContain(`vendors[${index}].purposes: found nothing`);
  expect(said[0]).toContain(`has ${nameless.length} problems`);
  expect(visitor.all()).toEqual([]);
  await visitor.close();
});
