import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import resolve from '@rollup/plugin-node-resolve';
import { type OutputOptions, rollup } from 'rollup';
import { beforeAll, describe, expect, it } from 'vitest';
import { outlast } from './support/outlast.js';
import { banner, button, config } from './support/pages.js';
import { answerLate, eventually, mark, note, ran } from './support/tags.js';
import { thirdParty, useWorld, type Visitor } from './support/world.js';

const world = useWorld();
const host = 'www.example.co.uk';
const entry = fileURLToPath(new URL('../dist/esm/index.js', import.meta.url));
let files: Record<string, string>;

/** The page's own program, bundled as a site would bundle it. */
const program = `import { createConsent, ConfigError } from ${JSON.stringify(entry)};
try { createConsent({ site: {} }); } catch (error) {
  self.thrown = { is: error instanceof ConfigError, name: error.name, issues: error.issues };
}
self.start = (locale, more) => {
  self.consent?.destroy();
  self.consent = createConsent({ ...${JSON.stringify(config)}, ...self.config, ...more, locale }, { onProblem: ({ code }) => (self.told ??= []).push(code) });
  return self.consent.ready;
};
self.start('auto');`;

async function bundle(options: OutputOptions): Promise<Record<string, string>> {
  const made = await rollup({
    input: 'program',
    plugins: [
      {
        name: 'program',
        resolveId: (id) => (id === 'program' ? id : null),
        load: (id) => (id === 'program' ? program : null),
      },
      resolve({ browser: true }),
    ],
  });
  const { output } = await made.generate(options);
  return Object.fromEntries(
    output.flatMap((chunk) => ('code' in chunk ? [[`/app/${chunk.fileName}`, chunk.code]] : [])),
  );
}

beforeAll(async () => {
  files = await bundle({ format: 'es', dir: 'out', chunkFileNames: '[name]-[hash].js' });
});

const page = `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>x</title><link rel="icon" href="data:,">
<script type="module" src="/app/program.js"></script></head><body><main>
<script type="text/plain" data-consent="advertising" src="https://ads.example/a.js?name=a&delay=100"></script>
<script type="text/plain" data-consent="advertising">(self.ran ??= []).push('inline')</script>
<script type="text/plain" data-consent="typo"></script></main>
<button type="button" data-consent-open>Gérer</button></body></html>`;

async function open(body = page) {
  world.site(host, ({ path }) => (files[path] ? { type: 'text/javascript', body: files[path] } : { body }));
  const visitor = await world.visitor();
  const from = world.server.hits.length;
  await visitor.page.goto(`http://${host}/`);
  return { ...visitor, outside: () => thirdParty(world.server.hits.slice(from), host) };
}

it('requests and stores nothing before a choice, nor after a refusal on the next page', async () => {
  const visitor = await open();
  const keys = () =>
    visitor.page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]);
  await visitor.page.locator(banner).waitFor();
  await outlast(visitor);
  expect(visitor.outside()).toEqual([]);
  expect(await visitor.context.cookies()).toEqual([]);
  expect(await keys()).toEqual([]);
  await visitor.page.locator(button('refuse')).click();
  await visitor.page.locator(banner).waitFor({ state: 'detached' });
  await visitor.page.reload();
  await outlast(visitor);
  expect(await visitor.page.locator(banner).count()).toBe(0);
  expect(visitor.outside()).toEqual([]);
  expect((await visitor.context.cookies()).map(({ name }) => name)).toEqual(['portillon']);
  // A program checks its configuration before all else, and notes that once there is a choice.
  expect(await keys()).toEqual(['portillon-checked']);
  expect(visitor.errors).toEqual([]);
  await visitor.close();
});

it('runs each tag once, in order, after acceptance, and loads presets and languages as chunks', async () => {
  const visitor = await open();
  await visitor.page.locator(button('accept')).click();
  await expect
    .poll(() => visitor.page.evaluate(() => (self as unknown as { ran: string[] }).ran?.toSorted()))
    .toEqual([
      'a',
      'connect.facebook.net/en_US/fbevents.js',
      'inline',
      'relay.example/tag.js',
      's.pinimg.com/ct/core.js',
      'stats.example.com/matomo.js',
      'www.googletagmanager.com/gtag/js',
    ]);
  const order = await visitor.page.evaluate(() => (self as unknown as { ran: string[] }).ran);
  expect(order.indexOf('a')).toBeLessThan(order.indexOf('inline'));
  await visitor.page.locator('[data-consent-open]').click();
  await visitor.page.locator('#portillon-panel').waitFor();
  expect(visitor.errors).toEqual([]);
  await visitor.close();
});

it('runs nothing twice where the program ends it and starts it anew, in another language say', async () => {
  const visitor = await open();
  type Page = {
    ran?: string[];
    told?: string[];
    fbq: { queue: ArrayLike<unknown>[] };
    start(locale: string): Promise<unknown>;
  };
  const ran = () => visitor.page.evaluate(() => (self as unknown as Page).ran?.length ?? 0);
  await visitor.page.locator(button('accept')).click();
  await expect.poll(ran).toBe(7);
  const calls = () =>
    visitor.page.evaluate(() => (self as unknown as Page).fbq.queue?.map((call) => call[0]));
  const before = await calls();
  await visitor.page.evaluate(() => (self as unknown as Page).start('en'));
  await visitor.page.evaluate(() => {
    const tag = Object.assign(document.createElement('script'), {
      type: 'text/plain',
      text: 'ran.push("late")',
    });
    tag.dataset.consent = 'advertising';
    document.body.append(tag);
  });
  await expect.poll(ran).toBe(8);
  await visitor.page.locator('[data-consent-open]').click();
  expect(await visitor.page.locator('#portillon-panel h2').innerText()).toBe('Your preferences');
  expect(await ran()).toBe(8);
  const again = (await calls()) ?? [];
  expect(again.filter((name) => /init|track/.test(String(name)))).toEqual(
    before?.filter((name) => /init|track/.test(String(name))),
  );
  const told = await visitor.page.evaluate(() => (self as unknown as Page).told);
  expect(new Set(told)).toEqual(new Set(['purpose-unknown']));
  expect(visitor.errors).toEqual([]);
  await visitor.close();
});

describe('ended by the program, and started anew', () => {
  type Page = {
    consent: NonNullable<typeof window.portillon>;
    fbq: { (...values: string[]): void; queue?: ArrayLike<unknown>[] };
    start(locale: string, more?: object): Promise<unknown>;
  };
  const meta = { use: 'meta-pixel', id: '123456789012345' };
  const pixel = 'connect.facebook.net/en_US/fbevents.js';

  /** A page with these vendors and this markup. */
  const made = (vendors: object[], body = '', more = {}) =>
    open(`<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>x</title><link rel="icon" href="data:,">
<script>self.config = ${JSON.stringify({ vendors, ...more })}</script>
<script type="module" src="/app/program.js"></script></head><body><main>${body}</main>
<button type="button" data-consent-open>Gérer</button></body></html>`);
  const accept = ({ page }: Visitor) => page.locator(button('accept')).click();
  const destroy = ({ page }: Visitor) => page.evaluate(() => (self as unknown as Page).consent.destroy());
  const start = ({ page }: Visitor, more = {}) =>
    page.evaluate(async (more) => void (await (self as unknown as Page).start('en', more)), more);
  const decide = ({ page }: Visitor, choice: 'all' | 'none') =>
    page.evaluate((choice) => (self as unknown as Page).consent.decide(choice, { source: 'test' }), choice);
  const told = ({ page }: Visitor) =>
    page.evaluate(() =>
      (self as unknown as Page).fbq.queue?.map((call) => Array.from(call).slice(0, 2).join(' ')),
    );

  it('says nothing of what another one grants, where the first is ended once more', async () => {
    const visitor = await made([meta], '', { googleConsentMode: 'basic' });
    await accept(visitor);
    await eventually(() => ran(visitor)).toEqual([pixel]);
    await visitor.page.evaluate(() => {
      Object.assign(self, { first: (self as unknown as Page).consent });
    });
    await destroy(visitor);
    await start(visitor, { googleConsentMode: 'basic' });
    const layer = () =>
      visitor.page.evaluate(() =>
        JSON.stringify(
          (self as unknown as { dataLayer: unknown[] }).dataLayer.map((entry) =>
            Object.prototype.toString.call(entry) === '[object Arguments]'
              ? [...(entry as Iterable<unknown>)]
              : entry,
          ),
        ),
      );
    const said = await layer();
    await visitor.page.evaluate(() => (self as unknown as { first: Page['consent'] }).first.destroy());
    expect(await layer()).toBe(said);
    await visitor.close();
  });

  it('tells partners that run that their consent ended, and that it holds again', async () => {
    const visitor = await made([meta], '', { googleConsentMode: 'basic' });
    await accept(visitor);
    await eventually(() => ran(visitor)).toEqual([pixel]);
    await destroy(visitor);
    expect(
      await visitor.page.evaluate(() =>
        (self as unknown as { dataLayer: ArrayLike<unknown>[] }).dataLayer
          .filter((command) => command[1] === 'update')
          .map((command) => (command[2] as { ad_storage: string }).ad_storage),
      ),
    ).toEqual(['granted', 'denied']);
    expect((await told(visitor))?.at(-1)).toBe('consent revoke');
    expect(
      await visitor.page.evaluate(() => {
        const { consent } = self as unknown as Page;
        return [consent.allows('advertising'), consent.allows('meta-pixel')];
      }),
    ).toEqual([false, false]);
    const before = (await told(visitor))!;
    await start(visitor);
    await eventually(() => told(visitor)).toEqual([...before, 'consent grant']);
    // A page for minors, where nobody grants it.
    await start(visitor, { audience: 'minors' });
    await outlast(visitor);
    expect(await told(visitor)).toEqual([...before, 'consent grant', 'consent revoke']);
    expect(await ran(visitor)).toEqual([pixel]);
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  it('takes away what was shown, and shows it again where that is granted still', async () => {
    const visitor = await made(
      [],
      `<template data-consent="social"><p id="shown">Film</p></template>
<iframe id="film" title="Film" data-consent="social" data-consent-src="https://film.example/x"></iframe>`,
    );
    const { page } = visitor;
    const shown = () =>
      page.evaluate(() => [
        document.querySelectorAll('#shown').length,
        document.querySelector('#film')!.getAttribute('src'),
      ]);
    await accept(visitor);
    const all = [1, 'https://film.example/x'];
    await eventually(shown).toEqual(all);
    await destroy(visitor);
    expect(await shown()).toEqual([0, null]);
    await start(visitor);
    await eventually(shown).toEqual(all);
    await start(visitor);
    await eventually(shown).toEqual(all);
    await decide(visitor, 'none');
    expect(await shown()).toEqual([0, null]);
    await outlast(visitor);
    expect(await shown()).toEqual([0, null]);
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  it.each(['before', 'after'])('runs once, in order, what comes %s the new start', async (when) => {
    const tag = answerLate(world.server, 'late.example', '/late.js');
    const file = answerLate(world.server, 'connect.facebook.net', '/en_US/fbevents.js');
    const visitor = await made(
      [meta],
      `<script type="text/plain" data-consent="audience" src="https://late.example/late.js?name=late"></script>
<script type="text/plain" data-consent="audience">${note('inline')}</script>`,
    );
    await accept(visitor);
    await Promise.all([tag.asked, file.asked]);
    const answer = () => {
      tag.answer();
      file.answer();
    };
    await destroy(visitor);
    if (when === 'before') answer();
    await outlast(visitor);
    expect(await ran(visitor)).toEqual([]);
    await start(visitor);
    if (when === 'after') answer();
    await eventually(async () => (await ran(visitor)).toSorted()).toEqual([pixel, 'inline', 'late']);
    await outlast(visitor);
    const names = await ran(visitor);
    expect(names).toHaveLength(3);
    expect(names.indexOf('late')).toBeLessThan(names.indexOf('inline'));
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  it('grants nothing any more where it is ended before the gate is there', async () => {
    const visitor = await made([meta], '', { googleConsentMode: 'basic' });
    await accept(visitor);
    await eventually(() => ran(visitor)).toEqual([pixel]);
    await visitor.page.route('**/gate*', () => {});
    await visitor.page.reload();
    const first = visitor.page.evaluate(() => {
      const { consent } = self as unknown as Page;
      consent.destroy();
      return [
        consent.allows('meta-pixel'),
        consent.allows('advertising'),
        consent.state.purposes.advertising,
      ];
    });
    expect(await first).toEqual([false, false, 'undecided']);
    await visitor.close();
  });

  it('runs a file that had waited since its partner was refused', async () => {
    const file = answerLate(world.server, 's.pinimg.com', '/ct/core.js');
    const visitor = await made([{ use: 'pinterest-tag', id: '2612345678901' }]);
    await accept(visitor);
    await file.asked;
    await mark(visitor);
    await decide(visitor, 'none');
    file.answer();
    await outlast(visitor);
    await start(visitor);
    await outlast(visitor);
    expect(await ran(visitor)).toEqual([]);
    await decide(visitor, 'all');
    await eventually(() => ran(visitor)).toEqual(['s.pinimg.com/ct/core.js']);
    expect(await visitor.page.evaluate(() => 'marked' in self)).toBe(true);
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  it('starts partners whose functions the page calls before', async () => {
    const visitor = await made([
      { ...meta, hold: true },
      { use: 'google-analytics', id: 'G-AB12CD34EF' },
      { use: 'tiktok-pixel', id: 'C1AB2CD3EF4GH5IJ6KL7' },
    ]);
    await visitor.page.locator(banner).waitFor();
    await visitor.page.evaluate(() => (self as unknown as Page).fbq('track', 'Early'));
    await start(visitor);
    await accept(visitor);
    await eventually(async () => (await ran(visitor)).toSorted()).toEqual([
      'analytics.tiktok.com/i18n/pixel/events.js',
      pixel,
      'www.googletagmanager.com/gtag/js',
    ]);
    expect((await told(visitor))?.filter((call) => call === 'track Early')).toHaveLength(1);
    expect(await visitor.page.evaluate(() => (self as unknown as { told?: string[] }).told)).toBeUndefined();
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });
});

it('in one file, shows nothing that was withdrawn when Turbo brings a page back', async () => {
  const all = await bundle({ format: 'iife', name: 'app', inlineDynamicImports: true });
  const turbo = await readFile(
    new URL('../node_modules/@hotwired/turbo/dist/turbo.es2017-umd.js', import.meta.url),
  );
  const body = (path: string) => `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>x</title>
<link rel="icon" href="data:,"><script src="/turbo.js" defer></script><script src="/app/program.js" defer></script></head>
<body><a id="next" href="/1">Suite</a><p id="here">${path}</p>
${path === '/' ? '<template data-vendor="youtube"><p id="shown">Film</p></template>' : ''}
<button type="button" data-consent-open>Gérer</button></body></html>`;
  world.site(host, ({ path }) => {
    const script = path === '/turbo.js' ? turbo : all[path];
    return script ? { type: 'text/javascript', body: script } : { body: body(path) };
  });
  const visitor = await world.visitor();
  const { page } = visitor;
  const here = () => page.locator('#here').textContent();
  await page.goto(`http://${host}/`);
  await page.locator(button('accept')).click();
  await page.locator('#shown').waitFor();
  await mark(visitor);
  await page.locator('#next').click();
  await eventually(here).toBe('/1');
  await page.evaluate(() =>
    (self as unknown as { consent: NonNullable<typeof window.portillon> }).consent.decide(
      { youtube: false },
      { source: 'test' },
    ),
  );
  await page.goBack();
  await eventually(here).toBe('/');
  await outlast(visitor);
  expect(await page.locator('#shown').count()).toBe(0);
  expect(await page.evaluate(() => 'marked' in self)).toBe(true);
  expect(visitor.errors).toEqual([]);
  await visitor.close();
});

it('throws one ConfigError with every issue, and tells the program of problems', async () => {
  const visitor = await open();
  await visitor.page.locator(banner).waitFor();
  type Page = { thrown: { is: boolean; name: string; issues: { path: string }[] }; told: string[] };
  const { thrown } = await visitor.page.evaluate(() => {
    const { thrown } = self as unknown as Page;
    return { thrown };
  });
  expect(thrown).toMatchObject({ is: true, name: 'ConfigError' });
  expect(thrown.issues.map(({ path }) => path)).toEqual(['site.name', 'site.privacyPolicyUrl', 'purposes']);
  // The markup is looked at once something may run.
  await visitor.page.locator(button('accept')).click();
  await expect
    .poll(() => visitor.page.evaluate(() => (self as unknown as Page).told))
    .toEqual(['purpose-unknown']);
  await visitor.close();
});
