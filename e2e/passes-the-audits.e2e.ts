import type { BrowserContextOptions, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { audits } from './support/audits.js';
import { banner, button, config, html } from './support/pages.js';
import { sample } from './support/sample.js';
import { useWorld } from './support/world.js';

const world = useWorld();
const host = 'www.example.co.uk';
const languages = ['fr', 'en', 'es', 'pt-PT', 'nl-BE', 'de', 'it', 'ar'];
const layouts = ['box', 'bar', 'dialog'];
const looks: Record<string, BrowserContextOptions> = {
  phone: { viewport: { width: 390, height: 844 } },
  desktop: { viewport: { width: 1280, height: 720 } },
  dark: { colorScheme: 'dark' },
  'dark phone': { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
  '320 px': { viewport: { width: 320, height: 568 } },
  '400 %': { viewport: { width: 320, height: 256 } },
  'forced colours': { forcedColors: 'active' },
};
/** A right-to-left language: English words will do. */
const arabic = `import english from './en.js';
export default { ...english, language: 'ar', direction: 'rtl' };`;

const body = `<section data-consent-state></section>
<iframe data-vendor="youtube" data-consent-src="https://www.youtube-nocookie.com/embed/x" width="560" height="315" title="Film"></iframe>
<section data-consent-declaration></section>`;
const dark = '<style>:root { color-scheme: light dark; }</style>';

const views: Record<string, (page: Page) => Promise<unknown>> = {
  banner: (page) => page.locator(banner).waitFor(),
  async panel(page) {
    await page.locator(button('customise')).click();
    await page.locator('#portillon-panel [data-purpose]').first().waitFor();
  },
  async partners(page) {
    await page.locator(button('partners')).click();
    await page.locator('#portillon-panel tbody').first().waitFor();
  },
  async refused(page) {
    await page.locator(button('refuse')).click();
    await page.locator(banner).waitFor({ state: 'detached' });
    await page.locator('[data-consent-declaration] table').first().waitFor();
    await page.locator('[data-portillon="placeholder"]').waitFor();
  },
  async accepted(page) {
    await page.locator(button('accept')).click();
    await page.locator(banner).waitFor({ state: 'detached' });
    await page.locator('[data-consent-state] dl, [data-consent-state] p').first().waitFor();
  },
};

async function open(language: string, look: BrowserContextOptions, layout: string, head = '') {
  world.server.handle(({ path }) =>
    path === '/portillon/locales/ar.js' ? { type: 'text/javascript', body: arabic } : undefined,
  );
  world.site(host, () => ({
    body: html({
      config: { ...config, layout, ...(language === 'ar' && { locale: 'ar' }) },
      lang: language,
      head: dark + head,
      body,
    }),
  }));
  const visitor = await world.visitor(look);
  await visitor.page.goto(`http://${host}/`);
  await visitor.page.locator(banner).waitFor();
  await visitor.page.locator('[data-consent-declaration] table').first().waitFor();
  return visitor;
}

const cases = languages.flatMap((language) =>
  Object.keys(looks).flatMap((look) =>
    Object.keys(views).flatMap((view) =>
      layouts
        .filter((layout) => layout === 'box' || view === 'banner')
        .map((layout) => ({ language, look, view, layout })),
    ),
  ),
);
/** Each language, look and view at least once; the rest by chance, or all of it. */
const chosen = sample(cases, 14, ['language', 'look', 'view']);

describe('no audit finds anything', () => {
  it.each(chosen)('$view in $language, $look, $layout', async ({ language, look, view, layout }) => {
    const { page, close } = await open(language, looks[look]!, layout);
    await views[view]!(page);
    const found = [];
    for (const audit of Object.values(audits)) found.push(...(await audit(page)));
    expect(found).toEqual([]);
    await close();
  });
});

it.each([
  ['axe', `document.querySelector('#portillon [data-portillon="refuse"]').textContent = ''`],
  ['axe', `document.documentElement.style.setProperty('--portillon-text', '#999')`],
  ['ace', `document.querySelector('#portillon [data-portillon="refuse"]').textContent = ''`],
  ['validate', `document.querySelector('#portillon-title').id = 'portillon-banner'`],
] as const)('%s finds a fault that was planted (%s)', async (name, fault) => {
  const { page, close } = await open('fr', {}, 'box');
  await page.evaluate(fault);
  expect(await audits[name](page)).not.toEqual([]);
  await close();
});
