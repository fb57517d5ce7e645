import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { problemsOf } from './support/outlast.js';
import { banner, button, html } from './support/pages.js';
import { answerLate, count, decide, eventually, passTurn, ran, settle } from './support/tags.js';
import { useWorld, type Visitor } from './support/world.js';

// The same page twice: with live tags, run by the browser, and with held ones, run by us after acceptance.

const world = useWorld();
const site = 'www.example.test';
const host = 'matrix.example';
const at = (path: string) => `https://${host}/${path}`;

const config = {
  site: { name: 'École d’essai', privacyPolicyUrl: '/confidentialite' },
  purposes: ['audience', 'personalisation', 'social', 'advertising'],
};

/** A script of the page: its attributes, and its text where it has no `src`. */
interface Tag {
  readonly attributes: { readonly id: string; readonly [name: string]: string };
  readonly text?: string;
}

const external = (id: string, rest: Record<string, string> = {}, query = ''): Tag => ({
  attributes: {
    id,
    src: at(`${id}.js${query}`),
    onload: `happened('load', this)`,
    onerror: `happened('error', this)`,
    ...rest,
  },
});
const inline = (id: string, rest: Record<string, string> = {}, text = `ran('${id}')`): Tag => ({
  attributes: { id, ...rest },
  text,
});

const writes = (id: string) => {
  const written = `<link id="${id}-link"><script id="${id}-inline">ran('${id}-inline')</script><script id="${id}-external" src="${at(`${id}-external.js`)}"></script><script id="${id}-last">ran('${id}-last')</script><meta id="${id}-meta">`;
  return `ran('${id}'); document.write(${JSON.stringify(written).replaceAll('</', '<\\/')})`;
};

/** What the server answers; any other script notes that it ran. */
const bodies: Record<string, string> = {
  '/writer.js': writes('writer'),
  '/depends-lib.js': `ran('depends-lib'); export default 'lib'`,
  '/depends.js': `import lib from 'lib'; ran('depends on ' + lib)`,
};
const bodyOf = (path: string) => bodies[path] ?? `ran('${path.slice(1, -'.js'.length)}')`;
const integrity = (path: string) => `sha384-${createHash('sha384').update(bodyOf(path)).digest('base64')}`;
const slow = '?delay=120';

/** No id begins like one of another kind: what happened is sorted by them. */
const kinds = {
  classic: [external('classic-slow', {}, slow), external('classic-fast')],
  async: [external('async-slow', { async: '' }, slow), external('async-fast', { async: '' })],
  defer: [external('defer-slow', { defer: '' }, slow), external('defer-fast', { defer: '' })],
  module: [external('module-slow', { type: 'module' }, slow), external('module-fast', { type: 'module' })],
  'async module': [external('eager', { type: 'module', async: '' })],
  inline: [inline('text-one'), inline('text-two', { class: 'c', 'data-x': '1' })],
  'inline module': [
    inline('code-one', { type: 'module' }),
    inline('code-two', { type: 'module' }, `import '${at('code-imported.js')}'; ran('code-two')`),
    inline('code-three', { type: 'module' }),
  ],
  nomodule: [external('old', { nomodule: '' }), inline('older', { nomodule: '' })],
  'integrity good': [external('checked', { integrity: integrity('/checked.js'), crossorigin: 'anonymous' })],
  'integrity bad': [external('forged', { integrity: integrity('/checked.js'), crossorigin: 'anonymous' })],
  'document.write of an external': [external('writer')],
  'document.write of an inline': [inline('scribe', {}, writes('scribe'))],
  'importmap dependants': [
    external('depends', { type: 'module' }),
    inline('uses', { type: 'module' }, `import lib from 'lib'; ran('uses ' + lib)`),
  ],
} satisfies Record<string, Tag[]>;
type Kind = keyof typeof kinds;
const kindNames = Object.keys(kinds) as Kind[];

/** All kinds in one page, so that each has an order to keep among the others. */
const tags: readonly Tag[] = [
  inline('first'),
  ...kindNames.flatMap((kind): readonly Tag[] => kinds[kind]),
  inline('last'),
];

const placements = ['in head', 'in body', 'inserted later', 'by innerHTML', 'in a template'] as const;
type Placement = (typeof placements)[number];

function hold({ attributes: { type, ...rest }, ...tag }: Tag): Tag {
  return {
    ...tag,
    attributes: {
      ...rest,
      type: 'text/plain',
      'data-consent': 'social',
      ...(type !== undefined && { 'data-type': type }),
    },
  };
}

const markup = ({ attributes, text = '' }: Tag) =>
  `<script ${Object.entries(attributes)
    .map(([name, value]) => `${name}="${value}"`)
    .join(' ')}>${text}</script>`;

function pageOf(placement: Placement, gated: boolean): string {
  const all = tags.map(gated && placement !== 'in a template' ? hold : (tag) => tag);
  const text = all.map(markup).join('\n');
  const template = `<template ${gated ? 'data-consent="social"' : 'id="folded"'}>${text}</template>`;
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Essai</title><link rel="icon" href="data:,">
<script>
self.runs = []; self.events = [];
ran = (name) => runs.push(name + ' by ' + (document.currentScript?.id ?? 'nobody'));
happened = (name, element) => events.push(name + ' of ' + element.id);
for (const name of ['load', 'error']) {
  document.addEventListener(name, (event) => { if (event.target.localName === 'script' && event.target.id) happened('seen ' + name, event.target); }, true);
}
</script>
<script type="importmap">{"imports":{"lib":"${at('depends-lib.js')}"}}</script>
${
  gated
    ? `<script type="application/json" id="portillon-config">${JSON.stringify(config)}</script><script src="/portillon/portillon.js"></script>`
    : ''
}
${placement === 'in head' ? text : ''}</head><body><main id="main">
${placement === 'in body' ? text : placement === 'in a template' ? template : ''}
</main><p id="end">La fin</p></body></html>`;
}

/** What happened in a page. */
interface Outcome {
  readonly runs: string[];
  readonly events: string[];
  /** The elements with an id, in the order of the document. */
  readonly elements: string[];
  readonly attributes: Record<string, Record<string, string>>;
  readonly hits: Record<string, number>;
}

async function outcome({ page }: Visitor, from: number): Promise<Outcome> {
  const found = await page.evaluate(() => {
    const { runs, events } = self as unknown as { runs: string[]; events: string[] };
    const elements = [...document.querySelectorAll('[id]')].filter(
      (element) => !element.closest('[id^="portillon"]'),
    );
    return {
      runs,
      events,
      elements: elements.map(({ id }) => id),
      attributes: elements
        .filter(({ localName }) => localName === 'script')
        .map((script): [string, [string, string][]] => [
          script.id,
          [...script.attributes].map(({ name, value }) => [name, value]),
        ]),
    };
  });
  return {
    ...found,
    attributes: Object.fromEntries(
      found.attributes.map(([id, attributes]) => [id, Object.fromEntries(attributes)]),
    ),
    hits: count(world.server.hits.slice(from), host),
  };
}

/** Puts the tags where they belong, if the parser does not. */
async function place({ page }: Visitor, placement: Placement, gated: boolean): Promise<void> {
  const all = gated ? tags.map(hold) : tags;
  if (placement === 'inserted later') {
    await page.evaluate((wanted) => {
      for (const { attributes, text } of wanted) {
        const script = document.createElement('script');
        for (const [name, value] of Object.entries(attributes)) script.setAttribute(name, value);
        if (text) script.text = text;
        document.querySelector('#main')!.append(script);
      }
    }, all);
  } else if (placement === 'by innerHTML') {
    await page.evaluate((text) => {
      document.querySelector('#main')!.innerHTML = text;
    }, all.map(markup).join('\n'));
  } else if (placement === 'in a template' && !gated) {
    await page.evaluate(() => {
      const template = document.querySelector<HTMLTemplateElement>('#folded')!;
      template.replaceWith(document.importNode(template.content, true));
    });
  }
}

function serve(page: string): void {
  world.site(site, () => ({ body: page }));
  world.server.handle((request) =>
    request.host === host
      ? {
          type: 'text/javascript',
          body: bodyOf(request.path),
          headers: { 'access-control-allow-origin': '*' },
          delay: Number(request.url.searchParams.get('delay') ?? 0),
        }
      : undefined,
  );
}

/** Waits until as much happened as in the other page. Whether it was the same is for the tests to say. */
const waitFor = ({ page }: Visitor, { runs, events }: Outcome) =>
  page
    .waitForFunction(
      ([ran, happened]) => {
        const now = self as unknown as { runs: string[]; events: string[] };
        return now.runs.length >= ran && now.events.length >= happened;
      },
      [runs.length, events.length] as const,
    )
    .catch(() => {});

/** The page as the parser runs it; nothing of ours is in it. */
async function parse(placement: 'in head' | 'in body'): Promise<Outcome> {
  serve(pageOf(placement, false));
  const from = world.server.hits.length;
  const visitor = await world.visitor();
  await visitor.page.goto(`http://${site}/`);
  const parsed = await outcome(visitor, from);
  await visitor.close();
  return parsed;
}

/** The held page: before a choice, after acceptance, and when the visitor comes back. */
async function accept(placement: Placement, awaited: Outcome) {
  serve(pageOf(placement, true));
  let from = world.server.hits.length;
  const visitor = await world.visitor();
  await visitor.page.goto(`http://${site}/`);
  await place(visitor, placement, true);
  await visitor.page.locator(banner).waitFor();
  const before = await outcome(visitor, from);
  const release = async () => {
    await waitFor(visitor, awaited);
    await passTurn(visitor);
    return outcome(visitor, from);
  };
  await decide(visitor, 'all');
  const accepted = await release();
  from = world.server.hits.length;
  await visitor.page.reload();
  await place(visitor, placement, true);
  const returned = await release();
  const problems = await problemsOf(visitor);
  const { errors } = visitor;
  await visitor.close();
  return { before, accepted, returned, problems, errors };
}

const ids = (kind: Kind) => kinds[kind].map(({ attributes }: Tag) => attributes.id);
const isOf = (kind: Kind) => (name: string) =>
  ids(kind).some((id) => name.replace(/^(seen )?(load|error) of |^\//, '').startsWith(id));

/** The part of one kind; lists that have no order of their own are sorted. */
function part(
  kind: Kind,
  { runs, events, elements, attributes, hits }: Outcome,
  but: readonly string[] = [],
) {
  const own = (all: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(all).filter(([name]) => ![...but, 'data-consent', 'data-type'].includes(name)),
    );
  const ran = runs.filter(isOf(kind));
  const of = isOf(kind);
  return {
    runs: kind.startsWith('async') ? ran.toSorted() : ran,
    events: events.filter(of).toSorted(),
    elements: elements.filter(of),
    attributes: Object.fromEntries(
      Object.entries(attributes).flatMap(([id, all]) => (of(id) ? [[id, own(all)]] : [])),
    ),
    hits: Object.fromEntries(Object.entries(hits).filter(([path]) => of(path))),
  };
}

/** `async` has no order; all others have one. */
const ordered = ({ runs }: Outcome) =>
  runs.filter((run) => !isOf('async')(run) && !isOf('async module')(run));

describe.each(['in head', 'in body'] as const)(
  'tags %s, against live ones at the same place',
  (placement) => {
    let live: Outcome;
    let held: Awaited<ReturnType<typeof accept>>;
    beforeAll(async () => {
      live = await parse(placement);
      held = await accept(placement, live);
    });

    it.each(kindNames)('%s: the same runs, events, attributes and requests', (kind) => {
      expect(part(kind, held.before)).toMatchObject({ runs: [], hits: {} });
      expect(part(kind, held.accepted)).toEqual(part(kind, live));
      expect(part(kind, held.returned)).toEqual(part(kind, live));
    });

    it('the same order among them all, and the same document', () => {
      expect(ordered(live)).toContain('classic-slow by classic-slow');
      expect(ordered(held.accepted)).toEqual(ordered(live));
      expect(held.accepted.elements).toEqual(live.elements);
      expect(held.errors).toEqual([]);
      expect(held.problems).toEqual([]);
    });

    it('the same order for a visitor who comes back', () => {
      expect(ordered(held.returned)).toEqual(ordered(live));
      expect(held.returned.elements).toEqual(live.elements);
    });
  },
);

// Where a page inserts live scripts, each runs at once or as it arrives. Held ones keep the order of the document,
// as if the parser had found them (contract 3.1); a document.write, which would blank the page, lands at its place.
describe.each(['inserted later', 'by innerHTML', 'in a template'] as const)('tags %s', (placement) => {
  let parsed: Outcome;
  let held: Awaited<ReturnType<typeof accept>>;
  beforeAll(async () => {
    parsed = await parse('in body');
    held = await accept(placement, parsed);
  });

  it(
    placement === 'by innerHTML'
      ? 'live, never run: that held ones do is the promise of their markup'
      : 'live, run as often as the parser runs them',
    async () => {
      serve(pageOf(placement, false));
      const from = world.server.hits.length;
      const visitor = await world.visitor();
      await visitor.page.goto(`http://${site}/`);
      // It would blank the page.
      await visitor.page.evaluate(() => {
        document.write = () => {};
      });
      await place(visitor, placement, false);
      const written = ({ runs }: Outcome) => runs.filter((run) => !/^(writer|scribe)-/.test(run)).toSorted();
      const expected = placement === 'by innerHTML' ? [] : written(parsed);
      await eventually(async () => written(await outcome(visitor, from))).toEqual(expected);
      await visitor.close();
    },
  );

  it.each(kindNames)('%s: the runs, events, attributes and requests of the parser', (kind) => {
    // Such a tag is run by a copy; its handlers stay with the original, and were called: see the events.
    const handlers = ['onload', 'onerror'];
    expect(part(kind, held.before)).toMatchObject({ runs: [], hits: {} });
    expect(part(kind, held.accepted, handlers)).toEqual(part(kind, parsed, handlers));
    expect(part(kind, held.returned, handlers)).toEqual(part(kind, parsed, handlers));
  });

  it('the order of the parser among them all, and its document', () => {
    expect(ordered(held.accepted)).toEqual(ordered(parsed));
    expect(ordered(held.returned)).toEqual(ordered(parsed));
    expect(held.accepted.elements).toEqual(parsed.elements);
    expect(held.errors).toEqual([]);
    expect(held.problems).toEqual([]);
  });
});

describe('written into the page', () => {
  it('shows what a tag in the head writes, and never blanks the page', async () => {
    const visitor = await openHeld({
      head: `<script type="text/plain" data-consent="social">document.write('<p id="ad">Publicité</p>'); document.writeln('<b id="more">!</b>')</script>`,
      body: `<p id="before"></p><script type="text/plain" data-consent="social">document.write('<p id="middle">'); document.write('ici</p>')</script><p id="after"></p>`,
    });
    await decide(visitor, 'all');
    await visitor.page.locator('body #ad').waitFor();
    await visitor.page.locator('body #more').waitFor();
    await visitor.page
      .locator('#before ~ #middle + #after, #before ~ #middle ~ #after')
      .waitFor({ state: 'attached' });
    expect(await visitor.page.locator('h1').count()).toBe(1);
    await visitor.close();
  });

  it.each(['head', 'defer'] as const)(
    'runs before the next tag, which is asked for once (%s)',
    async (placement) => {
      const script = (name: string) => `(self.ran ??= []).push('${name}');`;
      const inner = `<script src="https://writes.example/inner.js"><\\/script><script>${script('last')}<\\/script>`;
      const bodies: Record<string, string> = {
        '/writer.js': `${script('writer')} document.write(\`${inner}\`)`,
        '/inner.js': script('inner'),
      };
      world.server.handle(({ host: name, path }) =>
        name === 'writes.example'
          ? {
              type: 'text/javascript',
              body: bodies[path] ?? script(path.slice(1, -'.js'.length)),
              headers: { 'cache-control': 'max-age=60' },
            }
          : undefined,
      );
      const tag = (name: string) =>
        `<script type="text/plain" data-consent="social" src="https://writes.example/${name}.js"></script>`;
      const visitor = await openHeld({
        placement,
        body: ['one', 'writer', 'two', 'three'].map(tag).join(''),
      });
      const from = world.server.hits.length;
      await decide(visitor, 'all');
      await eventually(() => ran(visitor)).toEqual(['one', 'writer', 'inner', 'last', 'two', 'three']);
      const counts = count(world.server.hits.slice(from), 'writes.example');
      expect(Object.values(counts)).toEqual([1, 1, 1, 1, 1]);
      await visitor.close();
    },
  );

  it('reports what is written too late, and never blanks the page', async () => {
    const visitor = await openHeld({
      body: `<script type="text/plain" data-consent="social">addEventListener('late', () => document.write('<p id="lost">perdu</p>'))</script>`,
    });
    await decide(visitor, 'all');
    await passTurn(visitor);
    await visitor.page.evaluate(() => dispatchEvent(new Event('late')));
    expect(await visitor.page.locator('h1').count()).toBe(1);
    await eventually(() =>
      visitor.page.evaluate(() => window.portillon!.problems.map(({ code }) => code)),
    ).toContain('write-lost');
    await visitor.close();
  });
});

/** A page of ours with nothing but these. */
async function openHeld(page: Parameters<typeof html>[0], headers = {}): Promise<Visitor> {
  const body = html({ config, ...page });
  world.site(site, () => ({ body, headers }));
  const visitor = await world.visitor();
  await visitor.page.goto(`http://${site}/`);
  await visitor.page.locator(banner).waitFor();
  return visitor;
}

const held = (name: string, needs = 'data-consent="social"', rest = '', place = 'tags.example') =>
  `<script type="text/plain" ${needs} ${rest} src="https://${place}/${name}.js?name=${name}"></script>`;
const marks = (name: string, needs = 'data-consent="social"') =>
  `<script type="text/plain" ${needs}>(self.ran ??= []).push('${name}'); (self.at ??= {})['${name}'] = performance.now()</script>`;
const toldAt = `<script>document.addEventListener('portillon:change', () => { (self.at ??= {}).told ??= performance.now(); })</script>`;

/** How long after the choice a tag ran, in milliseconds. */
const waited = ({ page }: Visitor, name: string): Promise<number> =>
  page.evaluate((which) => {
    const { at: times } = self as unknown as { at: Record<string, number> };
    return times[which]! - times.told!;
  }, name);

// A framework keeps what it made, and takes it out, or puts something before it, by its parent: what is not there throws, and
// React gives the whole page up for it.
describe('what a framework made', () => {
  const external = held('framework', 'data-consent="social"', 'id="own"');

  /** Elements that the framework holds on to: one external script, one inline, made as React makes them. */
  async function openMade(): Promise<Visitor> {
    const visitor = await openHeld({ body: '<main id="root"><p>Avant</p></main>' });
    await visitor.page.evaluate(
      (texts) => {
        const root = document.querySelector('#root')!;
        const made = texts.map((text) => {
          const box = document.createElement('div');
          box.innerHTML = text;
          return Object.assign(box.removeChild(box.firstElementChild!), { __reactFiber$1: {} });
        });
        root.append(...made);
        Object.assign(self, { root, made });
      },
      [
        external,
        `<script type="text/plain" data-consent="social">(self.ran ??= []).push(document.currentScript.previousElementSibling.id)</script>`,
      ],
    );
    return visitor;
  }
  const inPage = (visitor: Visitor, action: (root: Element, made: Element[]) => void) =>
    visitor.page.evaluate(`(${action})(self.root, self.made)` as unknown as () => void);

  it('stays where it put it: it can be moved, and taken out', async () => {
    const visitor = await openMade();
    await decide(visitor, 'all');
    await eventually(() => ran(visitor)).toEqual(['framework', 'own']);
    await inPage(visitor, (root, made) => {
      for (const one of made) root.insertBefore(document.createElement('hr'), one);
      root.insertBefore(made[1]!, made[0]!);
      for (const one of made) root.removeChild(one);
      root.append(...made);
    });
    await passTurn(visitor);
    expect(await ran(visitor)).toEqual(['framework', 'own']);
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  it('runs once, by the next yes, where it was withdrawn on its way', async () => {
    const visitor = await openMade();
    const late = answerLate(world.server, 'tags.example', '/framework.js');
    await decide(visitor, 'all');
    await late.asked;
    await decide(visitor, 'none');
    late.answer();
    await settle(visitor);
    expect(await ran(visitor)).not.toContain('framework');
    await decide(visitor, 'all');
    await eventually(() => ran(visitor)).toContain('framework');
    await passTurn(visitor);
    expect((await ran(visitor)).filter((name) => name === 'framework')).toEqual(['framework']);
    await inPage(visitor, (root, made) => {
      for (const one of made) root.removeChild(one);
    });
    await visitor.close();
  });
});

describe('time', () => {
  it('fetches all at once, though they run one after another', async () => {
    const late = answerLate(world.server, 'tags.example', '/first.js');
    const names = ['first', 'second', 'async', 'deferred', 'module', 'other'];
    const visitor = await openHeld({
      body: `${held('first')}${held('second')}${held('async', undefined, 'async')}${held('deferred', undefined, 'defer')}
${held('module', undefined, 'data-type="module"')}${held('other', 'data-consent="audience"')}`,
    });
    const from = world.server.hits.length;
    await decide(visitor, 'all');
    // The first has no answer yet.
    await eventually(() =>
      Object.keys(count(world.server.hits.slice(from), 'tags.example')).toSorted(),
    ).toEqual(expect.arrayContaining(names.map((name) => `/${name}.js?name=${name}`)));
    late.answer();
    await eventually(() => ran(visitor)).toHaveLength(names.length);
    const order = await ran(visitor);
    expect(order.filter((name) => !['async', 'other'].includes(name))).toEqual([
      'first',
      'second',
      'deferred',
      'module',
    ]);
    const counts = count(world.server.hits.slice(from), 'tags.example');
    for (const name of names) expect([name, counts[`/${name}.js?name=${name}`]]).toEqual([name, 1]);
    await visitor.close();
  });

  it('begins a few downloads beside the gate, and all others a moment later, though it is not there', async () => {
    const gate = answerLate(world.server, site, '/portillon/gate.js');
    const names = Array.from({ length: 12 }, (_, at) => `tag${at}`);
    const visitor = await openHeld({ body: names.map((name) => held(name)).join('') });
    const from = world.server.hits.length;
    await visitor.page.evaluate(() =>
      addEventListener('click', ({ timeStamp }) => Object.assign(self, { pressed: timeStamp }), true),
    );
    await visitor.page.locator(button('accept')).click();
    await eventually(() => Object.keys(count(world.server.hits.slice(from), 'tags.example'))).toHaveLength(
      12,
    );
    gate.answer();
    await eventually(() => ran(visitor)).toEqual(names);
    const began = await visitor.page.evaluate((all) => {
      const entries = performance.getEntriesByType('resource');
      const start = (part: string) => entries.find(({ name }) => name.includes(part))!.startTime;
      const { pressed } = self as unknown as { pressed: number };
      return { pressed, tags: all.map((name) => start(`/${name}.js`)) };
    }, names);
    // On a slow line the files of many tags would keep the gate waiting, without which none of them runs.
    const later = Math.min(...began.tags.slice(6));
    expect(later - began.pressed).toBeGreaterThan(49);
    expect(Math.max(...began.tags.slice(0, 6))).toBeLessThanOrEqual(later);
    const counts = count(world.server.hits.slice(from), 'tags.example');
    for (const name of names) expect([name, counts[`/${name}.js?name=${name}`]]).toEqual([name, 1]);
    await visitor.close();
  });

  it('delays other vendors by half a second for one that hangs, and its own tags until it gave up', async () => {
    const late = answerLate(world.server, 'hangs.example', '/hangs.js');
    const visitor = await world.visitor();
    await visitor.page.clock.install();
    const body = html({
      config: {
        ...config,
        vendors: ['slowpoke', 'other'].map((id) => ({ id, name: id, purposes: ['advertising'] })),
      },
      body: `${toldAt}${held('hangs', 'data-vendor="slowpoke"', '', 'hangs.example')}${marks('follower', 'data-vendor="slowpoke"')}
${marks('other', 'data-vendor="other"')}${marks('purpose')}`,
    });
    world.site(site, () => ({ body }));
    await visitor.page.goto(`http://${site}/`);
    await visitor.page.locator(button('accept')).click();
    await late.asked;
    await eventually(() => ran(visitor)).toEqual(['other', 'purpose']);
    expect(await waited(visitor, 'other')).toBeLessThan(900);
    expect(await waited(visitor, 'purpose')).toBeLessThan(900);
    await visitor.page.clock.fastForward(10_000);
    await passTurn(visitor);
    expect(await ran(visitor)).toEqual(['other', 'purpose']);
    await visitor.page.clock.fastForward(5000);
    await eventually(() => ran(visitor)).toEqual(['other', 'purpose', 'follower']);
    const codes = () => visitor.page.evaluate(() => window.portillon!.problems.map(({ code }) => code));
    await expect.poll(codes).toEqual(['tag-late']);
    // It comes at last: it runs, once.
    late.answer();
    await eventually(() => ran(visitor)).toEqual(['other', 'purpose', 'follower', 'hangs']);
    await visitor.close();
  });

  it.each([
    ['answers 404', () => {}],
    [
      'cannot be reached',
      async ({ page }: Visitor) => {
        await page.route('https://fails.example/**', (route) => route.abort());
      },
    ],
  ])('delays nobody for one that %s, not even its own tags', async (_, prepare) => {
    world.server.handle((request) => (request.host === 'fails.example' ? { status: 404 } : undefined));
    const visitor = await openHeld({
      body: `${toldAt}${held('fails', undefined, '', 'fails.example')}${marks('follower')}${held('next')}${marks('other', 'data-consent="audience"')}`,
    });
    await prepare(visitor);
    await visitor.page.locator(button('accept')).click();
    await eventually(() => ran(visitor)).toEqual(['follower', 'next', 'other']);
    expect(await waited(visitor, 'follower')).toBeLessThan(450);
    expect(await waited(visitor, 'other')).toBeLessThan(450);
    await visitor.close();
  });

  it('keeps what says how to fetch, and asks for each URL once', async () => {
    const visitor = await openHeld({
      body: [
        ['plain', ''],
        ['cors', 'crossorigin="anonymous" fetchpriority="low"'],
        ['secret', 'referrerpolicy="no-referrer" fetchpriority="high" data-account="7"'],
        ['origin', 'referrerpolicy="origin" defer'],
        ['module', 'data-type="module" referrerpolicy="no-referrer"'],
        ['credentials', 'crossorigin="use-credentials"'],
      ]
        .map(([name, rest]) => held(name!, undefined, `id="${name}" ${rest}`))
        .join(''),
    });
    world.server.handle((request) =>
      request.path === '/credentials.js'
        ? {
            type: 'text/javascript',
            body: "self.ran.push('credentials')",
            headers: {
              'access-control-allow-origin': `http://${site}`,
              'access-control-allow-credentials': 'true',
            },
          }
        : undefined,
    );
    const from = world.server.hits.length;
    await decide(visitor, 'all');
    await eventually(() => ran(visitor)).toEqual([
      'plain',
      'cors',
      'secret',
      'credentials',
      'origin',
      'module',
    ]);
    const hits = world.server.hits.slice(from).filter(({ path }) => path.includes('.js?name='));
    const sent = Object.fromEntries(
      hits.map(({ path, headers }) => [
        path.split('=')[1],
        `${headers['sec-fetch-mode']} ${headers.referer ?? 'no referrer'}`,
      ]),
    );
    expect(sent).toEqual({
      plain: `no-cors http://${site}/`,
      cors: `cors http://${site}/`,
      secret: 'no-cors no referrer',
      origin: `no-cors http://${site}/`,
      module: 'cors no referrer',
      credentials: `cors http://${site}/`,
    });
    expect(hits).toHaveLength(6);
    const kept = await visitor.page.evaluate(() =>
      ['cors', 'secret', 'credentials'].map((id) => {
        const { crossOrigin, fetchPriority, referrerPolicy, dataset } = document.getElementById(
          id,
        ) as HTMLScriptElement & { fetchPriority: string };
        return [crossOrigin, fetchPriority, referrerPolicy, dataset.account];
      }),
    );
    expect(kept).toEqual([
      ['anonymous', 'low', '', undefined],
      [null, 'high', 'no-referrer', '7'],
      ['use-credentials', 'auto', '', undefined],
    ]);
    await visitor.close();
  });

  it('runs nothing more once consent is withdrawn, of whatever has not run', async () => {
    const late = answerLate(world.server, 'tags.example', '/pending.js');
    const visitor = await openHeld({
      body: `<input aria-label="Nom">${marks('before')}${held('pending')}${marks('behind')}${held('deferred', undefined, 'defer')}
<script type="text/plain" data-consent="social" data-type="module">self.ran.push('module')</script>
${held('vendor', 'data-consent="social advertising"')}`,
    });
    // What was typed keeps the page from being reloaded.
    await visitor.page.locator('main input').fill('Zoé');
    // The first choice leaves one of the two purposes out.
    await decide(visitor, { social: true });
    await late.asked;
    await eventually(() => ran(visitor)).toEqual(['before']);
    await decide(visitor, { social: false, advertising: true, personalisation: true });
    const arrived = visitor.page.waitForEvent('requestfinished', (request) =>
      request.url().includes('pending'),
    );
    late.answer();
    await arrived;
    await passTurn(visitor);
    expect(await ran(visitor)).toEqual(['before']);
    await visitor.close();
  });

  it('runs deferred tags of a visitor who comes back after blocking ones that the parser finds later', async () => {
    const visitor = await openHeld({
      head: held('deferred', undefined, 'defer') + held('module', undefined, 'data-type="module"'),
      body: `<script src="https://tags.example/live.js?name=live&delay=400"></script>${marks('blocking')}${held('external')}`,
    });
    await decide(visitor, 'all');
    await eventually(() => ran(visitor)).toHaveLength(5);
    await visitor.page.reload();
    await eventually(() => ran(visitor)).toEqual(['live', 'blocking', 'external', 'deferred', 'module']);
    await visitor.close();
  });
});
