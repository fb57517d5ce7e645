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
    args: launchArguments(world.server.port).filter((name) => name !== '--disable-background-networking'),
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
  setInterval(() => fetch('https://beacon.example/alive', { mode: 'no-cors' }), 20);
</script>`;
/** The page says how it came. */
const witness = `<script>
  self.ahead = document.prerendering;
  addEventListener('pageshow', (event) => { self.cameBack = event.persisted; });
</script>`;
const rules = `<script type="speculationrules">
  {"prerender":[{"source":"list","urls":["/ahead"],"eagerness":"immediate"}]}
</script>`;

const serve = (body = '') =>
  world.site(host, ({ path }) => ({
    // What is marked `no-store` is kept in no history.
    headers: { 'cache-control': 'no-cache' },
    body: html({ config: quiet, body, head: witness + (path === '/rules' ? rules : '') }),
  }));

async function visit(path = ''): Promise<Page> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.goto(home + path);
  return page;
}

const cameBack = (page: Page) => page.evaluate('self.cameBack === true');
const ran = (page: Page) => page.evaluate('self.ran ?? []');
const shown = (page: Page) => page.evaluate((selector) => !!document.querySelector(selector), banner);
const others = () =>
  world.server.hits.filter((hit) => hit.host !== host && /beacon|facebook|pinimg/.test(hit.host));

/** Clicks as the visitor, once the banner is there. */
async function answer(page: Page, name: string): Promise<void> {
  await page.waitForSelector(banner);
  await page.click(button(name));
  await eventually(() => shown(page)).toBe(false);
}

it('a page from the history knows the yes given since', async () => {
  serve();
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

it('a page from the history that was withdrawn meanwhile sends nothing any more (R57)', async () => {
  serve(beacon);
  const page = await visit();
  await answer(page, 'accept');
  await eventually(() => others().filter((hit) => hit.host === 'beacon.example').length).toBeGreaterThan(3);
  await page.goto(`${home}deux`);
  await page.waitForFunction('window.portillon?.allows("audience")');
  await page.evaluate(() => window.portillon!.decide('none'));
  // A page without a single tag, so that all that comes from now on comes from the one restored.
  world.site(host, ({ path }) => (path === '/vide' ? { body: '<title>vide</title>' } : undefined));
  await page.goto(`${home}vide`);
  const before = others().length;
  await page.evaluate(() => history.go(-2));
  await page.waitForFunction('window.portillon?.state.status === "decided"');
  // Ten of its beats.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)));
  expect(await page.evaluate(() => window.portillon!.allows('audience'))).toBe(false);
  expect(page.url()).toBe(home);
  expect(others().length - before).toBe(0);
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

it('a prerendered page neither asks, writes nor releases before it is shown', async () => {
  serve(beacon);
  const page = await visit('vide');
  await answer(page, 'accept');
  await page.goto(`${home}vide`);
  await eventually(() => ran(page)).toContain(pixel);
  world.site(host, ({ path }) => (path === '/rules' ? { body: `<title>x</title>${rules}` } : undefined));
  await page.goto(`${home}rules`);
  world.server.hits.length = 0;
  const fetched = () => world.server.hits.filter(({ path }) => path === '/portillon/portillon.js').length;
  await eventually(fetched).toBe(1);
  // It had the time to go wrong: another page asks for all that it would ask for, and has it.
  const witnessPage = await page.browserContext().newPage();
  await witnessPage.goto(`${home}vide`);
  await eventually(() => ran(witnessPage)).toContain(pixel);
  await witnessPage.close();
  world.server.hits.length = 0;
  await page.bringToFront();
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)));
  expect(world.server.hits.filter((hit) => hit.host !== host)).toEqual([]);
  await page.evaluate(() => {
    location.href = '/ahead';
  });
  await page.waitForFunction('self.ahead === true');
  await eventually(() => ran(page)).toContain(pixel);
  await page.browserContext().close();
});

it('a prerendered page knows what was answered since it was drawn', async () => {
  serve();
  const page = await visit('rules');
  const fetched = () =>
    world.server.hits.filter(({ headers }) => `${headers['sec-purpose']}`.includes('prerender')).length;
  world.server.hits.length = 0;
  await page.waitForSelector(banner);
  await eventually(fetched).toBeGreaterThan(1);
  await answer(page, 'refuse');
  await page.evaluate(() => {
    location.href = '/ahead';
  });
  await page.waitForFunction('self.ahead === true');
  await page.waitForFunction('window.portillon?.state.status === "decided"');
  expect(await shown(page)).toBe(false);
  await page.browserContext().close();
});
