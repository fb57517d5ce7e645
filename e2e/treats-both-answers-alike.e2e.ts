// R15–R26: « Tout refuser » and « Tout accepter » differ in nothing but their words, in every language, size, theme and layout.
import fc from 'fast-check';
import type { BrowserContextOptions } from 'playwright';
import { describe, expect, it } from 'vitest';
import { findUnfairness, type Layer } from './support/fairness.js';
import { expectNoProblems } from './support/outlast.js';
import { banner, button, config, html } from './support/pages.js';
import { sample } from './support/sample.js';
import { useWorld } from './support/world.js';

const world = useWorld();
const host = 'www.example.co.uk';
const languages = ['fr', 'en', 'es', 'pt-PT', 'nl-BE', 'de', 'it', 'ar'];
const layouts = ['box', 'bar', 'dialog'];
/** The last is 1280 × 1024 at 400 %. */
const sizes = [
  [320, 568],
  [390, 844],
  [768, 1024],
  [1280, 720],
  [320, 256],
] as const;
const arabic = `import english from './en.js';
export default { ...english, language: 'ar', direction: 'rtl', refuse: 'رفض الكل', accept: 'قبول الكل' };`;

const colour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);
const pixels = (min: number, max: number) => fc.integer({ min, max }).map((value) => `${value}px`);
/** Whatever the tokens allow. */
const anyTheme = fc.record({
  font: fc.constantFrom('Georgia, serif', 'monospace', 'system-ui', 'inherit'),
  size: pixels(12, 20),
  text: colour,
  muted: colour,
  surface: colour,
  line: colour,
  action: colour,
  'on-action': colour,
  focus: colour,
  radius: pixels(0, 40),
  gap: pixels(8, 32),
  shadow: fc.constantFrom('none', '0 0 40px #f00', 'inset 0 0 9px #00f'),
  width: pixels(320, 700),
});
const tokens = (theme: object): string =>
  `<style>:root { ${Object.entries(theme)
    .map(([name, value]) => `--portillon-${name}: ${value};`)
    .join(' ')} }</style>`;

interface Theme {
  readonly head?: string;
  readonly look?: BrowserContextOptions;
}
const dark = '<style>:root { color-scheme: light dark }</style>';
const themes: Record<string, Theme> = {
  light: {},
  dark: { head: dark, look: { colorScheme: 'dark' } },
  'forced colours': { look: { forcedColors: 'active' } },
  'any tokens': { head: tokens(fc.sample(anyTheme, 1)[0]!) },
  'any tokens, dark': { head: dark + tokens(fc.sample(anyTheme, 2)[1]!), look: { colorScheme: 'dark' } },
};

async function open(language: string, layout: string, { head = '', look = {} }: Theme, site = host) {
  world.server.handle(({ path }) =>
    path === '/portillon/locales/ar.js' ? { type: 'text/javascript', body: arabic } : undefined,
  );
  const more = { layout, ...(language === 'ar' && { locale: 'ar' }) };
  world.site(site, () => ({ body: html({ lang: language, head, config: { ...config, ...more } }) }));
  const visitor = await world.visitor(look);
  await visitor.page.goto(`http://${site}/`);
  await visitor.page.locator(banner).waitFor();
  return visitor;
}

const cases = languages.flatMap((language) =>
  layouts.flatMap((layout) => Object.keys(themes).map((theme) => ({ language, layout, theme }))),
);

describe.each(sample(cases, Number(process.env.CASES ?? 8), ['language', 'layout', 'theme']))(
  'in $language, as $layout, $theme',
  ({ language, layout, theme }) => {
    it('no and yes are equals at every size, in both layers', async () => {
      const { page, errors, close } = await open(language, layout, themes[theme]!);
      const found: string[] = [];
      for (const layer of ['banner', 'panel'] as const satisfies Layer[]) {
        if (layer === 'panel') {
          await page.locator(button('customise')).click();
          await page.locator('#portillon-panel [data-portillon="accept"]').waitFor();
        }
        for (const [width, height] of sizes) {
          await page.setViewportSize({ width, height });
          const faults = await findUnfairness(page, layer);
          found.push(...faults.map((fault) => `${layer}, ${width} × ${height}: ${fault}`));
        }
      }
      expect(found).toEqual([]);
      expect(errors).toEqual([]);
      await close();
    });
  },
);

/** What a site might do to one of them; inline, because no rule of a sheet gets through. */
const unfair: [what: string, style: string, fault: RegExp][] = [
  ['a louder yes', 'background: #e00', /background-color/],
  ['a paler no', 'opacity: 0.5', /opacity|pixels/],
  ['another border', 'border-color: #0f0', /border/],
  ['smaller letters', 'font-size: 11px', /font-size/],
  ['thinner letters', 'font-weight: 400', /font-weight/],
  ['no as a link', 'text-decoration: underline', /text-decoration/],
  ['a smaller button', 'width: 60%', /area/],
  ['no below yes', 'order: 9', /order/],
  ['a no that is out of sight', 'margin-block-start: 900px', /seen/],
  ['a shadow', 'box-shadow: 0 0 9px #000', /box-shadow/],
  ['a picture over it', 'background-image: linear-gradient(#fff, #000)', /background-image|pixels/],
];

describe('the measurement finds', () => {
  it.each(unfair)('%s', async (_, style, fault) => {
    const { page, close } = await open('fr', 'box', {});
    await page.locator(button('refuse')).evaluate((refuse: HTMLElement, declared) => {
      const [name, value] = declared.split(': ');
      refuse.style.setProperty(name!, value!, 'important');
    }, style);
    expect((await findUnfairness(page, 'banner')).join('\n')).toMatch(fault);
    await close();
  });
});

it('the measurement finds a veil that only the eye sees', async () => {
  const { page, close } = await open('fr', 'box', {});
  await page.locator(banner).evaluate((layer) => {
    const { x, y, width, height } = layer.querySelector('[data-portillon="refuse"]')!.getBoundingClientRect();
    const veil = layer.appendChild(document.createElement('i'));
    const style = {
      position: 'fixed',
      left: `${x}px`,
      top: `${y}px`,
      width: `${width}px`,
      height: `${height}px`,
    };
    for (const [name, value] of Object.entries({ ...style, background: '#fff9', 'pointer-events': 'none' })) {
      veil.style.setProperty(name, value, 'important');
    }
  });
  expect(await findUnfairness(page, 'banner')).toEqual([expect.stringMatching(/^pixels/)]);
  await close();
});

describe('a page under development', () => {
  const problems = (page: Awaited<ReturnType<typeof open>>['page']) =>
    page.evaluate(() => window.portillon!.problems.map(({ code, message }) => `${code} ${message}`));

  it('says so where its styles made them unequal (R21)', async () => {
    const { page, close } = await open('fr', 'box', {}, 'www.school.test');
    await expectNoProblems({ page });
    await page.addInitScript(() => {
      // Before ours: a layer declared earlier wins among what is important.
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('@layer host { [data-portillon="accept"] { font-size: 22px !important } }');
      document.adoptedStyleSheets = [sheet];
    });
    await page.reload();
    await expect.poll(() => problems(page)).toEqual([expect.stringMatching(/^buttons-unequal .*fontSize/)]);
    expect((await findUnfairness(page, 'banner')).join('\n')).toContain('font-size');
    await close();
  });
});

describe('with the same effort (R16, R17)', () => {
  it('each is one key apart from the other, and works by Enter, Space, click and tap', async () => {
    const { page, context, close } = await open('fr', 'box', { look: { hasTouch: true } });
    const reached: string[] = [];
    for (let presses = 0; presses < 6; presses++) {
      await page.keyboard.press('Tab');
      reached.push(
        await page.evaluate(() => (document.activeElement as HTMLElement).dataset.portillon ?? ''),
      );
    }
    const [no, yes] = [reached.indexOf('refuse') + 1, reached.indexOf('accept') + 1];
    expect([no, yes]).toEqual([3, 4]);
    for (const name of ['refuse', 'accept']) {
      for (const means of ['Enter', 'Space', 'click', 'tap'] as const) {
        const answer = page.locator(`#portillon-banner [data-portillon="${name}"]`);
        if (means === 'click') await answer.click();
        else if (means === 'tap') await answer.tap();
        else await answer.press(means);
        await page.locator(banner).waitFor({ state: 'detached' });
        const granted = name === 'accept' ? 'granted' : 'denied';
        // A yes holds once the configuration was checked.
        await expect
          .poll(() => page.evaluate(() => window.portillon!.state.purposes))
          .toMatchObject({ audience: granted, advertising: granted });
        await context.clearCookies();
        await page.reload();
        await page.locator(banner).waitFor();
      }
    }
    await close();
  });

  it('looks the same under the mouse, with the focus and pressed (R18)', async () => {
    const { page, close } = await open('fr', 'box', {});
    const styles: Record<string, unknown[]> = {};
    const note = async (state: string, name: string) => {
      const style = await page.locator(button(name)).evaluate((one) => {
        const style = getComputedStyle(one);
        return [...style].map((property) => `${property}: ${style.getPropertyValue(property)}`);
      });
      styles[state] = [
        ...(styles[state] ?? []),
        style.filter((line) => !/^(inline-size|width|\w+-origin)/.test(line)),
      ];
    };
    for (const name of ['refuse', 'accept']) {
      await page.locator(button(name)).hover();
      await note('hover', name);
      await page.mouse.down();
      await note('pressed', name);
      // Let go elsewhere: nothing is chosen (R108).
      await page.mouse.move(900, 100);
      await page.mouse.up();
      await page.locator(button(name)).focus();
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Tab');
      await note('focus', name);
    }
    for (const [no, yes] of Object.values(styles)) expect(no).toEqual(yes);
    expect(await page.evaluate(() => window.portillon!.state.status)).toBe('undecided');
    await close();
  });
});
