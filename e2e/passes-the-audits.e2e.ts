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

const body = `<div data-consent-state></div>
<iframe data-vendor="youtube" data-consent-src="https://www.youtube-nocookie.com/embed/x" width="560" height="315" title="Film"></iframe>
<div data-consent-declaration></div>`;
const declaration = '[data-consent-declaration] table';
/** Those that are looked at beside all else that we put into a page. */
const inFullPage = ['panel', 'refused', 'accepted'];
/** A page without a fault of its own, whose colours the engines can see. */
const head = `<style>
:root { color-scheme: light dark }
body { background: #fff; color: #222 }
a { color: #00c }
@media (prefers-color-scheme: dark) { body { background: #111; color: #eee } a { color: #acf } }
</style>`;

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
    await page.locator(declaration).first().waitFor();
    await page.locator('[data-portillon="placeholder"] button').first().waitFor();
    await untilTold(page);
  },
  async entry(page) {
    await page.locator(button('refuse')).click();
    await page.locator('#portillon-entry').waitFor();
  },
  async accepted(page) {
    await page.locator(button('accept')).click();
    await page.locator(banner).waitFor({ state: 'detached' });
    await page.locator('[data-consent-state] dl, [data-consent-state] p').first().waitFor();
    await untilTold(page);
  },
};

/** The words that a choice is stored lie over the page for some seconds; what stays is looked at. */
async function untilTold(page: Page): Promise<void> {
  const words = page.locator('.portillon-status:not(.portillon-unseen)');
  await words.waitFor();
  await words.waitFor({ state: 'detached' });
}

async function open(language: string, look: BrowserContextOptions, layout: string, view = 'banner') {
  world.server.handle(({ path }) =>
    path === '/portillon/locales/ar.js' ? { type: 'text/javascript', body: arabic } : undefined,
  );
  const isFull = inFullPage.includes(view);
  const page = html({
    config: { ...config, layout, ...(language === 'ar' && { locale: 'ar' }) },
    lang: language,
    head,
    body: isFull ? body : '',
  });
  world.site(host, () => ({ body: view === 'entry' ? page.replace(/<footer>.*<\/footer>/s, '') : page }));
  const visitor = await world.visitor(look);
  await visitor.page.goto(`http://${host}/`);
  await visitor.page.locator(banner).waitFor();
  if (isFull) await visitor.page.locator(declaration).first().waitFor();
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
const chosen = sample(cases, Number(process.env.CASES ?? 8), ['language', 'look', 'view', 'layout']);

describe('no audit finds anything', () => {
  it.each(chosen)('$view in $language, $look, $layout', async ({ language, look, view, layout }) => {
    const { page, close } = await open(language, looks[look]!, layout, view);
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
