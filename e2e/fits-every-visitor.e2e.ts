// R27, R94–R97, R103–R107, R109–R112, R124: however a visitor reads, sees and moves, the question fits and is
// in nobody's way.
import type { BrowserContextOptions, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { useBlocker } from './support/blocker.js';
import { findUnfairness } from './support/fairness.js';
import { difference, read } from './support/images.js';
import { expectNoProblems } from './support/outlast.js';
import { banner, button, config, html } from './support/pages.js';
import { useWorld, type Visitor } from './support/world.js';

const world = useWorld();
const blocker = useBlocker(world);
const panel = '#portillon-panel';
const wide = { viewport: { width: 1280, height: 720 } };
const small = { viewport: { width: 320, height: 568 } };

let sites = 0;
const newSite = (options: Parameters<typeof html>[0] = {}, suffix = 'example'): string => {
  const host = `www.fits-${++sites}.${suffix}`;
  world.site(host, () => ({ body: html(options) }));
  return host;
};

async function open(
  options: Parameters<typeof html>[0] = {},
  look: BrowserContextOptions = wide,
  prepare: (page: Page) => Promise<unknown> = async () => {},
): Promise<Visitor> {
  const visitor = await world.visitor(look);
  await prepare(visitor.page);
  await visitor.page.goto(`http://${newSite(options)}/`);
  await visitor.page.locator(banner).waitFor();
  return visitor;
}

/** Runs in the page: what of a layer is cut off, or reaches over its edge. */
const cutOff = (page: Page, layer: string): Promise<string[]> =>
  page.locator(layer).evaluate((root) => {
    const outer = root.getBoundingClientRect();
    const faults = [...root.querySelectorAll<HTMLElement>('*')].flatMap((one) => {
      if (!one.checkVisibility()) return [];
      const { overflowX, overflowY } = getComputedStyle(one);
      const box = one.getBoundingClientRect();
      const name = `${one.localName} ${one.dataset.portillon ?? ''} « ${one.textContent?.slice(0, 30)} »`;
      const hides = [overflowX, overflowY].some((value) => /hidden|clip/.test(value));
      const isCut =
        hides && (one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1);
      const isOver = one.localName === 'button' && (box.right > outer.right + 1 || box.left < outer.left - 1);
      const isNarrow = one.localName === 'button' && one.scrollWidth > one.clientWidth + 1;
      return [...(isCut ? [`cut: ${name}`] : []), ...(isOver || isNarrow ? [`over: ${name}`] : [])];
    });
    return outer.left < -1 || outer.right > innerWidth + 1 ? [...faults, 'the layer itself'] : faults;
  });

/** Both layers hold together, and yes and no are equals still. */
async function expectWhole(page: Page): Promise<void> {
  expect(await cutOff(page, banner)).toEqual([]);
  expect(await findUnfairness(page, 'banner')).toEqual([]);
  await page.locator(button('customise')).click();
  await page.locator(`${panel} [data-portillon="save"]`).waitFor();
  expect(await cutOff(page, panel)).toEqual([]);
  expect(await findUnfairness(page, 'panel')).toEqual([]);
  await page.locator(`${panel} [data-portillon="save"]`).click();
  await page.locator(panel).waitFor({ state: 'detached' });
  expect(await page.evaluate(() => window.portillon!.state.status)).toBe('decided');
}

describe.each([
  ['a desktop', wide],
  ['a phone', { viewport: { width: 390, height: 844 } }],
  ['a very small phone', small],
])('on %s', (_, look) => {
  const spacing =
    '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }';

  it('text may be spaced out as the visitor likes (R107)', async () => {
    const host = newSite();
    await blocker.block(host, `${spacing} p { margin-bottom: 2em !important }`);
    const { page, close } = await blocker.visitor();
    await page.setViewportSize(look.viewport);
    await page.goto(`http://${host}/`);
    await page.locator(banner).waitFor();
    const refuse = page.locator(button('refuse'));
    await expect
      .poll(() => refuse.evaluate((one) => Number.parseFloat(getComputedStyle(one).letterSpacing)))
      .toBeGreaterThan(1.5);
    await expectWhole(page);
    await close();
  });

  it('letters may be twice as large in the browser (R107)', async () => {
    const sizeOf = (page: Page) =>
      page.locator('#portillon-title').evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize));
    const before = await open({}, look);
    const usual = await sizeOf(before.page);
    await before.close();
    const { page, close } = await open({}, look, letters(32));
    expect(await sizeOf(page)).toBe(usual * 2);
    await expectWhole(page);
    await close();
  });
});

/** Sets the size of the browser's letters, in pixels. */
const letters = (size: number) => async (page: Page) => {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.enable');
  await session.send('Page.setFontSizes', { fontSizes: { standard: size } });
};

it.each([
  [320, 256, 24],
  [568, 320, 32],
])(
  'has every button in reach where letters fill the window (%i × %i, %i px; R106, R107)',
  async (width, height, size) => {
    const { page, close } = await open({ lang: 'de' }, { viewport: { width, height } }, letters(size));
    /** Rolls the wheel where nothing else scrolls until a button is in sight; what never comes is told. */
    const outOfReach = async (layer: string, names: readonly string[]) => {
      const missed: string[] = [];
      await page.locator(`${layer} button`).first().waitFor();
      for (const name of names) {
        const one = page.locator(`${layer} [data-portillon="${name}"]`);
        const isSeen = () =>
          one.evaluate((button) => {
            const { top, bottom, left, right } = button.getBoundingClientRect();
            const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
            return top >= -1 && bottom <= innerHeight + 1 && right <= innerWidth + 1 && button.contains(hit);
          });
        await page.mouse.move(width / 2, height - 10);
        for (let turns = 0; turns < 20 && !(await isSeen()); turns++) {
          await page.mouse.wheel(0, 40);
          await page.evaluate(
            () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
          );
        }
        if (!(await isSeen())) missed.push(name);
      }
      return missed;
    };
    expect(await outOfReach(banner, ['refuse', 'accept', 'customise'])).toEqual([]);
    await page.locator(button('customise')).press('Enter');
    await page.locator(panel).waitFor();
    expect(await outOfReach(panel, ['close', 'refuse', 'accept', 'save'])).toEqual([]);
    expect(await page.evaluate(() => scrollY)).toBe(0);
    await close();
  },
);

it('keeps the size of its letters beside the permanent entry, whichever came first', async () => {
  const { page, close } = await world.visitor(wide);
  const host = newSite();
  const head = '<style>:root { --portillon-size: 20px }</style>';
  world.site(host, () => ({ body: html({ head }).replace(/<footer>.*<\/footer>/s, '') }));
  await page.goto(`http://${host}/`);
  const size = () => page.locator('#portillon').evaluate((one) => getComputedStyle(one).fontSize);
  await page.locator(banner).waitFor();
  expect(await size()).toBe('20px');
  await page.locator(button('refuse')).click();
  await page.locator('#portillon-entry').click();
  await page.locator(panel).waitFor();
  expect(await size()).toBe('20px');
  await close();
});

it('has room to press each authority (R105)', async () => {
  const { page, close } = await open();
  await page.locator(button('customise')).click();
  await page.locator('#portillon-rights').click();
  const all = page.locator('[aria-labelledby="portillon-rights"] details details');
  await all.locator('summary').click();
  const heights = await all
    .locator('a')
    .evaluateAll((links) => links.map((link) => link.getBoundingClientRect().height));
  expect(heights.length).toBeGreaterThan(5);
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(24);
  await close();
});

it('covers an embed wherever its container moves it (R12)', async () => {
  const body =
    '<div style="display:flex"><div style="flex:1">Texte</div><iframe title="Film" style="flex:none" width="300" height="200" data-vendor="youtube" data-consent-src="https://www.youtube-nocookie.com/embed/x"></iframe></div>';
  const { page, close } = await open({ body });
  await page.locator('[data-portillon="placeholder"] button').first().waitFor();
  const lefts = () =>
    page.evaluate(() =>
      ['iframe', '[data-portillon="placeholder"]'].map((one) =>
        Math.round(document.querySelector(one)!.getBoundingClientRect().left),
      ),
    );
  const [before] = await lefts();
  await page.setViewportSize({ width: 800, height: 720 });
  await expect.poll(async () => (await lefts())[0]).toBeLessThan(before!);
  await expect.poll(async () => new Set(await lefts()).size).toBe(1);
  await close();
});

it('is not printed, and what a placeholder covers has its room (R107)', async () => {
  const { page, close } = await open({
    body: '<iframe data-vendor="youtube" data-consent-src="https://www.youtube-nocookie.com/embed/x" width="560" height="315" title="Film"></iframe>',
  });
  await page.locator('[data-portillon="placeholder"] button').first().waitFor();
  await page.emulateMedia({ media: 'print' });
  for (const ours of ['#portillon', banner, '[data-portillon="placeholder"]']) {
    expect(await page.locator(ours).first().isVisible()).toBe(false);
  }
  await page.emulateMedia({ media: 'screen' });
  expect(await page.locator(banner).isVisible()).toBe(true);
  await close();
});

it.each([
  ['upright', 390, 844, { top: 47, bottom: 34, left: 0, right: 0 }],
  ['on its side', 844, 390, { top: 0, bottom: 21, left: 47, right: 47 }],
])('keeps clear of the edges of a phone %s', async (_, width, height, insets) => {
  const head = '<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">';
  const { page, close } = await open({ head }, { viewport: { width, height } }, async (page) => {
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setSafeAreaInsetsOverride', { insets });
  });
  const inside = async (layer: string) => {
    const boxes = await page
      .locator(`${layer} :is(button, h2)`)
      .evaluateAll((all) =>
        all.filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect().toJSON()),
      );
    expect(boxes.length).toBeGreaterThan(3);
    expect(Math.min(...boxes.map(({ left }) => left))).toBeGreaterThanOrEqual(insets.left);
    expect(Math.max(...boxes.map(({ right }) => right))).toBeLessThanOrEqual(width - insets.right);
    expect(Math.min(...boxes.map(({ top }) => top))).toBeGreaterThanOrEqual(insets.top);
    return Math.max(
      ...(await page
        .locator(`${layer} .portillon-actions button`)
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().bottom))),
    );
  };
  expect(await inside(banner)).toBeLessThanOrEqual(height - insets.bottom);
  await page.locator(button('customise')).click();
  await page.locator(`${panel} [data-portillon="save"]`).waitFor();
  expect(await inside(panel)).toBeLessThanOrEqual(height - insets.bottom);
  await close();
});

it.each(['reduce', 'no-preference'] as const)(
  'moves nothing it need not (%s; R110)',
  async (reducedMotion) => {
    const { page, close } = await open({}, { ...wide, reducedMotion });
    const moving = () => page.evaluate(() => document.getAnimations().length);
    expect(await moving()).toBe(0);
    await page.locator(button('customise')).click();
    const toggle = page.locator(`${panel} [data-purpose]`).first();
    await toggle.waitFor();
    expect(await moving()).toBe(0);
    const durations = await toggle.evaluate((one) =>
      [null, '::before'].map((part) => Number.parseFloat(getComputedStyle(one, part).transitionDuration)),
    );
    expect(Math.max(...durations)).toBeLessThanOrEqual(reducedMotion === 'reduce' ? 0 : 0.12);
    await close();
  },
);

describe('the page under the question', () => {
  const lines = '<p><a href="#x">Un lien</a> <button type="button">Un bouton</button></p>'.repeat(40);

  it('does not move, is not locked and not veiled (R27, R124)', async () => {
    const { page, close } = await open({ body: lines }, wide, (page) =>
      page.addInitScript(() => {
        const shifts: string[] = [];
        Object.assign(self, { shifts });
        new PerformanceObserver((list) => {
          type Shift = PerformanceEntry & {
            value: number;
            hadRecentInput: boolean;
            sources: { node?: Element }[];
          };
          for (const { value, hadRecentInput, sources } of list.getEntries() as Shift[]) {
            const moved = sources.map(
              ({ node }) => `${node?.nodeName} ${node?.id} ${node?.textContent?.slice(0, 30)}`,
            );
            if (!hadRecentInput) shifts.push(`${value}: ${moved}`);
          }
        }).observe({ type: 'layout-shift', buffered: true });
      }),
    );
    const bare = await page.evaluate(() => {
      const { documentElement: html, body } = document;
      return [html, body].map((one) => ({
        names: one.getAttributeNames().filter((name) => name !== 'lang'),
        overflow: getComputedStyle(one).overflow,
        position: getComputedStyle(one).position,
      }));
    });
    const free = { names: [], overflow: 'visible', position: 'static' };
    expect(bare).toEqual([free, free]);
    // No veil: all around the banner, what is hit is the page's.
    const hits = await page.evaluate(() => {
      const box = document.querySelector('#portillon-banner')!.getBoundingClientRect();
      const points = Array.from({ length: 200 }, (_, index) => [
        (index % 20) * 64 + 8,
        Math.floor(index / 20) * 70 + 8,
      ]);
      return points
        .filter(([x, y]) => x! < box.left || x! > box.right || y! < box.top || y! > box.bottom)
        .map(([x, y]) => !document.elementFromPoint(x!, y!)?.closest('#portillon'));
    });
    expect(hits.length).toBeGreaterThan(50);
    expect(hits).not.toContain(false);
    await page.mouse.move(900, 300);
    await page.mouse.wheel(0, 300);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(100);
    await page.locator(button('refuse')).click();
    await page.locator(banner).waitFor({ state: 'detached' });
    expect(await page.evaluate(() => (self as unknown as { shifts: string[] }).shifts)).toEqual([]);
    await close();
  });

  it.each([
    ['a desktop', wide],
    ['a phone', small],
    ['a screen at 400 %', { viewport: { width: 320, height: 256 } }],
  ])('never has its focus hidden on %s, in both directions (R97)', async (_, look) => {
    const { page, close } = await open({ body: lines }, look);
    await page.locator('a[href="/deux"]').focus();
    await settled(page);
    const hidden: string[] = [];
    let seen = 0;
    for (const key of [...Array(45).fill('Tab'), ...Array(30).fill('Shift+Tab')]) {
      await page.keyboard.press(key);
      const state = await page.evaluate(async () => {
        // What is painted next is what the visitor sees.
        await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
        const focused = document.activeElement!;
        if (focused === document.body || focused.closest('#portillon')) return '';
        const { left, top, width, height } = focused.getBoundingClientRect();
        const hit = document.elementFromPoint(left + width / 2, top + height / 2);
        return focused.contains(hit) ? 'seen' : `${focused.outerHTML} under ${hit?.outerHTML.slice(0, 60)}`;
      });
      if (state === 'seen') seen++;
      else if (state) hidden.push(state);
    }
    expect(hidden).toEqual([]);
    expect(seen).toBeGreaterThan(50);
    await close();
  });

  it.each([
    ['a desktop', wide],
    ['a phone', { viewport: { width: 390, height: 844 } }],
  ])('is not hidden by a header of the page, which stays, either, on %s (R97)', async (_, look) => {
    const header =
      '<header style="position:sticky;top:0;height:72px;background:#fff;z-index:9">École</header>';
    const links = Array.from(
      { length: 40 },
      (_, at) => `<p style="height:30px"><a href="/p${at}">Page ${at}</a></p>`,
    );
    const { page, close } = await open({ body: header + links.join('') }, look);
    await page.locator('a[href="/p0"]').focus();
    await settled(page);
    const hidden: string[] = [];
    for (let at = 1; at < 40; at++) {
      await page.keyboard.press('Tab');
      const isHidden = () =>
        page.evaluate(async () => {
          await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
          const focused = document.activeElement!;
          if (!focused.matches('p a')) return '';
          const { left, top, width, height } = focused.getBoundingClientRect();
          const hit = document.elementFromPoint(left + width / 2, top + height / 2);
          return focused.contains(hit) ? '' : `${focused.outerHTML} under ${hit?.outerHTML.slice(0, 60)}`;
        });
      hidden.push(await isHidden());
    }
    expect(hidden.filter(Boolean)).toEqual([]);
    await close();
  });

  const tall = `<a id="saut" href="#contenu">Aller au contenu</a>
<div id="contenu" tabindex="-1">${'<p>Du texte à lire dans un long article.</p>'.repeat(80)}
<button type="button" id="large" style="width:90%;height:60px" onclick="this.dataset.times = ~~this.dataset.times + 1">+</button>
${'<p>Du texte à lire dans un long article.</p>'.repeat(80)}</div>`;
  /** What looks after the focus was there, and has had its time. */
  const settled = async (page: Page) => {
    await page.waitForFunction(() =>
      performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/clear-view.js')),
    );
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  };

  it.each([
    ['a desktop', wide],
    ['a phone', { viewport: { width: 390, height: 844 } }],
  ])('is where a link leads, if that is too high to be seen whole, on %s (R97)', async (_, look) => {
    const { page, close } = await open({ body: tall }, look);
    await page.locator('#saut').focus();
    await page.keyboard.press('Enter');
    await settled(page);
    expect(await page.evaluate(() => document.activeElement!.id)).toBe('contenu');
    const top = await page.locator('#contenu').evaluate((one) => one.getBoundingClientRect().top);
    expect(Math.abs(top)).toBeLessThan(2);
    expect(await page.locator(banner).getAttribute('data-moved')).toBe(null);
    await close();
  });

  it('does not move under a pointer that presses it (R97)', async () => {
    const { page, close } = await open({ body: tall });
    const large = page.locator('#large');
    await large.evaluate((one) => one.scrollIntoView({ block: 'end' }));
    const { y, height } = (await large.boundingBox())!;
    const before = await page.evaluate(() => scrollY);
    await page.mouse.move(1000, y - 60);
    await page.mouse.down();
    await page.mouse.up();
    expect(await page.evaluate(() => document.activeElement!.id)).toBe('contenu');
    await settled(page);
    await page.mouse.move(1000, y + height / 2);
    await page.mouse.down();
    await settled(page);
    await page.mouse.up();
    expect(await large.getAttribute('data-times')).toBe('1');
    expect(await page.evaluate(() => scrollY)).toBe(before);
    await close();
  });

  it('waits as long as the visitor does (R109)', async () => {
    const { page, close } = await open({}, wide, (page) => page.clock.install());
    await page.clock.fastForward('24:00:00');
    expect(await page.locator(banner).isVisible()).toBe(true);
    expect(await page.evaluate(() => window.portillon!.state.status)).toBe('undecided');
    await close();
  });
});

/** The share of pixels of a control that change, with the room of a ring around it. */
async function changeOf(page: Page, selector: string, act: () => Promise<unknown>): Promise<number> {
  const { x, y, width, height } = (await page.locator(selector).first().boundingBox())!;
  const clip = { x: x - 6, y: y - 6, width: width + 12, height: height + 12 };
  const look = async () => read(await page.screenshot({ clip, animations: 'disabled', caret: 'hide' }));
  const before = await look();
  await act();
  return difference(before, await look(), true) * clip.width * clip.height;
}

it.each([
  ['light', {}],
  ['dark', { colorScheme: 'dark' }],
  ['forced colours', { forcedColors: 'active' }],
] as const)('shows where the focus is, and how a switch stands, in %s (R104, R111)', async (_, look) => {
  const head = '<style>:root { color-scheme: light dark }</style>';
  const { page, close } = await open({ head }, { ...wide, ...look });
  const focus = (selector: string) => async () => {
    await page.locator(selector).first().focus();
    // As by the keyboard.
    await page.keyboard.press('Shift');
  };
  for (const name of ['accept', 'customise', 'partners']) {
    const { width, height } = (await page.locator(button(name)).boundingBox())!;
    // Two pixels all around.
    expect(await changeOf(page, button(name), focus(button(name)))).toBeGreaterThan(2 * (width + height) * 2);
  }
  await page.locator(button('customise')).click();
  const toggle = `${panel} [data-purpose="audience"]`;
  await page.locator(toggle).waitFor();
  const { width, height } = (await page.locator(toggle).boundingBox())!;
  const changed = await changeOf(page, toggle, () => page.locator(toggle).check());
  expect(changed / (width * height)).toBeGreaterThan(0.03);
  for (const name of ['refuse', 'accept', 'save']) {
    const [border, surface] = await page
      .locator(`${panel} [data-portillon="${name}"]`)
      .evaluate((one) => [
        Number.parseFloat(getComputedStyle(one).borderTopWidth) > 0 && getComputedStyle(one).borderTopColor,
        getComputedStyle(one.closest('dialog')!).backgroundColor,
      ]);
    expect(border).toBeTruthy();
    expect(border).not.toBe(surface);
  }
  await close();
});

it.each([
  ['light', {}],
  ['forced colours on white', { forcedColors: 'active', colorScheme: 'light' }],
  ['forced colours on black', { forcedColors: 'active', colorScheme: 'dark' }],
] as const)('lets the words of its buttons be read, in %s (R111)', async (_, look) => {
  const head = '<style>:root { color-scheme: light dark }</style>';
  const { page, close } = await open({ head }, { ...wide, ...look });
  // Other letters of the same width are seen only where letters are seen at all.
  const turn = (selector: string) => () =>
    page.locator(selector).evaluate((label) => {
      label.textContent = [...label.textContent!].reverse().join('');
    });
  for (const name of ['refuse', 'accept', 'customise'])
    expect(await changeOf(page, button(name), turn(button(name))), name).toBeGreaterThan(200);
  await page.locator(button('customise')).click();
  await page.locator(panel).waitFor();
  for (const name of ['refuse', 'accept', 'save']) {
    const label = `${panel} [data-portillon="${name}"]`;
    expect(await changeOf(page, label, turn(label)), name).toBeGreaterThan(200);
  }
  await close();
});

it.each([
  [320, 568, 'box'],
  [568, 320, 'box'],
  [640, 360, 'box'],
  [1280, 720, 'dialog'],
  [1280, 720, 'bar'],
] as const)('fills the row with yes and no alone (%i × %i, %s)', async (width, height, layout) => {
  const { page, close } = await open({ config: { ...config, layout } }, { viewport: { width, height } });
  const [refuse, accept, customise] = await Promise.all(
    ['refuse', 'accept', 'customise'].map(async (name) => (await page.locator(button(name)).boundingBox())!),
  );
  expect(accept!.y).toBe(refuse!.y);
  expect(refuse!.x).toBe(customise!.x);
  expect(accept!.x + accept!.width).toBeCloseTo(customise!.x + customise!.width, 0);
  await close();
});

it('keeps the banner in sight of a phone where the page holds the declaration (R106)', async () => {
  const body = '<div data-consent-declaration></div>';
  const { page, close } = await open({ body }, { viewport: { width: 320, height: 568 }, isMobile: true });
  await page.locator('[data-consent-declaration] table').first().waitFor();
  expect(await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth])).toEqual([320, 320]);
  const { y, height } = (await page.locator(banner).boundingBox())!;
  expect(y + height).toBeLessThanOrEqual(568);
  await close();
});

it('tells that a choice is stored beside the permanent entry, not over it', async () => {
  const host = newSite();
  world.site(host, () => ({ body: html().replace(/<footer>.*<\/footer>/s, '') }));
  const { page, close } = await world.visitor(small);
  await page.goto(`http://${host}/`);
  await page.locator(button('refuse')).click();
  await page.locator('#portillon-entry').waitFor();
  const told = page.locator('.portillon-status:not(.portillon-unseen)');
  await told.waitFor();
  const [text, entry] = [
    (await told.boundingBox())!,
    (await page.locator('#portillon-entry').boundingBox())!,
  ];
  expect(text.y + text.height).toBeLessThanOrEqual(entry.y);
  await close();
});

it.each(['fr', 'de', 'es', 'it', 'nl-BE', 'pt-PT', 'en'])(
  'covers a small embed with words that fit, in %s',
  async (lang) => {
    const embed = (width: number, height: number) =>
      `<iframe title="Film" width="${width}" height="${height}" data-vendor="youtube" data-consent-src="https://www.youtube-nocookie.com/embed/x"></iframe>`;
    const body = `${embed(400, 225)}${embed(280, 158)}${embed(240, 135)}${embed(160, 90)}`;
    const { page, close } = await open({ lang, body });
    const covers = page.locator('[data-portillon="placeholder"]');
    await covers.last().locator('button').first().waitFor();
    const overflow = await covers.evaluateAll((all) =>
      all.map((one) => [one.scrollWidth - one.clientWidth, one.scrollHeight - one.clientHeight]),
    );
    expect(overflow).toEqual([0, 1, 2, 3].map(() => [0, 0]));
    // Down to 240 × 135, all of it is there to read.
    for (const index of [0, 1, 2]) expect(await covers.nth(index).locator('p').isVisible()).toBe(true);
    await close();
  },
);

describe('a theme of the site’s own (R103)', () => {
  const visit = async (theme: string) => {
    const head = `<style>:root { ${theme} }</style>`;
    const visitor = await world.visitor(wide);
    await visitor.page.goto(`http://${newSite({ config, head }, 'test')}/`);
    await visitor.page.locator(banner).waitFor();
    const problems = () =>
      visitor.page.evaluate(() =>
        window.portillon!.problems.map(({ code, message }) => `${code} ${message}`),
      );
    return { ...visitor, problems };
  };

  it.each([
    '',
    '--portillon-action: #0b57d0',
    '--portillon-surface: oklch(98% 0.01 90)',
    'color-scheme: dark',
  ])('that can be read is not spoken of (%j)', async (theme) => {
    const { page, close } = await visit(theme);
    const audited = () =>
      page.evaluate(() =>
        performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/audit.js')),
      );
    await expect.poll(audited).toBe(true);
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    await expectNoProblems({ page });
    await close();
  });

  it.each([
    ['--portillon-text: #999', '--portillon-text on --portillon-surface'],
    ['--portillon-on-action: gray; --portillon-action: #666', '--portillon-on-action on --portillon-action'],
    ['--portillon-action: #eee; --portillon-on-action: #000', '--portillon-action on --portillon-surface'],
    ['--portillon-focus: #fd0', '--portillon-focus on --portillon-surface'],
    ['color-scheme: dark; --portillon-muted: #555', '--portillon-muted on --portillon-surface'],
  ])('that cannot is reported on a page under development (%s)', async (theme, named) => {
    const { problems, close } = await visit(theme);
    await expect
      .poll(async () => (await problems()).join())
      .toMatch(new RegExp(`^theme-contrast .*${named}`));
    await close();
  });
});

describe('a page that makes itself larger, by `zoom`', () => {
  it.each([1.25, 1.5])('keeps the answers in the window at %s', async (zoom) => {
    const { page, close } = await open({ head: `<style>html { zoom: ${zoom} }</style>` });
    await page.locator(button('customise')).click();
    await page.locator(panel).waitFor();
    const outside = await page.evaluate(() =>
      [
        ...document.querySelectorAll<HTMLElement>(
          '#portillon-panel :is([data-portillon="accept"],[data-portillon="refuse"],[data-portillon="save"],[data-portillon="close"])',
        ),
      ]
        .filter((one) => one.checkVisibility())
        .map((one) => {
          const { left, top, width, height } = one.getBoundingClientRect();
          const hit = document.elementFromPoint(left + width / 2, top + height / 2);
          return one.contains(hit) ? '' : one.dataset.portillon;
        })
        .filter(Boolean),
    );
    expect(outside).toEqual([]);
    await page.locator(`${panel} [data-portillon="refuse"]`).click({ timeout: 3000 });
    await page.locator(panel).waitFor({ state: 'detached' });
    await close();
  });
});

it('does not lie, dead, over a layer of the page that makes all else inert', async () => {
  const { page, close } = await open({ body: '<p>Du texte</p>' }, { viewport: { width: 390, height: 844 } });
  await page.evaluate(() => {
    for (const other of document.body.children) other.toggleAttribute('inert', true);
    const layer = document.createElement('div');
    layer.id = 'newsletter';
    layer.setAttribute('role', 'dialog');
    layer.style.cssText = 'position:fixed;inset:0;background:#fff';
    const button = Object.assign(document.createElement('button'), { textContent: 'Fermer' });
    button.style.cssText = 'position:absolute;bottom:10px;left:10px;width:350px;height:60px';
    button.onclick = () => {
      layer.remove();
      for (const other of document.body.children) other.removeAttribute('inert');
    };
    layer.append(button);
    document.body.append(layer);
  });
  await page.locator(banner).waitFor({ state: 'hidden' });
  await page.locator('#newsletter button').click();
  await page.locator(banner).waitFor();
  await page.locator(button('refuse')).click();
  await page.locator(banner).waitFor({ state: 'detached' });
  await close();
});

describe('the second press of a double one', () => {
  it.each(['accept', 'save', 'close'])(
    'is no « %s » in the panel that the first one opened (R4)',
    async (name) => {
      const { page, close } = await open({ body: '<button id="opener" data-consent-open>Gérer</button>' });
      await page.locator(button('refuse')).click();
      await page.locator(banner).waitFor({ state: 'detached' });
      const answer = page.locator(`${panel} [data-portillon="${name}"]`).first();
      const status = () => page.evaluate(() => window.portillon!.state.record!.id);
      const before = await status();
      await page.locator('#opener').click();
      const { x, y, width, height } = (await answer.boundingBox())!;
      await page.keyboard.press('Escape');
      await page.locator(panel).waitFor({ state: 'detached' });
      // The way in lies where an answer will lie.
      const [left, top] = [x + width / 2, y + height / 2];
      await page.evaluate(
        ([left, top]) => {
          document.querySelector<HTMLElement>('#opener')!.style.cssText =
            `position:fixed;left:${left! - 20}px;top:${top! - 20}px;width:40px;height:40px`;
        },
        [left, top],
      );
      await page.mouse.click(left, top);
      await answer.waitFor();
      await page.mouse.down({ clickCount: 2 });
      await page.mouse.up({ clickCount: 2 });
      await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => setTimeout(painted))));
      expect(await page.locator(panel).isVisible()).toBe(true);
      expect(await status()).toBe(before);
      // A press that is meant is one.
      await page.mouse.click(left, top);
      await page.locator(panel).waitFor({ state: 'detached' });
      await close();
    },
  );
});

it('holds the name of a purpose that is one long word, in large letters (R107)', async () => {
  const title = 'Barrierefreiheitsunterstützung';
  const { page, close } = await open(
    {
      head: '<style>html { font-size: 200% }</style>',
      config: { ...config, purposes: [...config.purposes, { id: 'own', title, description: 'Hilfe.' }] },
    },
    small,
  );
  const wider = await page
    .locator(banner)
    .evaluate((root) =>
      [...root.querySelectorAll('*')]
        .filter((one) => one.scrollWidth > one.clientWidth + 13 && one.clientWidth)
        .map((one) => one.outerHTML.slice(0, 80)),
    );
  expect(wider).toEqual([]);
  await close();
});
