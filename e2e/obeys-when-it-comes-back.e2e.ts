import { setTimeout as sleep } from 'node:timers/promises';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { banner, button, config, html } from './support/pages.js';
import { eventually } from './support/tags.js';
import { launchArguments, useWorld } from './support/world.js';

// Playwright turns the back/forward cache off and cannot follow prerendering; Puppeteer can do both.
const world = useWorld();
let browser: Browser;
beforeAll(async () => {
  browser = await puppeteer.launch({
    executablePath: inject('engines').chromium,
    acceptInsecureCerts: true,
    args: [
      ...launchArguments(world.server.port).filter((name) => name !== '--disable-background-networking'),
      '--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable',
    ],
    ignoreDefaultArgs: ['--disable-background-networking'],
  });
});
afterAll(() => browser?.close());

const vendors = config.vendors.filter(({ use }) => !use?.startsWith('google'));
const quiet = { ...config, vendors };
const host = 'www.example.co.uk';
const home = `http://${host}/`;
const pixel = 'connect.facebook.net/en_US/fbevents.js';
const beacon = `<script type="text/plain" data-consent="audience">
  setInterval(() => fetch('https://beacon.example/alive' + location.pathname + '?' + Date.now(), { mode: 'no-cors' }), 20);
</script>`;
/** The page says how it came. */
const witness = `<script>
  self.ahead = document.prerendering;
  // Asked from outside, a page that was drawn ahead may not answer: it tells by itself, once it is shown.
  document.addEventListener('prerenderingchange', () => {
    setInterval(() => {
      const banner = document.querySelector('#portillon-banner') !== null;
      fetch('/seen?' + new URLSearchParams({ status: window.portillon?.state?.status, banner }));
    }, 50);
  });
  addEventListener('pageshow', (event) => { self.cameBack = event.persisted; });
</script>`;
const rules = `<script type="speculationrules">
  {"prerender":[{"source":"list","urls":["/ahead"],"eagerness":"immediate"}]}
</script>`;

/** A browser that tells of the page's return by `pageshow` alone. */
const mute = `<script>
  addEventListener('visibilitychange', (event) => event.stopImmediatePropagation(), true);
</script>`;
const tellings = [
  ['as the browser tells it', ''],
  ['by pageshow alone', mute],
] as const;

const serve = (body = '', more = '') =>
  world.site(host, ({ path }) => ({
    // What is marked `no-store` is kept in no history.
    headers: { 'cache-control': 'no-cache' },
    body: html({ config: quiet, body, head: witness + more + (path === '/rules' ? rules : '') }),
  }));

async function visit(path = ''): Promise<Page> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.goto(home + path);
  return page;
}

/** Follows a link to the page drawn ahead; the answer is not waited for, because this page ends with it. */
async function goAhead(page: Page): Promise<void> {
  await page.bringToFront();
  // A page in the background takes no page drawn ahead: Chromium would load another.
  await eventually(() => page.evaluate(() => document.visibilityState)).toBe('visible');
  await page.evaluate(() => {
    setTimeout(() => {
      location.href = '/ahead';
    });
  });
}

/** Asks whichever page the tab shows now: one that is loaded again takes the place of the other. */
const becomes = (page: Page, expression: string) => {
  const context = page.browserContext();
  return eventually(async () => {
    const answers = (await context.pages()).map((one) =>
      // A page that goes away may never answer.
      Promise.race([one.evaluate(expression).catch(() => false), sleep(500)]),
    );
    return (await Promise.all(answers)).includes(true);
  }).toBe(true);
};

/** What the page that was drawn ahead says of itself now that it is shown. */
const seen = () => {
  const url = world.server.hits.findLast(({ path }) => path.startsWith('/seen?'))?.path;
  return url && Object.fromEntries(new URL(url, home).searchParams);
};

const cameBack = (page: Page) => page.evaluate('self.cameBack === true');
const ran = (page: Page) => page.evaluate('self.ran ?? []');
const shown = (page: Page) => page.evaluate((selector) => !!document.querySelector(selector), banner);

/** Clicks as the visitor, once the banner is there. */
async function answer(page: Page, name: string): Promise<void> {
  await page.waitForSelector(banner);
  await page.click(button(name));
  await eventually(() => shown(page)).toBe(false);
}

it.each(tellings)('a page from the history knows the yes given since, %s', async (_, more) => {
  serve('', more);
  const page = await visit();
  await page.waitForSelector(banner);
  await page.goto(`${home}deux`);
  await answer(page, 'accept');
  await page.goBack();
  expect(await cameBack(page)).toBe(true);
  await eventually(() => shown(page)).toBe(false);
  await eventually(() => ran(page)).toContain(pixel);
  await page.browserContext().close();
});

it.each(tellings)(
  'a page from the history that was withdrawn meanwhile sends nothing any more, %s (R57)',
  async (_, more) => {
    serve(beacon, more);
    const page = await visit();
    await answer(page, 'accept');
    const beats = () => world.server.hits.filter((hit) => hit.host === 'beacon.example').length;
    await eventually(beats).toBeGreaterThan(3);
    const { length } = world.server.hits;
    await page.goto(`${home}deux`);
    // One that has not run yet would need no reload.
    const runs = () => world.server.hits.slice(length).some(({ path }) => path.startsWith('/alive/deux'));
    await eventually(runs).toBe(true);
    await page.evaluate(() => window.portillon!.decide('none'));
    // The tag that no vendor answers for ends with this page.
    await becomes(
      page,
      `performance.getEntriesByType('navigation')[0].type === 'reload' && window.portillon?.state.status === 'decided'`,
    );
    await page.goto(`${home}trois`);
    const restored = Date.now();
    // Later than the answer to this: the page goes with it.
    await page.evaluate(() => void setTimeout(() => history.go(-2)));
    await becomes(page, `location.href === '${home}' && window.portillon?.state.status === 'decided'`);
    // Its clock would have struck ten times, and what it sent would have come before this. Each beat says when it was sent.
    await page.evaluate(async () => {
      for (let count = 0; count < 10; count++) await new Promise((resolve) => setTimeout(resolve, 20));
      await fetch('/last');
    });
    expect(await page.evaluate(() => window.portillon!.allows('audience'))).toBe(false);
    const sent = world.server.hits
      .filter((hit) => hit.host === 'beacon.example' && hit.path.startsWith('/alive/?'))
      .map(({ path }) => Number(path.split('?')[1]));
    expect(sent.length).toBeGreaterThan(3);
    expect(sent.filter((time) => time >= restored)).toEqual([]);
    await page.browserContext().close();
  },
);

it.each([
  ['more is allowed', { audience: true, advertising: true }],
  ['the same is answered again', { audience: true }],
])('a page from the history keeps what the visitor has typed where %s meanwhile', async (_, choice) => {
  world.site(host, () => ({
    headers: { 'cache-control': 'no-cache' },
    body: html({
      config: { ...quiet, vendors: [] },
      body: `<textarea autocomplete="off"></textarea><script type="text/plain" data-consent="audience">(self.ran ??= []).push('tag')</script>`,
      head: witness,
    }),
  }));
  const page = await visit();
  const decide = (wanted: Record<string, boolean>) =>
    page.evaluate((one) => window.portillon!.decide(one, { source: 'test' }), wanted);
  await page.waitForSelector(banner);
  await decide({ audience: true });
  await eventually(() => ran(page)).toEqual(['tag']);
  await page.type('textarea', 'Un long message');
  await page.goto(`${home}deux`);
  await page.waitForFunction('window.portillon?.allows("audience")');
  await decide(choice);
  await page.goBack();
  expect(await cameBack(page)).toBe(true);
  // The state is taken up in the page as it is.
  const advertising = 'advertising' in choice ? 'granted' : 'denied';
  await eventually(() => page.evaluate(() => window.portillon!.state.purposes.advertising)).toBe(advertising);
  // A round trip: a page that was to be loaded again would be gone by then.
  await page.evaluate(() => fetch(location.href).then((answer) => answer.text()));
  expect(await page.$eval('textarea', (field) => field.value)).toBe('Un long message');
  await page.browserContext().close();
});

it.each(['refuse', 'accept'])('does not itself keep a page from the history (%s; R127)', async (name) => {
  world.site(host, () => ({
    headers: { 'cache-control': 'no-cache' },
    body: html({ config: { ...quiet, vendors: [] }, head: witness }),
  }));
  const page = await visit();
  await answer(page, name);
  await page.goto(`${home}deux`);
  await page.goBack();
  expect(await cameBack(page)).toBe(true);
  await page.browserContext().close();
});

const prerendered = () =>
  world.server.hits.filter(({ headers, path }) =>
    `${headers['sec-purpose']} ${path}`.includes('prerender /ahead'),
  ).length;

// A browser may give up drawing ahead at any time; then there is nothing to see.
const patient = { retry: 3 };

it('a prerendered page neither asks, writes nor releases before it is shown', patient, async () => {
  serve();
  const page = await visit();
  await answer(page, 'accept');
  await eventually(() => ran(page)).toContain(pixel);
  world.site(host, ({ path }) => (path === '/rules' ? { body: `<title>x</title>${rules}` } : undefined));
  world.server.hits.length = 0;
  await page.goto(`${home}rules`);
  const started = () => world.server.hits.filter(({ path }) => path === '/portillon/portillon.js').length;
  await eventually(started).toBe(1);
  expect(prerendered()).toBe(1);
  // It had the time to go wrong: another page of the site asks for all that it would ask for, and has it.
  const other = await page.browserContext().newPage();
  await other.goto(`${home}trois`);
  await eventually(() => ran(other)).toContain(pixel);
  await other.close();
  const asked = () => world.server.hits.filter((hit) => `${hit.host}${hit.path}` === pixel).length;
  expect(asked()).toBe(1);
  await goAhead(page);
  await eventually(seen).toBeTruthy();
  await eventually(asked).toBe(2);
  await page.browserContext().close();
});

it('a prerendered page knows what was answered since it was drawn', patient, async () => {
  serve();
  world.site(host, ({ path }) => (path === '/rules' ? { body: `<title>x</title>${rules}` } : undefined));
  world.server.hits.length = 0;
  const page = await visit('rules');
  await eventually(prerendered).toBe(1);
  const other = await page.browserContext().newPage();
  await other.goto(`${home}deux`);
  await answer(other, 'refuse');
  await other.close();
  await goAhead(page);
  await eventually(seen).toEqual({ status: 'decided', banner: 'false' });
  await page.browserContext().close();
});
