import fc from 'fast-check';
import type { Request } from 'playwright';
import { beforeAll, expect, it } from 'vitest';
import { problemsOf } from './support/outlast.js';
import { html } from './support/pages.js';
import { useWorld } from './support/world.js';

const full = Boolean(process.env.PORTILLON_FULL);
const world = useWorld();
const host = 'www.example.co.uk';

/** Five vendors of the site's own; two of them start a script, the others have tags in the page only. */
const vendors: Readonly<Record<string, readonly string[]>> = {
  a: ['p1'],
  b: ['p1'],
  c: ['p2'],
  d: ['p1', 'p2'],
  e: ['p2'],
};
const starting = ['a', 'd'] as const;
const ids = ['p1', 'p2', ...Object.keys(vendors)];

/** When the file of a tag arrives, if it does. `late` is later than others wait for it. */
type Speed = 'fast' | 'slow' | 'late' | 'missing' | 'broken' | 'hanging';
const delays: Partial<Record<string, number>> = { slow: 120, late: 700, hanging: Number.POSITIVE_INFINITY };
const arrives = (speed: Speed): boolean => ['fast', 'slow', 'late'].includes(speed);

interface Kind {
  readonly is: 'external' | 'inline' | 'iframe';
  readonly speed: Speed;
  readonly order: 'blocking' | 'async' | 'defer' | 'module';
}
/** One tag, or several in a template. */
interface Planned {
  readonly vendor: string | undefined;
  readonly purposes: readonly string[];
  readonly template: boolean;
  readonly kinds: readonly Kind[];
}
type Step =
  | { readonly do: 'decide'; readonly choice: 'all' | 'none' | Readonly<Record<string, boolean>> }
  | { readonly do: 'forget' }
  | { readonly do: 'insert'; readonly planned: readonly Planned[] }
  | { readonly do: 'navigate'; readonly planned: readonly Planned[] }
  | { readonly do: 'wait'; readonly until: 'frame' | 'quiet' | 'asked' };

interface Tag extends Kind {
  readonly name: string;
  readonly page: string;
  /** What must be granted at the moment that it runs. */
  readonly needs: readonly string[];
  /** Whose delays it shares. */
  readonly family: string;
}
interface Ran {
  readonly name: string;
  readonly page: string;
  readonly denied: readonly string[];
}

const speeds: fc.Arbitrary<Speed> = fc.oneof(
  { weight: 5, arbitrary: fc.constant('fast' as const) },
  { weight: 4, arbitrary: fc.constantFrom('slow' as const, 'late' as const) },
  { weight: 2, arbitrary: fc.constantFrom('missing' as const, 'broken' as const) },
  { weight: 1, arbitrary: fc.constant('hanging' as const) },
);
const kinds = (...all: Kind['is'][]): fc.Arbitrary<Kind> =>
  fc.record({
    is: fc.constantFrom(...all),
    speed: speeds,
    order: fc.constantFrom('blocking', 'blocking', 'blocking', 'async', 'defer', 'module'),
  });
const needs = fc.oneof(
  fc.record({ vendor: fc.constantFrom(...Object.keys(vendors)), purposes: fc.constant<string[]>([]) }),
  fc.record({ vendor: fc.constantFrom(...Object.keys(vendors)), purposes: fc.subarray(['p1', 'p2']) }),
  fc.record({
    vendor: fc.constant(undefined),
    purposes: fc.subarray(['p1', 'p2'], { minLength: 1 }),
  }),
);
const planned: fc.Arbitrary<Planned> = fc
  .tuple(
    needs,
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          template: fc.constant(false),
          kinds: fc.tuple(kinds('external', 'external', 'inline', 'iframe')),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          template: fc.constant(true),
          kinds: fc.array(kinds('external', 'inline'), { minLength: 1, maxLength: 2 }),
        }),
      },
    ),
  )
  .map(([of, what]) => ({ ...of, ...what }));
const several = (minLength: number) => fc.array(planned, { minLength, maxLength: 4 });
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('decide' as const),
      choice: fc.oneof(
        { weight: 2, arbitrary: fc.constant('all' as const) },
        { weight: 1, arbitrary: fc.constant('none' as const) },
        {
          weight: 5,
          arbitrary: fc
            .tuple(fc.constantFrom(...ids), fc.boolean())
            .map(([id, yes]) => ({ [id]: yes }) as Record<string, boolean>),
        },
      ),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('insert' as const), planned: several(1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('navigate' as const), planned: several(0) }) },
  { weight: 2, arbitrary: fc.constant({ do: 'wait' as const, until: 'frame' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'wait' as const, until: 'quiet' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'forget' as const }) },
);
/** A day of one visitor: the first page, what happens there and on the next ones. */
const days = fc.record({
  first: several(0),
  /** How the scripts that the vendors start arrive. */
  started: fc.tuple(speeds, speeds),
  steps: fc.array(steps, { minLength: 6, maxLength: 12, size: 'max' }),
});
type Day = typeof days extends fc.Arbitrary<infer T> ? T : never;

/** What each tag executes: it notes what is granted at that very moment, where a navigation does not lose it. */
const tell = `self.tell = (name, needs) => {
  const ran = JSON.parse(sessionStorage.getItem('ran') ?? '[]');
  ran.push({ name, page: location.pathname, denied: needs.filter((id) => !portillon.allows(id)) });
  sessionStorage.setItem('ran', JSON.stringify(ran));
};`;
const call = (name: string, needed: readonly string[]) =>
  `tell(${JSON.stringify(name)}, ${JSON.stringify(needed)})`;
const address = (base: string, name: string, needed: readonly string[], speed: Speed) =>
  `${base}?${new URLSearchParams({ name, needs: needed.join(' '), speed })}`;

const pages = new Map<string, string>();
let count = 0;

async function live({ first, started, steps: all }: Day): Promise<void> {
  const visitor = await world.visitor();
  const { page } = visitor;
  const from = world.server.hits.length;
  /** What was asked for and has not arrived, though it will. */
  const open = new Set<Request>();
  page.on('request', (request) => {
    if (!request.url().includes('speed=hanging')) open.add(request);
  });
  for (const end of ['requestfinished', 'requestfailed'] as const) {
    page.on(end as 'requestfinished', (request) => open.delete(request));
  }
  const tags: Tag[] = [];
  /** What was allowed once a page was ready; it may have gone before. */
  const looks: Promise<void>[] = [];
  /** Those that were allowed to run at some moment. */
  const allowed = new Set<Tag>();
  let path = '';

  function write(plans: readonly Planned[]): string {
    return plans
      .map(({ vendor, purposes, template, kinds: parts }) => {
        const attributes =
          (vendor ? ` data-vendor="${vendor}"` : '') +
          (purposes.length ? ` data-consent="${purposes.join(' ')}"` : '');
        const extra = purposes.filter((id) => !vendor || !vendors[vendor]!.includes(id));
        const needed = vendor ? [vendor, ...extra] : extra;
        const content = parts.map((kind) => {
          const speed = kind.is === 'iframe' && kind.speed === 'hanging' ? 'late' : kind.speed;
          const tag: Tag = {
            ...kind,
            speed: kind.is === 'inline' ? 'fast' : speed,
            name: `t${++count}`,
            page: path,
            needs: needed,
            family: vendor ?? needed.join('-'),
          };
          tags.push(tag);
          return markup(tag, template ? '' : attributes);
        });
        return template ? `<template${attributes}><p>${content.join('')}</template>` : content.join('');
      })
      .join('');
  }

  /** A tag in a template is written as if nobody held it. */
  function markup({ name, needs: needed, family, is, speed, order }: Tag, attributes: string): string {
    if (is === 'iframe') {
      const url = address('/frame', name, needed, speed).replace(/&/g, '&amp;');
      return `<iframe id="${name}" title="${name}"${attributes} data-consent-src="${url}"></iframe>`;
    }
    const module = order === 'module';
    const type = attributes
      ? ` type="text/plain"${module ? ' data-type="module"' : ''}`
      : module
        ? ' type="module"'
        : '';
    if (is === 'inline') return `<script${type}${attributes}>${call(name, needed)}</script>`;
    const url = address(`https://${family}.example/tag.js`, name, needed, speed).replace(/&/g, '&amp;');
    const word = order === 'async' || order === 'defer' ? ` ${order}` : '';
    return `<script${type}${attributes}${word} src="${url}"></script>`;
  }

  async function navigate(plans: readonly Planned[]): Promise<void> {
    path = `/page/${++count}`;
    const scripts = starting.map((vendor, place) => {
      const speed = started[place]!;
      const name = `${vendor}${++count}`;
      const kind = { is: 'external', order: 'blocking', speed } as const;
      tags.push({ ...kind, name, page: path, needs: [vendor], family: vendor });
      return [vendor, address(`https://${vendor}.example/start.js`, name, [vendor], speed)] as const;
    });
    const config = {
      site: { name: 'Essai', privacyPolicyUrl: '/confidentialite' },
      purposes: ['p1', 'p2'].map((id) => ({ id, title: { fr: id }, description: { fr: id } })),
      vendors: Object.entries(vendors).map(([id, purposes]) => ({
        id,
        name: id,
        purposes,
        scripts: scripts.filter(([vendor]) => vendor === id).map(([, url]) => url),
      })),
    };
    const body = `<input aria-label="Nom">${write(plans)}`;
    pages.set(path, html({ config, head: `<script>${tell}</script>`, body }));
    await page.goto(`http://${host}${path}`, { waitUntil: 'commit' });
    await page.waitForFunction(() => window.portillon && 'decide' in window.portillon);
    // What was typed keeps the page from being loaded again: that would begin its story anew.
    await page.locator('main input').fill('Zoé');
    // A stored yes holds once this page's configuration was checked; nothing here waits for that.
    const where = path;
    const grantedWhenReady = page.evaluate(async (names) => {
      await window.portillon!.ready;
      return names.filter((id) => window.portillon!.allows(id));
    }, ids);
    looks.push(grantedWhenReady.then((granted) => allow(where, granted)).catch(() => {}));
    await look();
  }

  /** What may run from now on. */
  async function look(): Promise<readonly string[]> {
    const granted = await page.evaluate((names) => names.filter((id) => window.portillon!.allows(id)), ids);
    allow(path, granted);
    return granted;
  }

  function allow(where: string, granted: readonly string[]): void {
    for (const tag of tags) {
      if (tag.page === where && tag.needs.every((id) => granted.includes(id))) allowed.add(tag);
    }
  }

  const ran = () =>
    page.evaluate(() => JSON.parse(sessionStorage.getItem('ran') ?? '[]') as unknown) as Promise<Ran[]>;

  /** Whatever may run now and is not behind a file that never arrives. */
  async function untilQuiet(): Promise<void> {
    const granted = await look();
    const here = tags.filter((tag) => tag.page === path);
    const stalled = here.filter(({ speed }) => speed === 'hanging').map(({ family }) => family);
    const due = here.filter(
      ({ speed, family, needs: needed }) =>
        arrives(speed) && !stalled.includes(family) && needed.every((id) => granted.includes(id)),
    );
    const missing = async () => {
      const names = (await ran()).map(({ name }) => name);
      return due
        .filter(({ name }) => !names.includes(name))
        .map((tag) => `never ran: ${JSON.stringify(tag)}`);
    };
    await expect.poll(missing, { timeout: 9000 }).toEqual([]);
    // What is still on its way must not run either, if it was withdrawn.
    await expect.poll(() => [...open].map((request) => request.url()), { timeout: 9000 }).toEqual([]);
    await take({ do: 'wait', until: 'frame' });
  }

  async function take(step: Step): Promise<void> {
    if (step.do === 'decide') {
      await page.evaluate((choice) => window.portillon!.decide(choice, { source: 'test' }), step.choice);
      await look();
    } else if (step.do === 'forget') {
      await page.evaluate(() => window.portillon!.forget());
    } else if (step.do === 'navigate') {
      await navigate(step.planned);
    } else if (step.do === 'insert') {
      await page.waitForFunction(() => document.readyState !== 'loading');
      const markup = write(step.planned);
      await look();
      await page.evaluate((text) => {
        document.querySelector('main')!.insertAdjacentHTML('beforeend', text);
      }, markup);
    } else if (step.until === 'asked') {
      const late = () => [...open].some((request) => request.url().includes('speed=late'));
      await expect.poll(late, { interval: 10 }).toBe(true);
    } else if (step.until === 'quiet') await untilQuiet();
    else
      await page.evaluate(
        () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
      );
  }

  try {
    await navigate(first);
    for (const step of all) await take(step);
    await untilQuiet();
    const notes = await ran();
    const named = new Map(tags.map((tag) => [tag.name, tag]));
    expect(
      notes.filter(({ denied }) => denied.length).map((note) => ({ note, tag: named.get(note.name) })),
      'ran without consent',
    ).toEqual([]);
    expect(
      notes.filter(({ name, page: where }) => named.get(name)?.page !== where),
      'ran in another page',
    ).toEqual([]);
    const scripts = notes.map(({ name }) => named.get(name)!).filter(({ is }) => is !== 'iframe');
    expect(
      scripts.filter((tag, place) => scripts.indexOf(tag) < place),
      'ran twice',
    ).toEqual([]);

    await Promise.all(looks);
    const asked = world.server.hits
      .slice(from)
      .flatMap(({ path: url }) => new URL(url, 'http://x').searchParams.get('name') ?? []);
    expect(
      tags.filter((tag) => asked.includes(tag.name) && !allowed.has(tag)),
      'asked for without consent',
    ).toEqual([]);

    // Those that a vendor starts have their own place; modules and deferred ones come after the others.
    const ordered = scripts.filter(({ name, order }) => name.startsWith('t') && order !== 'async');
    const rank = (tag: Tag) => tags.indexOf(tag);
    const key = (tag: Tag) =>
      [
        tag.page,
        ...tag.needs,
        tag.order === 'blocking' || (tag.is === 'inline' && tag.order !== 'module'),
      ].join();
    const overtaken = ordered.flatMap((tag, place) => {
      const before = ordered
        .slice(0, place)
        .find((other) => key(other) === key(tag) && rank(other) > rank(tag));
      return before ? [{ first: before, second: tag }] : [];
    });
    expect(overtaken, 'ran out of order').toEqual([]);

    const granted = await look();
    const frames = await page.evaluate(() =>
      [...document.querySelectorAll('iframe[id][src]')].map(({ id }) => id),
    );
    expect(
      frames.filter((name) => !named.get(name)!.needs.every((id) => granted.includes(id))),
      'a frame stayed without consent',
    ).toEqual([]);
    expect(visitor.errors).toEqual([]);
    const codes = await problemsOf(visitor);
    expect(codes.filter((code) => code !== 'tag-late' && code !== 'reload-needed')).toEqual([]);
  } finally {
    await visitor.close();
  }
}

beforeAll(() => {
  world.site(host, ({ path, url }) => {
    const body = pages.get(path);
    if (body !== undefined) return { body };
    if (path !== '/frame') return { status: 404 };
    const { name, needed, delay, fails } = read(url);
    return fails
      ? { status: 404, delay }
      : { delay, body: `<!doctype html><script>parent.${call(name, needed)}</script>` };
  });
  world.server.handle(({ host: asked, url, incoming }) => {
    if (asked === host || !url.searchParams.has('speed')) return undefined;
    const { name, needed, delay, fails, speed } = read(url);
    const headers = { 'access-control-allow-origin': '*' };
    if (speed === 'broken') {
      incoming.socket.destroy();
      return { delay: Number.POSITIVE_INFINITY };
    }
    if (fails) return { status: 404, type: 'text/javascript', headers };
    return { type: 'text/javascript', headers, delay, body: call(name, needed) };
  });
});

const decide = (choice: 'all' | 'none' | Readonly<Record<string, boolean>>): Step => ({
  do: 'decide',
  choice,
});
const frame: Step = { do: 'wait', until: 'frame' };
/** A script that takes its time is on its way. */
const asked: Step = { do: 'wait', until: 'asked' };
const quiet: Step = { do: 'wait', until: 'quiet' };
const tag = (vendor: string, speed: Speed, order: Kind['order'] = 'blocking'): Planned => ({
  vendor,
  purposes: [],
  template: false,
  kinds: [{ is: 'external', speed, order }],
});
const story = (first: Planned[], all: Step[], started: Day['started'] = ['fast', 'fast']): Day => ({
  first,
  started,
  steps: all,
});

/** Days that went wrong once, in short. */
it.each<[string, Day]>([
  [
    'the script that a vendor starts is withdrawn on its way',
    story([], [decide('all'), asked, decide('none')], ['late', 'late']),
  ],
  ...(['blocking', 'async', 'defer', 'module'] as const).map((order): [string, Day] => [
    `a tag (${order}) is withdrawn on its way`,
    story([tag('b', 'late', order)], [decide('all'), asked, decide({ b: false })]),
  ]),
  [
    'a tag withdrawn before its turn keeps its place',
    story(
      [tag('b', 'late')],
      [
        decide('all'),
        asked,
        decide({ b: false }),
        { do: 'insert', planned: [tag('b', 'fast')] },
        quiet,
        decide({ b: true }),
        quiet,
      ],
    ),
  ],
  [
    'a template is withdrawn and granted again before its script arrives',
    story(
      [{ ...tag('b', 'late'), template: true }, tag('b', 'fast')],
      [decide('all'), asked, decide({ b: false }), decide({ b: true }), quiet],
    ),
  ],
  [
    'a vendor’s script never arrives; the others go on',
    story([tag('b', 'fast'), tag('c', 'slow', 'defer')], [decide('all'), quiet], ['hanging', 'fast']),
  ],
  [
    'a module never arrives; the others go on',
    story(
      [tag('c', 'hanging', 'module'), tag('b', 'fast', 'module')],
      [decide('all'), frame, frame, { do: 'insert', planned: [tag('e', 'fast')] }, quiet],
    ),
  ],
])('%s', (_title, day) => live(day));

it('runs no tag without consent, none twice, all in order, and forgets none, whatever happens (R6, R11)', async () => {
  // A day that hangs fails, and is shown, instead of all of them.
  const timeout = 120_000;
  await fc.assert(fc.asyncProperty(days, live), { numRuns: full ? 360 : 18, endOnFailure: true, timeout });
}, 1_800_000);

function read(url: URL) {
  const get = (name: string) => url.searchParams.get(name) ?? '';
  const speed = get('speed');
  return {
    speed,
    name: get('name'),
    needed: get('needs').split(' '),
    delay: delays[speed] ?? 0,
    fails: speed === 'missing' || speed === 'broken',
  };
}
