import { describe, expect, it } from 'vitest';
import { banner, button, config, html, openPartners, toggle } from './support/pages.js';
import { useWorld, type Visitor } from './support/world.js';

const world = useWorld();
const host = 'www.example.co.uk';

async function open(width = 1280, height = 720, options: Parameters<typeof html>[0] = {}): Promise<Visitor> {
  world.site(host, () => ({ body: html(options) }));
  const visitor = await world.visitor({ viewport: { width, height } });
  await visitor.page.goto(`http://${host}/`);
  await visitor.page.locator(banner).waitFor();
  return visitor;
}

/** The typographer's spaces are spaces. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
const status = ({ page }: Visitor) =>
  page.evaluate(() => (window.portillon as { state: { status: string; purposes: object } }).state);

const sizes = [
  [320, 568],
  [390, 844],
  [768, 1024],
  [1280, 720],
] as const;

describe.each(sizes)('at %i × %i', (width, height) => {
  it.each(['fr', 'en'])('shows yes and no as equals, wholly in view (%s; R15, R18–R24)', async (lang) => {
    const visitor = await open(width, height, { lang });
    const measured = await visitor.page.evaluate(() =>
      ['refuse', 'accept'].map((name) => {
        const element = document.querySelector(`#portillon-banner [data-portillon="${name}"]`)!;
        const box = element.getBoundingClientRect();
        const style = getComputedStyle(element);
        const names = [...style].filter(
          (property) => !/^(inline-size|width|perspective-origin|transform-origin)$/.test(property),
        );
        const points = [
          [0.5, 0.5],
          [0.1, 0.1],
          [0.9, 0.1],
          [0.1, 0.9],
          [0.9, 0.9],
        ].map(([x, y]) =>
          element.contains(document.elementFromPoint(box.left + box.width * x!, box.top + box.height * y!)),
        );
        return {
          tag: element.localName,
          inView: box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight,
          points,
          area: box.width * box.height,
          height: box.height,
          style: Object.fromEntries(names.map((property) => [property, style.getPropertyValue(property)])),
          inParagraph: element.closest('p') !== null,
        };
      }),
    );
    const [refuse, accept] = measured as [(typeof measured)[0], (typeof measured)[0]];
    expect(refuse.tag).toBe('button');
    expect(refuse.style).toEqual(accept.style);
    expect(refuse.area / accept.area).toBeCloseTo(1, 1);
    expect(Math.abs(refuse.height - accept.height)).toBeLessThanOrEqual(1);
    expect(refuse.height).toBeGreaterThanOrEqual(44);
    for (const { inView, points, inParagraph } of [refuse, accept]) {
      expect({ inView, points, inParagraph }).toEqual({
        inView: true,
        points: Array(5).fill(true),
        inParagraph: false,
      });
    }
    await visitor.close();
  });

  it('never scrolls sideways, and leaves the page usable (R27)', async () => {
    const visitor = await open(width, height);
    expect(
      await visitor.page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
    ).toBeLessThanOrEqual(0);
    const shown = (await visitor.page.locator(banner).boundingBox())!;
    expect(shown.height).toBeLessThanOrEqual(height * (width < 640 ? 0.63 : 0.9));
    if (width === 390) expect(shown.height).toBeLessThanOrEqual(height / 2);
    await visitor.page.locator('a[href="/deux"]').click();
    await visitor.page.waitForURL('**/deux');
    await visitor.page.locator(button('customise')).click();
    const panel = (await visitor.page.locator('#portillon-panel').boundingBox())!;
    expect(panel.x + panel.width).toBeLessThanOrEqual(width);
    for (const name of ['refuse', 'accept', 'save', 'close']) {
      const box = (await visitor.page.locator(`#portillon-panel [data-portillon="${name}"]`).boundingBox())!;
      expect(box.y + box.height).toBeLessThanOrEqual(height);
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44);
    }
    await visitor.close();
  });
});

it('says who asks, for what, for how long and where to change it (R28–R33)', async () => {
  const visitor = await open();
  const text = plain(await visitor.page.locator(banner).innerText());
  for (const part of [
    'École d’essai',
    '7 partenaires',
    'Mesure d’audience',
    'Contenu personnalisé',
    'Réseaux sociaux',
    'Publicité personnalisée',
    'Relais pour personnes sourdes',
    '6 mois',
    'Gérer mes cookies',
    'Politique de confidentialité',
  ]) {
    expect(text).toContain(part);
  }
  await visitor.page.locator(button('partners')).click();
  const panel = visitor.page.locator('#portillon-panel');
  await expect.poll(() => panel.textContent()).toContain('Meta Pixel');
  // Not `innerText`: it leaves out what is scrolled far away, which find-in-page and screen readers reach all the same.
  const details = plain((await panel.textContent()) ?? '');
  for (const part of [
    'Meta Platforms Ireland Limited',
    'Irlande et États-Unis',
    '_fbp',
    '90 jours',
    'Cookie de facebook.com',
    'relay_*',
    '13 mois',
  ]) {
    expect(details).toContain(part);
  }
  await visitor.close();
});

it('has every switch off at first, and each on its own (R40, R41, R44–R46)', async () => {
  const visitor = await open();
  await visitor.page.locator(button('customise')).click();
  await openPartners(visitor.page);
  const states = () =>
    visitor.page
      .locator('[data-portillon="switch"]')
      .evaluateAll((all) =>
        (all as HTMLInputElement[])
          .filter(({ checked }) => checked)
          .map(({ dataset }) => dataset.purpose ?? dataset.vendor),
      );
  const switches = visitor.page.locator('[data-portillon="switch"]');
  await expect.poll(() => switches.count()).toBe(config.purposes.length + config.vendors.length);
  expect(await states()).toEqual([]);
  await visitor.page.locator(toggle('purpose', 'audience')).check();
  expect(await states()).toEqual(['audience', 'google-analytics', 'matomo']);
  await visitor.page.keyboard.press('Escape');
  await visitor.page.locator(banner).waitFor();
  expect((await status(visitor)).status).toBe('undecided');
  expect(await visitor.context.cookies()).toEqual([]);
  await visitor.page.locator(button('customise')).click();
  await expect.poll(() => switches.count()).toBeGreaterThanOrEqual(config.purposes.length);
  expect(await states()).toEqual([]);
  await visitor.page.locator(button('save')).click();
  await visitor.page.locator('#portillon-panel').waitFor({ state: 'detached' });
  expect(await status(visitor)).toMatchObject({
    status: 'decided',
    purposes: { audience: 'denied', advertising: 'denied' },
  });
  await visitor.close();
});

it('steals no focus: a visitor who types goes on typing (R95)', async () => {
  const visitor = await open(1280, 720, { body: '<input autofocus id="search" aria-label="Recherche">' });
  expect(await visitor.page.evaluate(() => document.activeElement?.id)).toBe('search');
  await visitor.close();
});

it('can be used by keyboard alone, from the first key on (R94, R98)', async () => {
  const visitor = await open();
  const { page } = visitor;
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute('data-portillon') ?? document.activeElement?.id);
  const order: unknown[] = [];
  for (let presses = 0; presses < 6; presses++) {
    await page.keyboard.press('Tab');
    order.push(await focused());
  }
  expect(order.slice(0, 1)).toEqual(['partners']);
  expect(order.slice(2, 5)).toEqual(['refuse', 'accept', 'customise']);
  expect(order[5]).not.toBe('refuse');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await page.locator('#portillon-panel').waitFor();
  expect(await focused()).toBe('portillon-panel-title');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('close');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset.purpose)).toBe('audience');
  await page.keyboard.press('Space');
  for (let presses = 0; presses < 30; presses++) {
    await page.keyboard.press('Tab');
    expect(
      await page.evaluate(
        () =>
          document.activeElement === document.body ||
          document.querySelector('#portillon-panel')!.contains(document.activeElement),
      ),
    ).toBe(true);
    if ((await focused()) === 'save') break;
  }
  await page.keyboard.press('Enter');
  await page.locator('#portillon-panel').waitFor({ state: 'detached' });
  await expect
    .poll(async () => (await status(visitor)).purposes)
    .toMatchObject({
      audience: 'granted',
      social: 'denied',
      advertising: 'denied',
    });
  // The way back, and the focus back where it came from.
  await page.locator('footer [data-consent-open]').focus();
  await page.keyboard.press('Enter');
  await page.locator('#portillon-panel').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('#portillon-panel').waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-consent-open'))).toBe(true);
  expect(visitor.errors).toEqual([]);
  await visitor.close();
});

it('keeps the size of what a placeholder stands for, and loads one frame or always (R12)', async () => {
  const frame = (id: string) =>
    `<div style="display:grid"><p>Avant</p><iframe id="${id}" data-vendor="youtube" data-consent-src="https://www.youtube-nocookie.com/embed/${id}" width="560" height="315" title="Vidéo ${id}"></iframe><p>Après</p></div>`;
  const visitor = await open(1280, 720, { body: frame('un') + frame('deux') });
  const { page } = visitor;
  const placeholders = page.locator('[data-portillon="placeholder"]');
  await expect.poll(() => placeholders.count()).toBe(2);
  const box = await page.locator('#un').boundingBox();
  const cover = await placeholders.first().boundingBox();
  for (const side of ['x', 'y', 'width', 'height'] as const)
    expect(Math.abs(box![side] - cover![side])).toBeLessThan(1);
  expect(await placeholders.first().innerText()).toContain('YouTube');
  expect(await placeholders.first().locator('a').getAttribute('href')).toBe(
    'https://www.youtube-nocookie.com/embed/un',
  );
  expect(world.server.hits.some((hit) => hit.host.includes('youtube'))).toBe(false);
  await page.locator(button('refuse')).click();
  await page.locator(banner).waitFor({ state: 'detached' });
  await placeholders.first().locator('[data-portillon="load-once"]').click();
  await expect
    .poll(() => page.frames().map((other) => other.url()))
    .toContain('https://www.youtube-nocookie.com/embed/un');
  expect(await placeholders.count()).toBe(1);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('un');
  await expect
    .poll(() => page.locator('#portillon [role="status"]').innerText())
    .toBe('Le contenu est affiché.');
  expect(
    await page.evaluate(() => (window.portillon as { allows(id: string): boolean }).allows('youtube')),
  ).toBe(false);
  await page.reload();
  await expect.poll(() => placeholders.count()).toBe(2);
  await placeholders.last().locator('[data-portillon="always-allow"]').click();
  await expect.poll(() => page.frames().length).toBe(3);
  await expect.poll(() => placeholders.count()).toBe(0);
  expect((await status(visitor)).purposes).toMatchObject({ social: 'denied', advertising: 'denied' });
  expect(visitor.errors).toEqual([]);
  await visitor.close();
});

it('says of a placeholder whose partner nobody knows no more than is known, in the letters of the theme', async () => {
  const frame = (vendor: string) =>
    `<iframe data-vendor="${vendor}" data-consent-src="https://www.youtube-nocookie.com/embed/x" width="560" height="315" title="Vidéo"></iframe>`;
  const visitor = await open(1280, 720, {
    head: '<style>:root { --portillon-size: 20px }</style>',
    body: frame('youtub') + frame('youtube'),
  });
  const covers = visitor.page.locator('[data-portillon="placeholder"]');
  await expect
    .poll(() => covers.locator('p').allInnerTexts())
    .toEqual([
      'Ce contenu est fourni par www.youtube-nocookie.com. L’afficher lui permet d’utiliser des cookies.',
      'Ce contenu est fourni par YouTube. L’afficher lui permet d’utiliser des cookies (Réseaux sociaux et vidéos).',
    ]);
  expect(await covers.first().evaluate((one) => getComputedStyle(one).fontSize)).toBe('20px');
  await visitor.close();
});

it('shows an embed that is always allowed, also where it needs a purpose that is not its partner’s', async () => {
  const { page, close, errors } = await open(1280, 720, {
    body: '<iframe title="Film" width="560" height="315" data-consent="personalisation" data-vendor="youtube" data-consent-src="https://www.youtube-nocookie.com/embed/x"></iframe>',
  });
  await page.locator(button('refuse')).click();
  await page.locator(banner).waitFor({ state: 'detached' });
  await page.locator('[data-portillon="always-allow"]').click();
  await page.locator('iframe[src]').waitFor({ state: 'attached' });
  const state = await page.evaluate(() => window.portillon!.state);
  expect(state.purposes).toMatchObject({
    personalisation: 'granted',
    social: 'denied',
    advertising: 'denied',
  });
  expect(errors).toEqual([]);
  await close();
});

it('fills the cookie page from the same facts', async () => {
  const visitor = await open(1280, 720, { body: '<div data-consent-declaration></div>' });
  const place = visitor.page.locator('[data-consent-declaration]');
  // Four purposes have partners; the last table is of what the site itself stores.
  await expect.poll(() => place.locator('table').count()).toBe(5);
  const text = plain(await place.innerText());
  for (const part of [
    'Publicité personnalisée',
    'Google Ads',
    '_gcl_au',
    '90 jours',
    'Matomo',
    'Irlande',
    'relay:*',
    'Stockage du navigateur',
  ]) {
    expect(text).toContain(part);
  }
  // A Matomo of the site's own is answered for by the site.
  expect(text).not.toContain('InnoCraft');
  expect(await place.locator('caption').count()).toBe(4);
  await visitor.close();
});
