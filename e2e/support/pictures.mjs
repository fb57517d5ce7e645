// The pictures of the README, and what the tests compare: one list, taken from the demo in one way.
import { readFileSync } from 'node:fs';

/** Letters that are the same on every machine. */
const font = (weight) =>
  readFileSync(
    new URL(`../../node_modules/@fontsource/inter/files/inter-latin-${weight}-normal.woff2`, import.meta.url),
  );

const css = [400, 600]
  .map(
    (weight) =>
      `@font-face { font-family: Pictures; font-weight: ${weight}; src: url(/pictures-${weight}.woff2) }`,
  )
  .join('\n');
const always = `\n${css}\n:root { --sans: Pictures; --serif: Pictures; --portillon-font: Pictures }`;

const panel = async (page) => {
  await page.locator('[data-portillon="customise"]').click();
  await page.locator('#portillon-panel summary').nth(1).waitFor();
};
const vendors = async (page) => {
  await panel(page);
  await page.locator('#portillon-panel summary').nth(2).click();
  await page.locator('#portillon-panel [data-vendor]').first().waitFor();
  await page.locator('#portillon-panel [data-purpose="audience"]').check();
  await page
    .locator('#portillon-panel summary')
    .nth(2)
    .evaluate((one) => one.scrollIntoView({ block: 'start' }));
};
const placeholder = async (page) => {
  await page.locator('[data-portillon="refuse"]').click();
  await page.locator('[data-portillon="placeholder"] button').first().waitFor();
  await page.locator('#portillon [role="status"]:empty').waitFor({ state: 'attached', timeout: 15_000 });
  await page.locator('[data-portillon="placeholder"]').first().scrollIntoViewIfNeeded();
};
const declaration = async (page) => {
  await page.locator('[data-portillon="refuse"]').click();
  await page.locator('[data-consent-declaration] table').first().waitFor();
  await page.locator('#portillon [role="status"]:empty').waitFor({ state: 'attached', timeout: 15_000 });
  await page.locator('[data-consent-declaration]').scrollIntoViewIfNeeded();
};
const mirror = { path: '', rightToLeft: true };

const subjects = [
  { name: 'banner', path: '' },
  { name: 'panel', path: '', act: panel },
  { name: 'vendors', path: '', act: vendors },
  { name: 'placeholder', path: 'ecole', act: placeholder },
  { name: 'declaration', path: 'cookies', act: declaration },
  { name: 'banner-rtl', ...mirror },
  { name: 'panel-rtl', ...mirror, act: panel },
];
const devices = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 720 } };

/** Every picture: a subject, on a phone and a desktop, light and dark. */
export const pictures = subjects.flatMap((subject) =>
  Object.entries(devices).flatMap(([device, viewport]) =>
    ['light', 'dark'].map((colorScheme) => ({
      ...subject,
      name: `${subject.name}-${device}-${colorScheme}`,
      viewport,
      colorScheme,
    })),
  ),
);

/** Takes one picture, as PNG. */
export async function takePicture(browser, demo, { viewport, colorScheme, path, act, rightToLeft }) {
  const context = await browser.newContext({
    viewport,
    colorScheme,
    locale: 'fr-FR',
    reducedMotion: 'reduce',
  });
  try {
    const page = await context.newPage();
    // Shows what leaves the browser just now: never twice the same.
    await page.route('**/strip.js', (route) => route.fulfill({ body: '', contentType: 'text/javascript' }));
    await page.route('**/pictures-*.woff2', (route) =>
      route.fulfill({
        body: font(route.request().url().includes('600') ? 600 : 400),
        contentType: 'font/woff2',
      }),
    );
    await page.route('**/site.css', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()) + always });
    });
    if (rightToLeft) {
      await page.route('**/interface-fr.js', async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replace(/direction:\s*"ltr"/, 'direction:"rtl"');
        await route.fulfill({ response, body });
      });
    }
    await page.goto(demo.url + path);
    await page.locator('#portillon-banner').waitFor();
    await act?.(page);
    await page.evaluate(() => document.fonts.ready);
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    return await page.screenshot({ animations: 'disabled', caret: 'hide' });
  } finally {
    await context.close();
  }
}
