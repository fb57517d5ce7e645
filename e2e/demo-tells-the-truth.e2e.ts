import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { startDemo } from '../demo/serve.mjs';
import { outlast } from './support/outlast.js';
import { banner, button } from './support/pages.js';

let demo: Awaited<ReturnType<typeof startDemo>>;
let browser: Browser;

beforeAll(async () => {
  demo = await startDemo({ port: 0 });
  browser = await chromium.launch({
    executablePath: inject('engines').chromium,
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
});
afterAll(async () => {
  await browser?.close();
  await demo?.close();
});

async function visit(): Promise<{ page: Page; errors: string[] }> {
  const context = await browser.newContext({ locale: 'fr-FR' });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    // That cookies of other domains stay is told after each withdrawal, and no fault.
    if (/^\[portillon\] (?!trace-out-of-reach)/.test(message.text())) errors.push(message.text());
  });
  return { page, errors };
}

const pages = ['', 'cours', 'ecole', 'contact', 'confidentialite', 'cookies', 'en'];
const rows = (page: Page) => page.locator('#strip [data-host]').count();
const vendors = () => demo.log.map(({ host }) => host);

it('shows an empty strip on every page before a choice', async () => {
  demo.log.length = 0;
  const { page, errors } = await visit();
  for (const path of pages) {
    await page.goto(demo.url + path);
    await page.locator(banner).waitFor();
    expect(await rows(page)).toBe(0);
  }
  expect(vendors()).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);
  expect(errors).toEqual([]);
});

it('fills the strip after acceptance, in order, and empties the cookies after a withdrawal', async () => {
  demo.log.length = 0;
  const { page, errors } = await visit();
  await page.goto(`${demo.url}cours`);
  await page.locator(button('accept')).click();
  for (const host of [
    'www.googletagmanager.com',
    'connect.facebook.net',
    's.pinimg.com',
    'stats.ambassade',
  ]) {
    await page.locator(`#strip [data-host^="${host}"]`).first().waitFor();
  }
  await page.getByText('1 · 2 · 3', { exact: false }).first().waitFor();
  const names = async () => (await page.context().cookies(demo.url)).map(({ name }) => name);
  await expect.poll(names).toContain('_fbp');
  await expect.poll(names).toContain('_gcl_au');
  await page.locator('footer [data-consent-open]').click();
  await page.locator('#portillon-panel [data-portillon="refuse"]').click();
  await expect.poll(names).toEqual(['portillon']);
  expect(errors).toEqual([]);
});

it('stays silent after a refusal, on every page', async () => {
  const { page, errors } = await visit();
  await page.goto(demo.url);
  await page.locator(button('refuse')).click();
  await page.locator(banner).waitFor({ state: 'detached' });
  demo.log.length = 0;
  for (const path of pages) {
    await page.goto(demo.url + path);
    await page.waitForFunction(() => 'ready' in (window.portillon as object));
    await outlast({ context: page.context(), page });
    expect(await page.locator(banner).count()).toBe(0);
  }
  expect(vendors()).toEqual([]);
  expect((await page.context().cookies()).map(({ name }) => name)).toEqual(['portillon']);
  expect(errors).toEqual([]);
});

it('speaks English on the English page, and declares every vendor on the cookie page', async () => {
  const { page } = await visit();
  await page.goto(`${demo.url}en`);
  await page.getByRole('button', { name: 'Reject all' }).waitFor();
  await page.goto(`${demo.url}cookies`);
  await expect.poll(() => page.locator('[data-consent-declaration]').innerText()).toContain('Google Ads');
});
