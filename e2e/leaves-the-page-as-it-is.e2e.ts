import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { banner, button, html } from './support/pages.js';
import { eventually, note, ran, withdrawAndReload } from './support/tags.js';
import { useWorld, type Visitor } from './support/world.js';

const world = useWorld();
const host = 'www.page.example.co.uk';
const home = `https://${host}/`;

const gated = `<div id="retenu"><script type="text/plain" data-consent="advertising">${note('inline')}</script>
<img data-consent="advertising" data-consent-src="https://ads.example/pixel.gif" alt="" width="1" height="1">
<iframe data-vendor="youtube" data-consent-src="https://www.youtube-nocookie.com/embed/x" width="320" height="180" title="Vidéo" allow="fullscreen"></iframe>
<template data-consent="personalisation"><p hidden id="deplie">Déplié</p></template></div>`;
const content = `<form action="/deux"><label>Nom <input name="nom"></label><select name="cours"><option>A<option>B</select>
<button>Envoyer</button></form>${gated}<h2 id="suite">La suite</h2><ul><li><a href="/cours">Cours</a><li><a href="https://partenaire.example/">Partenaire</a></ul>
<dialog id="dialogue"><p>Dialogue</p></dialog>`;

async function open(body = content, headers: Record<string, string> = {}): Promise<Visitor> {
  world.site(host, ({ path }) => (path === '/' ? { body: html({ body }), headers } : undefined));
  const visitor = await world.visitor();
  await visitor.page.goto(home);
  await visitor.page.locator(banner).waitFor();
  return visitor;
}

const answer = async ({ page }: Visitor, name: 'accept' | 'refuse') => {
  await page.locator(button(name)).click();
  await page.locator(banner).waitFor({ state: 'detached' });
};

describe('a refusal costs nothing (R55)', () => {
  /** The page but for what is gated: its markup, where each part stands, and what a visitor can do with it. */
  const look = (page: Page) =>
    page.evaluate(() => {
      const main = document.querySelector('main')!;
      const copy = main.cloneNode(true) as Element;
      copy.querySelector('#retenu')!.replaceChildren();
      const style = ({ overflow, pointerEvents, filter, opacity, position }: CSSStyleDeclaration) => ({
        overflow,
        pointerEvents,
        filter,
        opacity,
        position,
      });
      const attributes = (element: Element) =>
        [...element.attributes].map(({ name, value }) => [name, value]);
      const parts = [...main.querySelectorAll('*')].filter((part) => !part.closest('#retenu > *'));
      return {
        markup: copy.innerHTML,
        places: [...parts, document.querySelector('footer')!].map((part) => {
          const { x, y, width, height } = part.getBoundingClientRect();
          return [part.localName, x, y, width, height].join(' ');
        }),
        roots: [document.documentElement, document.body].map((root) => [
          attributes(root),
          style(getComputedStyle(root)),
          root.scrollHeight,
        ]),
        links: [...document.links].filter((link) => !link.closest('#retenu')).map(({ href }) => href),
        inert: document.querySelectorAll('[inert], [aria-hidden="true"]').length,
        modal: document.querySelectorAll(':modal').length,
        onTop: document.elementFromPoint(innerWidth / 2, innerHeight - 60)?.closest('main, footer')
          ?.localName,
      };
    });

  it('nor does a yes: the page is the same, now and on the next visit, but for what is gated', async () => {
    const looks = [];
    for (const name of ['accept', 'refuse'] as const) {
      const visitor = await open();
      const { page } = visitor;
      await answer(visitor, name);
      for (const visit of ['now', 'next']) {
        const response = visit === 'next' ? await page.reload({ waitUntil: 'networkidle' }) : undefined;
        await page.evaluate(() => window.portillon!.ready);
        if (name === 'accept') await page.locator('#deplie').waitFor({ state: 'attached' });
        else await page.locator('[data-portillon="placeholder"]').waitFor();
        // The confirmation of a choice has gone by itself.
        await eventually(() => page.locator('#portillon section[aria-label]').count()).toBe(0);
        looks.push({ ...(await look(page)), status: response?.status() ?? 200 });
      }
      expect(await page.locator('#deplie').count()).toBe(name === 'accept' ? 1 : 0);
      expect(visitor.errors).toEqual([]);
      await visitor.close();
    }
    const [first, ...others] = looks;
    expect(first).toMatchObject({ inert: 0, modal: 0, onTop: 'main' });
    expect(first!.links).toHaveLength(3);
    for (const other of others) expect(other).toEqual(first);
  });
});

it('never claims to be what it is not: no TCF, before and after the choice (R88)', async () => {
  const visitor = await open();
  const { page, context } = visitor;
  const claims = () =>
    page.evaluate(() => ({
      functions: ['__tcfapi', '__cmp', '__gpp', '__uspapi'].filter((name) => name in self),
      frames: document.querySelectorAll('iframe[name*="Locator"]').length,
      keys: Object.keys(localStorage).filter((key) => /euconsent|tcf|iab/i.test(key)),
    }));
  const none = { functions: [], frames: 0, keys: [] };
  expect(await claims()).toEqual(none);
  await answer(visitor, 'accept');
  await eventually(() => ran(visitor)).toContain('inline');
  expect(await claims()).toEqual(none);
  expect((await context.cookies()).filter(({ name }) => /euconsent|tcf|iab/i.test(name))).toEqual([]);
  await visitor.close();
});

describe('under a policy that denies every feature (R123)', () => {
  const denied = [
    ...['accelerometer', 'attribution-reporting', 'autoplay', 'browsing-topics', 'camera', 'clipboard-read'],
    ...['clipboard-write', 'cross-origin-isolated', 'display-capture', 'encrypted-media', 'fullscreen'],
    ...[
      'geolocation',
      'gyroscope',
      'hid',
      'identity-credentials-get',
      'idle-detection',
      'join-ad-interest-group',
    ],
    ...[
      'keyboard-map',
      'magnetometer',
      'microphone',
      'midi',
      'payment',
      'picture-in-picture',
      'private-state-token-issuance',
    ],
    ...[
      'publickey-credentials-get',
      'run-ad-auction',
      'screen-wake-lock',
      'serial',
      'shared-storage',
      'storage-access',
    ],
    ...['sync-xhr', 'unload', 'usb', 'web-share', 'window-management', 'xr-spatial-tracking'],
  ];
  const header = denied.map((name) => `${name}=()`).join(', ');

  it('asks, obeys, opens, saves, shows the record and withdraws, and the browser has nothing to say', async () => {
    const visitor = await open(`${content}<div data-consent-state></div>`, { 'permissions-policy': header });
    const { page, messages, errors } = visitor;
    expect(
      await page.evaluate(() =>
        (document as unknown as { featurePolicy: { allowedFeatures(): string[] } }).featurePolicy
          .allowedFeatures()
          .filter((name) => /clipboard-write|fullscreen|storage-access/.test(name)),
      ),
    ).toEqual([]);
    await answer(visitor, 'accept');
    await eventually(() => ran(visitor)).toContain('inline');
    // A frame that comes back may do what its author wrote, and nothing more.
    expect(await page.locator('iframe').evaluate((frame) => (frame as HTMLIFrameElement).allow)).toBe(
      'fullscreen',
    );
    await page.locator('[data-consent-state] button').first().waitFor();
    await withdrawAndReload(visitor, 'footer [data-consent-open]');
    await eventually(() => page.evaluate(() => window.portillon?.state.purposes.advertising)).toBe('denied');
    await page.locator('[data-portillon="placeholder"]').waitFor();
    expect(errors).toEqual([]);
    expect(messages.filter((text) => /violat|not allowed|denied/i.test(text))).toEqual([]);
    await visitor.close();
  });
});

describe('a page that is laid out as a whole (R124)', () => {
  const layouts = {
    'a grid with a sticky footer':
      'body{margin:0;display:grid;grid-template-rows:auto 1fr auto;min-height:100vh}',
    'a grid of two columns': 'body{display:grid;grid-template-columns:200px 1fr}',
    'a column with gaps': 'body{display:flex;flex-direction:column;gap:24px}',
  };
  const parts = (page: Page) =>
    page.evaluate(() =>
      ['header', 'main', 'footer'].map((name) => {
        const { x, y, width, height } = document.querySelector(name)!.getBoundingClientRect();
        return [name, x, y, width, height].join(' ');
      }),
    );

  it.each(Object.entries(layouts))(
    '%s stays in its places, also under the permanent entry',
    async (_, css) => {
      const page = html({ head: `<style>${css}</style>` })
        .replace('<main>', '<header>En-tête</header><main>')
        .replace(/<footer>.*<\/footer>/s, '<footer>Pied</footer>');
      const bare = page.replace(/<script.*<\/script>/s, '');
      world.site(host, { '/': page, '/sans': bare });
      const visitor = await world.visitor();
      await visitor.page.goto(`${home}sans`);
      const before = await parts(visitor.page);
      await visitor.page.goto(home);
      await visitor.page.locator(banner).waitFor();
      expect(await parts(visitor.page)).toEqual(before);
      await answer(visitor, 'refuse');
      await visitor.page.reload();
      await visitor.page.locator('#portillon-entry').waitFor();
      expect(await parts(visitor.page)).toEqual(before);
      await visitor.close();
    },
  );
});

describe('behind the preferences (R98)', () => {
  const at = (page: Page) => page.evaluate(() => [scrollX, scrollY]);

  it.each(['wheel', 'finger'])('nothing scrolls by a %s, and the preferences do', async (by) => {
    world.site(host, () => ({ body: html({ body: '<p>Du texte</p>'.repeat(200) }) }));
    const visitor = await world.visitor({ viewport: { width: 1280, height: 620 }, hasTouch: true });
    const { page, context } = visitor;
    await page.goto(home);
    await page.evaluate(() => scrollTo(0, 300));
    await page.locator(button('customise')).click();
    await page.locator('#portillon-panel [data-purpose]').first().waitFor();
    const session = await context.newCDPSession(page);
    const frame = () =>
      page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
    const scroll = async (x: number, y: number) => {
      if (by === 'wheel') {
        await page.mouse.move(x, y);
        for (let turns = 0; turns < 5; turns++) await page.mouse.wheel(0, 100);
      } else {
        const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: object[]) =>
          session.send('Input.dispatchTouchEvent', { type, touchPoints: points as [] });
        await touch('touchStart', [{ x, y }]);
        for (let step = 1; step <= 10; step++) {
          await touch('touchMove', [{ x, y: y - step * 15 }]);
          await frame();
        }
        await touch('touchEnd', []);
      }
      for (let frames = 0; frames < 20; frames++) await frame();
    };
    const text = page.locator('#portillon-panel .portillon-text');
    const inside = () => text.evaluate((one) => one.scrollTop);
    const middle = async (selector: string) => {
      const { x, y, width, height } = (await page.locator(selector).boundingBox())!;
      return [x + width / 2, y + height / 2] as const;
    };
    await scroll(40, 300);
    await scroll(...(await middle('.portillon-head h2')));
    await scroll(...(await middle('#portillon-panel .portillon-actions')));
    expect(await at(page)).toEqual([0, 300]);
    expect(await inside()).toBe(0);
    await scroll(...(await middle('#portillon-panel .portillon-text')));
    expect(await inside()).toBeGreaterThan(50);
    // At its end it hands nothing on; nor does one that need not scroll.
    await text.evaluate((one) => one.scrollTo(0, 9999));
    await scroll(...(await middle('#portillon-panel .portillon-text')));
    await page.setViewportSize({ width: 1280, height: 4000 });
    await page.setViewportSize({ width: 1280, height: 1400 });
    await page.evaluate(() => scrollTo(0, 300));
    await scroll(...(await middle('#portillon-panel .portillon-text')));
    expect(await at(page)).toEqual([0, 300]);
    await page.keyboard.press('Escape');
    await page.locator(banner).waitFor();
    await scroll(1000, 500);
    expect((await at(page))[1]).toBeGreaterThan(350);
    await visitor.close();
  });
});

describe('next to what the site itself shows (R128)', () => {
  it('a click beside the banner, or a key, answers nothing, and the banner stays', async () => {
    const visitor = await open(
      `${content}<button type="button" id="compte" onclick="this.dataset.times = ~~this.dataset.times + 1">+</button>`,
    );
    const { page, context } = visitor;
    await page.locator('h1').click();
    await page.mouse.click(5, 5);
    await page.locator('#compte').click();
    await page.locator('input[name="nom"]').fill('Moi');
    await page.keyboard.press('Escape');
    await page.mouse.click(640, 120, { button: 'right' });
    await page.keyboard.press('Escape');
    // All of it reached the page.
    expect(await page.locator('#compte').getAttribute('data-times')).toBe('1');
    expect(await page.locator('input[name="nom"]').inputValue()).toBe('Moi');
    expect(await page.locator(banner).evaluate((one) => one.matches(':popover-open'))).toBe(true);
    expect(await page.evaluate(() => window.portillon!.state.status)).toBe('undecided');
    expect(await context.cookies()).toEqual([]);
    await answer(visitor, 'refuse');
    await visitor.close();
  });

  const dialog = `<dialog id="offre" aria-label="Offre"><p>Offre</p><input id="champ"><button type="button" id="fermer" onclick="this.closest('dialog').close()">Fermer</button></dialog>`;
  const show = `document.getElementById('offre').showModal(); document.getElementById('champ').focus()`;
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.id);
  const untilBanner = (page: Page) => page.locator(banner).waitFor({ state: 'attached' });

  it.each(['before', 'after'])(
    'a modal dialog that opens %s the banner keeps its focus and its keys',
    async (when) => {
      world.site(host, ({ path }) =>
        path === '/'
          ? {
              body: html({
                placement: 'body',
                body: dialog + (when === 'before' ? `<script>${show}</script>` : ''),
              }),
            }
          : undefined,
      );
      const visitor = await world.visitor();
      const { page } = visitor;
      await page.goto(home);
      await untilBanner(page);
      if (when === 'after') await page.evaluate(show);
      else
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
      expect(await focused(page)).toBe('champ');
      await page.keyboard.type('Bonjour');
      expect(await page.locator('#champ').inputValue()).toBe('Bonjour');
      const path: (string | undefined)[] = [];
      for (let presses = 0; presses < 8; presses++) {
        await page.keyboard.press('Tab');
        path.push(await focused(page));
      }
      // The browser's own controls are the only other stop, which the page sees as none.
      expect(new Set(path)).toEqual(new Set(['champ', 'fermer', '']));
      // Our buttons are not seen where they cannot be pressed.
      const refuse = (await page.locator(button('refuse')).boundingBox())!;
      expect(
        await page.evaluate(
          ([x, y]) => document.elementFromPoint(x!, y!)?.id,
          [refuse.x + refuse.width / 2, refuse.y + refuse.height / 2],
        ),
      ).toBe('offre');
      await page.locator('#fermer').click();
      await eventually(() => page.locator(banner).evaluate((one) => one.matches(':popover-open'))).toBe(true);
      expect(await page.locator('#offre').evaluate((one) => (one as HTMLDialogElement).open)).toBe(false);
      await answer(visitor, 'refuse');
      expect(visitor.errors).toEqual([]);
      await visitor.close();
    },
  );

  it('the preferences, opened over a modal dialog of the site, give it back', async () => {
    const visitor = await open(dialog);
    const { page } = visitor;
    await page.evaluate(show);
    await page.evaluate(() => window.portillon!.open());
    await page.locator('#portillon-panel [data-portillon="close"]').click();
    await page.locator('#portillon-panel').waitFor({ state: 'detached' });
    await page.locator('#champ').fill('encore');
    await page.locator('#fermer').click();
    await answer(visitor, 'refuse');
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });
});
