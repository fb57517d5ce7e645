// R34, R112: every language that ships, one that lies beside them, and texts that are missing.
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectNoProblems } from './support/outlast.js';
import { banner, button, config, html } from './support/pages.js';
import { useWorld } from './support/world.js';

const world = useWorld();
const host = 'www.example.co.uk';
const tags = readdirSync(new URL('../src/locales/', import.meta.url)).map((name) =>
  name.replace(/\.ts$/, ''),
);

async function open(lang: string, options: { config?: object; files?: Record<string, string> } = {}) {
  world.site(host, () => ({ body: html({ lang, config: { ...config, ...options.config } }) }));
  world.server.handle(({ path }) => {
    const body = options.files?.[path];
    return body === undefined ? undefined : { body, type: 'text/javascript' };
  });
  const visitor = await world.visitor();
  await visitor.page.goto(`http://${host}/`);
  await visitor.page.locator(banner).waitFor();
  return visitor;
}

it('comes in the seven languages of its first users', () => {
  expect(tags.toSorted()).toEqual(['de', 'en', 'es', 'fr', 'it', 'nl-BE', 'pt-PT']);
});

describe.each(tags)('in %s', (tag) => {
  it('says everything in that language, first and second layer', async () => {
    const visitor = await open(tag);
    const parts = ['', 'panel/', 'details/'].map(
      (folder) => import(new URL(`../dist/locales/${folder}${tag}.js`, import.meta.url).href),
    );
    const texts = Object.assign({}, ...(await Promise.all(parts)).map((part) => part.default));
    expect(await visitor.page.locator('#portillon [lang]').first().getAttribute('lang')).toBe(tag);
    expect(await visitor.page.locator(button('refuse')).innerText()).toBe(texts.refuse);
    await visitor.page.locator(button('customise')).click();
    for (const id of ['record', 'rights']) await visitor.page.locator(`#portillon-${id}`).click();
    await visitor.page.locator('.portillon-record').waitFor();
    const text = await visitor.page.locator('#portillon-panel').innerText();
    for (const key of ['panelTitle', 'necessaryTitle', 'recordNone', 'rightsTitle', 'save']) {
      expect(text).toContain(texts[key]);
    }
    expect(text).not.toMatch(/[{}]|undefined|null/);
    await expectNoProblems(visitor);
    await visitor.close();
  });
});

describe('a language of the site’s own', () => {
  it('is one file beside the others, named in the configuration; right to left mirrors', async () => {
    const file = `import en from './en.js'; export default { ...en, language: 'ar', direction: 'rtl', refuse: 'رفض الكل' }`;
    const visitor = await open('ar', {
      config: { locale: 'ar' },
      files: { '/portillon/locales/ar.js': file },
    });
    expect(await visitor.page.locator(button('refuse')).innerText()).toBe('رفض الكل');
    const box = await visitor.page.locator(banner).boundingBox();
    expect(box!.x + box!.width).toBeGreaterThan(1200);
    await visitor.close();
  });

  it('falls back text by text, and says which are missing', async () => {
    const file = `import en from './en.js'; const { title, intro, purposes, ...rest } = en;
export default { ...rest, language: 'ca', refuse: 'Rebutja-ho tot', accept: 'Accepta-ho tot',
  intro: { other: '{site} i {n} socis' }, purposes: { ...purposes, audience: { title: 'Audiència' } } }`;
    const visitor = await open('ca', {
      config: { locale: 'ca' },
      files: { '/portillon/locales/ca.js': file },
    });
    const text = await visitor.page.locator(banner).innerText();
    for (const part of [
      'Rebutja-ho tot',
      'Your choices about cookies',
      'École d’essai i 7 socis',
      'Audiència',
    ]) {
      expect(text).toContain(part);
    }
    await expectNoProblems(visitor, 'text-missing');
    const [missing] = await visitor.page.evaluate(() => window.portillon!.problems);
    expect(missing!.message).toContain('title, purposes.audience.description');
    await visitor.close();
  });

  it('that is missing altogether is reported, and English is shown', async () => {
    const visitor = await open('fr', { config: { locale: 'eo' } });
    expect(await visitor.page.locator(button('refuse')).innerText()).toBe('Reject all');
    await expectNoProblems(visitor, 'locale-missing');
    await visitor.close();
  });
});
