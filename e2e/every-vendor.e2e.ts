import { beforeAll, describe, expect, it } from 'vitest';
import type { Preset } from '../src/model/preset.js';
import type { PresetConfig } from '../src/model/settings.js';
import table from '../test/vendors/commands.json' with { type: 'json' };
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

type Opened = Awaited<ReturnType<typeof open>>;

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

const real = (name: string) => name.replace(/\*$/, 'x1');
const ownCookies = ({ preset }: Case) =>
  preset.cookies.filter(({ domain }) => !domain).map(({ name }) => real(name));
const ownKeys = ({ preset }: Case) => preset.storage.map(({ name }) => real(name));
const markersOf = ({ preset }: Case) => (preset.markers ?? []).map(real);

/** Lays out everything that a vendor may leave, and something of the site's own. */
async function plant({ page }: Visitor, cases: readonly Case[]): Promise<void> {
  await page.evaluate(
    ({ cookies, keys }) => {
      for (const name of [...cookies, 'site_own']) {
        document.cookie = `${name}=1; path=/`;
        document.cookie = `${name}=1; path=/; domain=example.co.uk`;
      }
      for (const key of [...keys, 'site.own']) {
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
    ...cookies.filter((name) => name === 'site_own' || ownCookies(one).includes(name)),
    ...keys.filter((key) => key === 'site.own' || ownKeys(one).includes(key)),
  ].sort();
}

const twice = (...names: string[]) => names.flatMap((name) => [name, name]).sort();
const sites = ['site_own', 'site.own'];
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

describe.each(groups.map((group) => [group.map(({ id }) => id).join(', '), group] as const))(
  '%s',
  (_, group) => {
    const named = group.map((one) => [one.id, one] as const);
    const staying = named.filter(([, { preset }]) => !preset.reload);
    const reloading = named.filter(([, { preset }]) => preset.reload);
    let visitor: Opened;
    beforeAll(async () => {
      visitor = await open(group.map(({ account }) => account));
      return () => visitor.close();
    });

    it.each(named)('%s is not asked for anything before an answer', async (id, one) => {
      expect(await answer(visitor, id)).toBe('undecided');
      expect(visitor.of(one)).toEqual([]);
    });

    it('refuses', async () => {
      expect(await decide(visitor, 'none')).toBe(true);
      await settled(visitor);
      await visitor.page.reload({ waitUntil: 'networkidle' });
      expect(visitor.all()).toEqual([]);
    });

    it.each(named)(
      '%s is not asked for anything after a refusal, here or on the next page',
      async (id, one) => {
        expect(await answer(visitor, id)).toBe('denied');
        expect(visitor.of(one)).toEqual([]);
      },
    );

    it('accepts', async () => {
      expect(await decide(visitor, 'all')).toBe(true);
    });

    it.each(named)('%s is asked for its scripts, each once, after a grant', async (id, one) => {
      expect(await answer(visitor, id)).toBe('granted');
      await expect
        .poll(() => visitor.scripts(one).sort(), { timeout: 5000 })
        .toEqual([...one.scripts].sort());
    });

    it('asks for nothing else', async () => {
      await settled(visitor);
      const from = group.flatMap(({ hosts }) => hosts);
      const others = visitor.all().filter((url) => !from.some((name) => isHost(name, new URL(url).host)));
      expect(others).toEqual([]);
      expect(visitor.errors).toEqual([]);
    });

    it.each(staying)(
      '%s leaves nothing after a withdrawal but markers, without a reload',
      async (id, one) => {
        const { loads } = visitor.mark;
        // Its start, which may still be under way, deletes the markers of an earlier refusal: plant until all are there.
        await expect
          .poll(async () => {
            await plant(visitor, [one]);
            return left(visitor, one);
          })
          .toEqual(everythingOf(one));
        await decide(visitor, { [id]: false });
        await expect.poll(() => left(visitor, one)).toEqual(remainderOf(one));
        expect(await answer(visitor, id)).toBe('denied');
        await settled(visitor);
        expect(visitor.mark.loads).toBe(loads);
      },
    );

    it.each(staying)('%s goes on when it is granted again, and no script comes twice', async (id, one) => {
      await decide(visitor, { [id]: true });
      // The markers of a refusal would silence it.
      await expect.poll(() => left(visitor, one)).toEqual(twice(...sites));
      await settled(visitor);
      expect(await answer(visitor, id)).toBe('granted');
      expect(visitor.scripts(one).sort()).toEqual([...one.scripts].sort());
    });

    it.each(reloading)(
      '%s leaves nothing after a withdrawal but markers, and is gone after one reload',
      async (id, one) => {
        // The page was loaded anew for the vendor before.
        await expect
          .poll(() => visitor.scripts(one, visitor.mark.hits).sort())
          .toEqual([...one.scripts].sort());
        // Its start, which may still be under way, deletes the markers of an earlier refusal: plant until all are there.
        await expect
          .poll(async () => {
            await plant(visitor, [one]);
            return left(visitor, one);
          })
          .toEqual(everythingOf(one));
        const { loads } = visitor.mark;
        const { length } = world.server.hits;
        await decide(visitor, { [id]: false });
        await expect.poll(() => visitor.mark.loads, { timeout: 5000 }).toBe(loads + 1);
        expect(await left(visitor, one)).toEqual(remainderOf(one));
        await settled(visitor);
        expect(await answer(visitor, id)).toBe('denied');
        expect(visitor.scripts(one, length)).toEqual([]);
        expect(visitor.mark.loads).toBe(loads + 1);
      },
    );

    it('has met no error, and no reload but one for each that needs it', () => {
      expect(visitor.errors).toEqual([]);
      expect(visitor.mark.loads).toBe(2 + reloading.length);
      for (const [id, one] of staying) {
        // Each page asks once.
        expect(visitor.scripts(one), id).toHaveLength(one.scripts.length * (1 + reloading.length));
      }
    });
  },
);

describe('necessary', () => {
  let visitor: Opened;
  beforeAll(async () => {
    visitor = await open(necessary.map(({ account }) => account));
    await plant(visitor, necessary);
    await decide(visitor, 'all');
    await settled(visitor);
    await decide(visitor, 'none');
    await settled(visitor);
    return () => visitor.close();
  });

  it.each(necessary.map((one) => [one.id, one] as const))(
    '%s is declared, never gated, and keeps what it left',
    async (id, one) => {
      expect(await answer(visitor, id)).toBeUndefined();
      expect(await left(visitor, one)).toEqual(everythingOf(one));
      expect(visitor.of(one)).toEqual([]);
      await visitor.page.evaluate(() => window.portillon!.open());
      await expect
        .poll(() => visitor.page.locator('#portillon-panel').textContent())
        .toContain(one.preset.name);
    },
  );
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
