// R93–R102, R108, R114: what a screen reader says on the way to each answer, and the same way by keyboard alone.
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { outlast } from './support/outlast.js';
import { banner, button, config, html } from './support/pages.js';
import { firstMissing, serveReader, startReader } from './support/reader.js';
import { languages } from './support/spoken.js';
import { useWorld, type Visitor } from './support/world.js';

const world = useWorld();
const host = 'www.example.co.uk';
const panel = '#portillon-panel';

/** Two partners that can be withdrawn without a reload, which would end the reading. */
const relay = config.vendors.find(({ id }) => id === 'relay')!;
const vendors = [relay, { ...relay, id: 'stats', name: 'Stats', purposes: ['audience'] }];

async function open(lang: string): Promise<Visitor> {
  const opener = { fr: 'Gérer mes cookies', en: 'Manage my cookies' }[lang]!;
  const page = html({ lang, config: { ...config, vendors } }).replace('Gérer mes cookies', opener);
  world.site(host, () => ({ body: page }));
  await serveReader(world);
  const visitor = await world.visitor();
  await visitor.page.goto(`http://${host}/`);
  await visitor.page.locator(banner).waitFor();
  return visitor;
}

const purposes = ({ page }: Visitor) => page.evaluate(() => window.portillon!.state.purposes);
const isGone = (page: Page) => page.locator(`${banner}, ${panel}`).waitFor({ state: 'detached' });

describe.each(Object.entries(languages))('a screen reader in %s', (lang, says) => {
  const question = [
    `region, ${says.title}`,
    `heading, ${says.title}, level 2`,
    ...says.asked,
    says.partners,
    says.policy,
    says.refuse,
  ];
  const [audience] = says.asked;

  it('says first who asks for what, and both answers; a refusal is confirmed', async () => {
    const visitor = await open(lang);
    const reader = await startReader(visitor.page);
    await reader.findNext(says.customise);
    await reader.findNext(says.refuse);
    await reader.act();
    await isGone(visitor.page);
    await expect.poll(async () => (await reader.transcript()).join('\n')).toContain(says.saved);
    const said = await reader.transcript();
    expect(firstMissing(said, [...question, says.accept, says.customise, says.refuse, says.saved])).toBe(
      undefined,
    );
    expect(said.indexOf(`region, ${says.title}`)).toBe(1);
    expect(Object.values(await purposes(visitor))).not.toContain('granted');
    await visitor.close();
  });

  it('says in the panel what each switch is, what it does and how it stands, and withdraws', async () => {
    const visitor = await open(lang);
    const { page } = visitor;
    const reader = await startReader(page);
    const toggle = `checkbox, ${audience}, ${says.about}`;
    await reader.findNext(says.customise);
    await reader.act();
    await page.locator(panel).waitFor();
    await reader.findNext(`${toggle}, not checked`);
    await reader.act();
    await reader.findNext(says.disclosure);
    await reader.act();
    await page.locator('.portillon-vendor').first().waitFor();
    await reader.findNext('checkbox, Stats, checked');
    await reader.findNext(says.save);
    await reader.act();
    await isGone(page);
    // The first yes holds once the configuration is checked.
    const answers = () => purposes(visitor);
    await expect.poll(answers).toMatchObject({ audience: 'granted', advertising: 'denied' });
    await reader.findNext(says.opener);
    await reader.act();
    await page.locator(panel).waitFor();
    await reader.findNext(`${toggle}, checked`);
    await reader.findNext(says.refuse);
    await reader.act();
    await isGone(page);
    expect(Object.values(await purposes(visitor))).not.toContain('granted');
    const layer = [
      `dialog, ${says.panel}`,
      `heading, ${says.panel}, level 2`,
      says.close,
      `region, ${audience}`,
    ];
    const first = [...layer, `heading, ${audience}, level 3`, `${toggle}, not checked`, says.disclosure];
    const again = [says.opener, ...layer, `${toggle}, checked`, says.refuse, says.saved];
    const whole = [...question, says.customise, ...first, 'checkbox, Stats, checked', says.save, ...again];
    await expect.poll(async () => firstMissing(await reader.transcript(), whole)).toBe(undefined);
    // The panel is one dialog, not a page in the page.
    const said = await reader.transcript();
    expect(said.filter((phrase) => /^(banner|contentinfo)/.test(phrase))).toEqual(['contentinfo']);
    await visitor.close();
  });

  it('is heard: a button without its words is missed', async () => {
    const visitor = await open(lang);
    await visitor.page.locator('[data-portillon="refuse"]').evaluate((refuse) => refuse.replaceChildren('…'));
    const reader = await startReader(visitor.page);
    await reader.findNext(says.customise);
    expect(firstMissing(await reader.transcript(), question)).toBe(says.refuse);
    await visitor.close();
  });
});

/** Presses Tab until what has the focus answers to this; the keyboard is all that is used. */
async function tabTo({ page }: Visitor, selector: string): Promise<number> {
  for (let presses = 1; presses <= 60; presses++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => !!document.activeElement?.matches(wanted), selector)) return presses;
  }
  throw new Error(`Tab never comes to ${selector}`);
}

describe('by keyboard alone (R94, R98, R99, R108)', () => {
  it('chooses one purpose, comes back and withdraws it', async () => {
    const visitor = await open('fr');
    const { page } = visitor;
    expect(await tabTo(visitor, '#portillon-banner *')).toBe(1);
    await tabTo(visitor, '[data-portillon="customise"]');
    await page.keyboard.press('Enter');
    await page.locator(panel).waitFor();
    await tabTo(visitor, '[data-purpose="audience"]');
    await page.keyboard.press('Space');
    await tabTo(visitor, '[data-portillon="save"]');
    await page.keyboard.press('Enter');
    await isGone(page);
    await expect
      .poll(() => purposes(visitor))
      .toMatchObject({ audience: 'granted', social: 'denied', advertising: 'denied' });
    await tabTo(visitor, 'footer [data-consent-open]');
    await page.keyboard.press('Space');
    await page.locator(panel).waitFor();
    await tabTo(visitor, `${panel} [data-portillon="refuse"]`);
    await page.keyboard.press('Enter');
    await isGone(page);
    expect(Object.values(await purposes(visitor))).not.toContain('granted');
    expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-consent-open'))).toBe(true);
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  it('leaves the panel by Escape with nothing granted, whatever was switched', async () => {
    const visitor = await open('fr');
    const { page } = visitor;
    await tabTo(visitor, '[data-portillon="customise"]');
    await page.keyboard.press('Space');
    await page.locator(panel).waitFor();
    await tabTo(visitor, '[data-purpose="audience"]');
    await page.keyboard.press('Space');
    expect(await page.locator(`${panel} [data-purpose="audience"]`).isChecked()).toBe(true);
    await page.keyboard.press('Escape');
    await page.locator(banner).waitFor();
    expect(await page.locator(panel).count()).toBe(0);
    expect(new Set(Object.values(await purposes(visitor)))).toEqual(new Set(['undecided']));
    expect(await visitor.context.cookies()).toEqual([]);
    await visitor.close();
  });

  it.each(['box', 'bar', 'dialog'])(
    'Escape in the banner is no answer, and asks no more in this page (%s)',
    async (layout) => {
      const body = '<input id="champ" aria-label="Champ">';
      world.site(host, () => ({ body: html({ config: { ...config, vendors, layout }, body }) }));
      const visitor = await world.visitor();
      const { page, context } = visitor;
      const status = () => page.evaluate(() => window.portillon!.state.status);
      await page.goto(`http://${host}/`);
      await page.locator(banner).waitFor();
      // Elsewhere it is the page's own key.
      await page.locator('#champ').focus();
      await page.keyboard.press('Escape');
      expect(await page.locator(banner).isVisible()).toBe(true);
      await page.locator(button('accept')).focus();
      await page.keyboard.press('Escape');
      await isGone(page);
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('champ');
      // Whoever looks at the preferences and leaves them is not asked again either.
      await tabTo(visitor, 'footer [data-consent-open]');
      await page.keyboard.press('Enter');
      await page.locator(panel).waitFor();
      await page.keyboard.press('Escape');
      await isGone(page);
      await outlast(visitor);
      expect(await page.locator(banner).count()).toBe(0);
      expect(await status()).toBe('undecided');
      expect(new Set(Object.values(await purposes(visitor)))).toEqual(new Set(['undecided']));
      expect(await context.cookies()).toEqual([]);
      expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
      await page.reload();
      await page.locator(banner).waitFor();
      expect(await status()).toBe('undecided');
      // By its first Tab a visitor comes from nowhere: on goes the page from its start.
      await tabTo(visitor, '[data-portillon="refuse"]');
      await page.keyboard.press('Escape');
      await isGone(page);
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('/deux');
      expect(visitor.errors).toEqual([]);
      await visitor.close();
    },
  );

  it('comes back to the way back that is in sight', async () => {
    const menu =
      '<nav style="display:none"><button type="button" data-consent-open>Gérer mes cookies</button></nav>';
    world.site(host, () => ({
      body: html({ config: { ...config, vendors } }).replace('<main>', `${menu}<main>`),
    }));
    const visitor = await world.visitor();
    const { page } = visitor;
    await page.goto(`http://${host}/`);
    await page.locator(banner).waitFor();
    await tabTo(visitor, '[data-portillon="customise"]');
    await page.keyboard.press('Enter');
    await page.locator(panel).waitFor();
    await tabTo(visitor, '[data-portillon="save"]');
    await page.keyboard.press('Enter');
    await isGone(page);
    expect(await page.evaluate(() => document.activeElement?.matches('footer [data-consent-open]'))).toBe(
      true,
    );
    await visitor.close();
  });

  it('is tried with real keys: what Tab cannot reach is found', async () => {
    const visitor = await open('fr');
    await visitor.page.locator('[data-portillon="customise"]').evaluate((one: HTMLElement) => {
      one.tabIndex = -1;
    });
    await expect(tabTo(visitor, '[data-portillon="customise"]')).rejects.toThrow('never comes');
    await visitor.close();
  });
});
