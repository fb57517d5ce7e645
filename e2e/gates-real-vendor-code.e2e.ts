import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import resolve from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { beforeAll, describe, expect, it } from 'vitest';
import { banner, button, html } from './support/pages.js';
import { thirdParty, useWorld, type Visitor } from './support/world.js';

const world = useWorld();
const host = 'www.example.co.uk';
const home = `https://${host}/`;
const { resolve: locate } = createRequire(import.meta.url);
const packaged = async (name: string): Promise<string> => readFile(locate(name), 'utf8');

interface Real {
  /** How a site configures it. */
  readonly vendor: {
    readonly id: string;
    readonly scripts?: readonly string[];
    readonly cookies?: readonly { readonly name: string }[];
    readonly storage?: readonly string[];
    readonly databases?: readonly string[];
    readonly reload?: boolean;
  };
  /** What stands in the page, gated. */
  readonly markup: () => string;
  /** Its code as it is published, by address. */
  readonly files: () => Promise<Readonly<Record<string, string>>>;
  /** Where its events arrive. */
  readonly collector: RegExp;
  /** A cookie or key by which it knows the visitor. None where it keeps nothing. */
  readonly trace: string | undefined;
}

const scripted = 'type="text/plain"';
let mixpanelSnippet = '';

const reals: Readonly<Record<string, Real>> = {
  'PostHog, started by the configuration and a gated inline tag': {
    vendor: {
      id: 'posthog',
      scripts: ['https://eu-assets.i.posthog.com/static/array.js'],
      cookies: [{ name: 'ph_phc_*' }, { name: 'dmn_chk_*' }],
      storage: ['ph_phc_*', '__ph_*'],
      reload: true,
    },
    // Without its record of each click: that of the refusal itself is made while it is still granted.
    markup:
      () => `<script ${scripted} data-vendor="posthog">posthog.init('phc_essai', { api_host: 'https://eu.i.posthog.com',
persistence: 'localStorage+cookie', opt_out_useragent_filter: true, request_batching: false, autocapture: false });</script>`,
    files: async () => ({
      'eu-assets.i.posthog.com/static/array.js': await packaged('posthog-js/dist/array.js'),
    }),
    collector: /^eu\.i\.posthog\.com\/(e|i)\//,
    trace: 'ph_phc_essai_posthog',
  },
  'Mixpanel, its own snippet as a gated inline tag': {
    vendor: {
      id: 'mixpanel',
      cookies: [{ name: 'mp_essai_*' }],
      storage: ['__mp*', 'mp_*'],
      databases: ['mixpanel*'],
      reload: true,
    },
    markup: () => `<script ${scripted} data-vendor="mixpanel">${mixpanelSnippet}
mixpanel.init('essai', { track_pageview: true, batch_requests: false, ignore_dnt: true });</script>`,
    files: async () => ({
      'cdn.mxpnl.com/libs/mixpanel-2-latest.min.js': await packaged('mixpanel-browser/dist/mixpanel.min.js'),
    }),
    collector: /^api-js\.mixpanel\.com\/track/,
    trace: 'mp_essai_mixpanel',
  },
  'Sentry, a bundle as a gated external tag': {
    vendor: { id: 'sentry-browser', reload: true },
    markup: () =>
      `<script ${scripted} data-vendor="sentry-browser" src="https://js.sentry-cdn.com/essai.min.js"></script>`,
    files: async () => ({ 'js.sentry-cdn.com/essai.min.js': await sentry() }),
    collector: /^o1\.ingest\.de\.sentry\.io\/api\/1\/envelope/,
    trace: undefined,
  },
};

/** The package has no file for a page: it is bundled with the program of a site. */
async function sentry(): Promise<string> {
  const program = `import { init } from ${JSON.stringify(locate('@sentry/browser').replace('/cjs/', '/esm/'))};
init({ dsn: 'https://essai@o1.ingest.de.sentry.io/1' });`;
  const bundle = await rollup({
    input: 'program',
    onLog() {},
    plugins: [
      {
        name: 'program',
        resolveId: (id) => (id === 'program' ? id : null),
        load: (id) => (id === 'program' ? program : null),
      },
      resolve({ browser: true }),
    ],
  });
  const { output } = await bundle.generate({ format: 'iife', name: 'essai' });
  return output[0].code;
}

beforeAll(async () => {
  mixpanelSnippet = await packaged('mixpanel-browser/dist/mixpanel-jslib-snippet.min.js');
});

describe.each(Object.entries(reals))('%s', (_title, real) => {
  const files: Record<string, string> = {};

  beforeAll(async () => {
    Object.assign(files, await real.files());
  });

  async function open(): Promise<Visitor> {
    const config = {
      site: { name: 'École d’essai', privacyPolicyUrl: '/confidentialite' },
      purposes: ['audience'],
      vendors: [{ name: 'Réel', purposes: ['audience'], ...real.vendor }],
    };
    const body = `${real.markup()}<button type="button" id="act" onclick="setTimeout(() => { throw new Error('voulu'); })">Agir</button>`;
    world.site(host, () => ({ body: html({ config, body }) }));
    world.server.handle(({ host: asked, path, incoming }) => {
      const file = files[asked + path];
      if (asked === host) return undefined;
      const headers = {
        'access-control-allow-origin': incoming.headers.origin ?? '*',
        'access-control-allow-credentials': 'true',
        'access-control-allow-headers': '*, content-type',
      };
      if (file !== undefined) return { type: 'text/javascript', headers, body: file };
      return { type: 'application/json', headers, body: '{}' };
    });
    const visitor = await world.visitor();
    await visitor.page.goto(home);
    await visitor.page.locator(banner).waitFor();
    return visitor;
  }

  /** Clicks, an error, a new address, and the page out of sight: whatever makes such code speak. */
  async function act({ page }: Visitor): Promise<void> {
    await page.locator('#act').click();
    await page.evaluate(() => {
      history.pushState(null, '', '/ailleurs');
      scrollTo(0, 300);
      for (const name of ['visibilitychange', 'blur']) document.dispatchEvent(new Event(name));
      dispatchEvent(new Event('blur'));
    });
  }

  const traces = async ({ page, context }: Visitor) => ({
    cookies: (await context.cookies()).map(({ name }) => name).filter((name) => name !== 'portillon'),
    ...(await page.evaluate(async () => ({
      // Ours says that the configuration was checked.
      keys: [...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter(
        (key) => key !== 'portillon-checked',
      ),
      databases: (await indexedDB.databases()).map(({ name }) => name),
    }))),
  });
  const nothing = { cookies: [], keys: [], databases: [] };
  const requests = (from: number) =>
    thirdParty(world.server.hits.slice(from), host).map((hit) => hit.host + hit.path);
  const events = (from: number) => requests(from).filter((request) => real.collector.test(request));
  /** Whatever the page was about to send has arrived. */
  async function settle(): Promise<void> {
    let last = -1;
    const isStill = () => {
      const before = last;
      last = world.server.hits.length;
      return last === before;
    };
    await expect.poll(isStill, { interval: 300 }).toBe(true);
  }

  async function accept(visitor: Visitor): Promise<void> {
    const from = world.server.hits.length;
    await visitor.page.locator(button('accept')).click();
    await visitor.page.locator(banner).waitFor({ state: 'detached' });
    for (const file of Object.keys(files)) await expect.poll(() => requests(from)).toContain(file);
    await expect
      .poll(async () => {
        await visitor.page.locator('#act').click();
        return events(from).length;
      })
      .toBeGreaterThan(0);
  }

  it('is silent before a choice and after a refusal', async () => {
    const from = world.server.hits.length;
    const visitor = await open();
    await act(visitor);
    await settle();
    expect(await traces(visitor)).toEqual(nothing);
    await visitor.page.locator(button('refuse')).click();
    await visitor.page.locator(banner).waitFor({ state: 'detached' });
    await act(visitor);
    await visitor.page.goto(`${home}deux`, { waitUntil: 'networkidle' });
    await act(visitor);
    await visitor.page.reload({ waitUntil: 'networkidle' });
    expect(await traces(visitor)).toEqual(nothing);
    expect(requests(from)).toEqual([]);
    await visitor.close();
  });

  it('works after acceptance, and on the next page', async () => {
    const visitor = await open();
    await accept(visitor);
    if (real.trace) {
      const { cookies, keys } = await traces(visitor);
      expect([...cookies, ...keys]).toContain(real.trace);
    }
    const from = world.server.hits.length;
    await visitor.page.goto(`${home}deux`);
    await expect
      .poll(async () => {
        await visitor.page.locator('#act').click();
        return events(from).length;
      })
      .toBeGreaterThan(0);
    expect(visitor.errors.filter((error) => !error.includes('voulu'))).toEqual([]);
    await visitor.close();
  });

  it('is silent and leaves nothing after a withdrawal, here and on the next page', async () => {
    const visitor = await open();
    await accept(visitor);
    await settle();
    await visitor.page.locator('[data-consent-open]').click();
    const refuse = visitor.page.locator('#portillon-panel [data-portillon="refuse"]');
    await refuse.waitFor();
    await settle();
    const from = world.server.hits.length;
    let loads = 0;
    visitor.page.on('load', () => loads++);
    await refuse.click();
    await expect.poll(() => loads, { message: 'its code runs on until the page is loaded again' }).toBe(1);
    await settle();
    await act(visitor);
    await settle();
    expect.soft(await traces(visitor)).toEqual(nothing);
    expect.soft(requests(from), 'from the withdrawal on').toEqual([]);
    const next = world.server.hits.length;
    await visitor.page.goto(`${home}deux`, { waitUntil: 'networkidle' });
    await act(visitor);
    await visitor.page.reload({ waitUntil: 'networkidle' });
    expect(await traces(visitor)).toEqual(nothing);
    expect(requests(next)).toEqual([]);
    await visitor.close();
  });
});
