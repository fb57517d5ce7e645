import { fileURLToPath } from 'node:url';
import resolve from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { beforeAll, expect, it } from 'vitest';
import { outlast } from './support/outlast.js';
import { banner, button, config } from './support/pages.js';
import { thirdParty, useWorld } from './support/world.js';

const world = useWorld();
const host = 'www.example.co.uk';
const entry = fileURLToPath(new URL('../dist/esm/index.js', import.meta.url));
let files: Record<string, string>;

/** The page's own program, bundled as a site would bundle it. */
const program = `import { createConsent, ConfigError } from ${JSON.stringify(entry)};
try { createConsent({ site: {} }); } catch (error) {
  self.thrown = { is: error instanceof ConfigError, name: error.name, issues: error.issues };
}
self.start = (locale) => {
  self.consent?.destroy();
  self.consent = createConsent({ ...${JSON.stringify(config)}, locale }, { onProblem: ({ code }) => (self.told ??= []).push(code) });
  return self.consent.ready;
};
self.start('auto');`;

beforeAll(async () => {
  const bundle = await rollup({
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
  const { output } = await bundle.generate({ format: 'es', dir: 'out', chunkFileNames: '[name]-[hash].js' });
  files = Object.fromEntries(
    output.flatMap((chunk) => ('code' in chunk ? [[`/app/${chunk.fileName}`, chunk.code]] : [])),
  );
});

const page = `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>x</title><link rel="icon" href="data:,">
<script type="module" src="/app/program.js"></script></head><body><main>
<script type="text/plain" data-consent="advertising" src="https://ads.example/a.js?name=a&delay=100"></script>
<script type="text/plain" data-consent="advertising">(self.ran ??= []).push('inline')</script>
<script type="text/plain" data-consent="typo"></script></main>
<button type="button" data-consent-open>Gérer</button></body></html>`;

async function open() {
  world.site(host, ({ path }) =>
    files[path] ? { type: 'text/javascript', body: files[path] } : { body: page },
  );
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
