// Takes the pictures of the README from the demo: `npm run screenshots`. They are compared by eye, not by CI.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { startDemo } from '../demo/serve.mjs';
import { findChromium } from '../test/find-chromium.mjs';

const folder = fileURLToPath(new URL('../demo/screenshots/', import.meta.url));
const phone = { width: 390, height: 844 };
const desktop = { width: 1280, height: 720 };

const demo = await startDemo({ port: 0 });
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: ['--no-sandbox', '--disable-quic'],
});
mkdirSync(folder, { recursive: true });

async function take(name, viewport, colorScheme, path, act) {
  const context = await browser.newContext({ viewport, colorScheme, locale: 'fr-FR' });
  const page = await context.newPage();
  await page.goto(demo.url + path);
  await page.locator('#portillon-banner').waitFor();
  await act?.(page);
  await page.screenshot({ path: `${folder}${name}.png` });
  await context.close();
}

const panel = async (page) => {
  await page.locator('[data-portillon="customise"]').click();
  await page.locator('#portillon-panel [data-vendor]').first().waitFor({ state: 'attached' });
};
const vendors = async (page) => {
  await panel(page);
  await page.locator('#portillon-panel summary').nth(2).click();
  await page.locator('#portillon-panel [data-purpose="audience"]').check();
  await page.locator('#portillon-panel summary').nth(2).scrollIntoViewIfNeeded();
};
const placeholder = async (page) => {
  await page.locator('[data-portillon="refuse"]').click();
  await page.locator('[data-portillon="placeholder"] button').first().waitFor();
  await page.locator('[data-portillon="placeholder"]').first().scrollIntoViewIfNeeded();
};

for (const scheme of ['light', 'dark']) {
  for (const [device, size] of [
    ['phone', phone],
    ['desktop', desktop],
  ]) {
    await take(`banner-${device}-${scheme}`, size, scheme, '');
    await take(`panel-${device}-${scheme}`, size, scheme, '', panel);
    await take(`vendors-${device}-${scheme}`, size, scheme, '', vendors);
    await take(`placeholder-${device}-${scheme}`, size, scheme, 'ecole', placeholder);
  }
}
await browser.close();
await demo.close();
