// The banner that a server wrote into the page is the one that the script goes on with.
import { expect, it } from 'vitest';
import type { RenderOptions } from '../src/render.js';
import { outlast } from './support/outlast.js';
import { attested, banner, button, config, html, toggle } from './support/pages.js';
import { answerLate, type Late } from './support/tags.js';
import { useWorld, type Visitor } from './support/world.js';

const world = useWorld();
const host = 'www.example.co.uk';
const home = `http://${host}/`;

const prerender = async (options: RenderOptions = {}, asked: object = config): Promise<string> => {
  const { renderBanner } = await import(new URL('../dist/esm/render.js', import.meta.url).href);
  return renderBanner(asked, { language: 'fr', link: 'Gérer mes cookies', ...options });
};

interface Opening {
  readonly first?: string;
  readonly asked?: object;
  readonly headers?: Record<string, string>;
  readonly visitor?: Parameters<typeof world.visitor>[0];
}

/** A page whose script waits until it is told to come. */
async function open({ first, asked, headers = {}, visitor: options }: Opening = {}): Promise<Visitor & Late> {
  const written = first ?? (await prerender({}, asked));
  world.site(host, ({ path }) =>
    path === '/'
      ? {
          headers,
          body: html({ placement: 'defer', ...(asked && { config: asked }) }).replace(
            '<body>',
            `<body>${written}`,
          ),
        }
      : undefined,
  );
  const late = answerLate(world.server, host, '/portillon/portillon.js');
  const visitor = await world.visitor(options);
  await visitor.page.addInitScript(() => {
    const page = self as unknown as { shift: number; seen: boolean };
    page.shift = 0;
    page.seen = false;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) page.shift += (entry as unknown as { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
    const look = () => {
      if (document.getElementById('portillon-banner')?.checkVisibility()) page.seen = true;
      requestAnimationFrame(look);
    };
    look();
  });
  await visitor.page.goto(home, { waitUntil: 'commit' });
  await late.asked;
  return { ...visitor, ...late };
}

const isAdopted = ({ page }: Visitor) =>
  page.waitForFunction(() => document.getElementById('portillon-banner')?.matches(':popover-open'));
const status = ({ page }: Visitor) => page.evaluate(() => window.portillon!.state.status);
const wasSeen = ({ page }: Visitor) => page.evaluate(() => (self as unknown as { seen: boolean }).seen);

/** What is left out of the question is told in it. */
const noted = {
  'an exempt measurement': {
    ...config,
    regime: 'FR',
    vendors: [
      {
        use: 'matomo',
        id: '7',
        url: 'https://stats.example.com/',
        exempt: attested,
      },
      { use: 'meta-pixel', id: '123456789012345' },
    ],
  },
  'a page for minors': { ...config, audience: 'minors' },
};

const small = [390, 844] as const;
const views: [number, number, string, object?][] = [
  [...small, 'nothing'],
  [1280, 900, 'nothing'],
  ...Object.entries(noted).map(([what, asked]): [number, number, string, object] => [...small, what, asked]),
];

it.each(views)(
  'goes on with the same elements, where they are, with the focus where it is (%i × %i, a note on %s)',
  async (width, height, _, asked) => {
    const visitor = await open({ ...(asked && { asked }), visitor: { viewport: { width, height } } });
    const { page } = visitor;
    await page.locator(button('refuse')).focus();
    const before = await page.locator(banner).boundingBox();
    const text = await page.locator(banner).innerText();
    await page.evaluate(() => {
      const all = [...document.querySelectorAll('#portillon-banner, #portillon-banner *')];
      Object.assign(self, { all });
    });
    visitor.answer();
    await isAdopted(visitor);
    const kept = await page.evaluate(() => {
      const { all } = self as unknown as { all: Element[] };
      const now = [...document.querySelectorAll('#portillon-banner, #portillon-banner *')];
      return now.length === all.length && now.every((element, index) => element === all[index]);
    });
    expect(kept).toBe(true);
    expect(await page.locator(banner).boundingBox()).toEqual(before);
    expect(await page.locator(banner).innerText()).toBe(text);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-portillon'))).toBe('refuse');
    expect(await page.evaluate(() => (self as unknown as { shift: number }).shift)).toBe(0);
    expect(await page.locator('#portillon').count()).toBe(1);
    await page.keyboard.press('Enter');
    await page.locator(banner).waitFor({ state: 'detached' });
    expect(await status(visitor)).toBe('decided');
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  },
);

it.each([
  ['refuse', 'denied'],
  ['accept', 'granted'],
])('carries out what was pressed before it came: %s', async (name, answer) => {
  const visitor = await open();
  await visitor.page.locator(button(name)).click();
  visitor.answer();
  await visitor.page.locator(banner).waitFor({ state: 'detached' });
  // A yes holds once the configuration was checked.
  await expect
    .poll(() => visitor.page.evaluate(() => [...new Set(Object.values(window.portillon!.state.purposes))]))
    .toEqual([answer]);
  await visitor.close();
});

it.each(Object.entries(noted))('carries out an early yes under a note on %s', async (_, asked) => {
  const visitor = await open({ asked });
  await visitor.page.locator(button('accept')).click();
  visitor.answer();
  await expect
    .poll(() => visitor.page.evaluate(() => window.portillon?.state?.purposes.audience))
    .toBe('granted');
  expect(await visitor.page.locator(banner).count()).toBe(0);
  await visitor.close();
});

it('leads to the switch where the way to object was pressed', async () => {
  const visitor = await open({ asked: noted['an exempt measurement'] });
  await visitor.page.locator(button('object')).click();
  visitor.answer();
  const box = visitor.page.locator(toggle('vendor', 'matomo'));
  await expect.poll(() => box.evaluate((one) => one === document.activeElement)).toBe(true);
  expect(await status(visitor)).toBe('undecided');
  await visitor.close();
});

it.each(['customise', 'partners'])('opens the preferences where that was pressed: %s', async (name) => {
  const visitor = await open();
  await visitor.page.locator(button(name)).click();
  visitor.answer();
  await visitor.page.locator('#portillon-panel').waitFor();
  expect(await status(visitor)).toBe('undecided');
  await visitor.close();
});

it('heeds no click that no visitor made, nor a yes to another question', async () => {
  const visitor = await open();
  await visitor.page.locator(button('accept')).evaluate((accept: HTMLElement) => accept.click());
  visitor.answer();
  await isAdopted(visitor);
  await outlast(visitor);
  expect(await status(visitor)).toBe('undecided');
  await visitor.close();

  const other = await open({
    first: await prerender({}, { ...config, purposes: ['audience'], vendors: [] }),
  });
  await other.page.locator(button('accept')).click();
  other.answer();
  await isAdopted(other);
  await other.page.locator(banner).getByText('Publicité personnalisée').waitFor();
  await outlast(other);
  expect(await status(other)).toBe('undecided');
  await other.close();
});

const many = Array.from({ length: 150 }, (_, index) => ({
  id: `partenaire-dont-le-nom-est-long-${index}`,
  name: `Partenaire ${index}`,
  purposes: ['audience'],
}));

it.each([
  ['', config],
  [', even if no cookie can hold the choice', { ...config, vendors: many }],
])('is never seen by a visitor who has chosen%s', async (_, asked) => {
  const first = await open({ asked });
  await first.page.locator(button('refuse')).click();
  first.answer();
  await first.page.locator(banner).waitFor({ state: 'detached' });
  expect(await wasSeen(first)).toBe(true);
  const storageState = await first.context.storageState();
  await first.close();
  const isLong = storageState.cookies[0]?.value === '';
  expect(isLong).toBe(asked !== config);
  const again = await open({ asked, visitor: { storageState } });
  again.answer();
  await again.page.waitForFunction(() => window.portillon?.state?.status === 'decided');
  await again.page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  expect(await wasSeen(again)).toBe(false);
  await again.close();
});

it.each(['banner', 'panel'])('never gives by itself again a yes of the %s that has ended', async (layer) => {
  const visitor = await open();
  visitor.answer();
  const { page, context } = visitor;
  await page.waitForFunction(() => document.getElementById('portillon-banner')?.matches(':popover-open'));
  if (layer === 'panel') await page.locator(button('customise')).click();
  await page.locator(`#portillon-${layer} [data-portillon="accept"]`).click();
  const purposes = () =>
    page.evaluate(() => [...new Set(Object.values(window.portillon!.state.purposes))].join());
  await expect.poll(purposes).toBe('granted');
  await page.evaluate(() => window.portillon!.forget());
  await page.locator(banner).waitFor();
  await page.evaluate(() => window.portillon!.ready).catch(() => {});
  // What nothing else ends has the page loaded again.
  await expect.poll(purposes).toBe('undecided');
  expect((await context.cookies(home)).filter(({ name }) => name === 'portillon')).toEqual([]);
  await visitor.close();
});

it('is never seen where no script runs', async () => {
  const written = await prerender();
  world.site(host, () => ({ body: html().replace('<body>', `<body>${written}`) }));
  const visitor = await world.visitor({ javaScriptEnabled: false });
  await visitor.page.goto(home);
  expect(await visitor.page.locator('#portillon-banner').isVisible()).toBe(false);
  await visitor.close();
});

it('keeps to a strict policy, by its nonce', async () => {
  const visitor = await open({
    first: await prerender({ nonce: 'abc123' }),
    headers: {
      'content-security-policy': `default-src 'none'; script-src 'self' 'nonce-abc123'; style-src 'nonce-abc123'; img-src data:`,
    },
  });
  await visitor.page.locator(banner).waitFor();
  const before = await visitor.page.locator(banner).boundingBox();
  visitor.answer();
  await isAdopted(visitor);
  expect(await visitor.page.locator(banner).boundingBox()).toEqual(before);
  expect(visitor.messages.filter((text) => /Content Security Policy/i.test(text))).toEqual([]);
  await visitor.close();
});
