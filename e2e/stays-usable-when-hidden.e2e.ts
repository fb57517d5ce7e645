// R4, R95, R130: who hides the question or its files has not answered, and goes on reading undisturbed.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { useBlocker } from './support/blocker.js';
import { banner, config, html } from './support/pages.js';
import { eventually } from './support/tags.js';
import { controls, findFaults, type Visit } from './support/usable.js';
import { useWorld } from './support/world.js';

const world = useWorld();
const blocker = useBlocker(world);
const panel = '#portillon-panel';
const opener = 'footer [data-consent-open]';

const body = `${controls}
<script type="text/plain" data-consent="advertising" src="https://ads.example/tag.js"></script>
<iframe data-vendor="youtube" data-consent-src="https://www.youtube-nocookie.com/embed/x" title="x"></iframe>`;

/** Opens a page of a site of its own: rules, cookies and requests of one test are not those of another. */
let sites = 0;
async function open(
  options: {
    rule?: string;
    script?: [(given: string) => void, string];
    abort?: string;
    added?: string;
    layout?: string;
  } = {},
): Promise<Visit> {
  const host = `www.site-${++sites}.example`;
  world.site(host, () => ({
    body: html({
      config: { ...config, layout: options.layout ?? 'box' },
      body: body + (options.added ?? ''),
    }),
  }));
  if (options.rule) await blocker.block(host, options.rule);
  const visitor = await (options.rule ? blocker : world).visitor();
  if (options.script) await visitor.page.addInitScript(...options.script);
  if (options.abort) await visitor.page.route(options.abort, (route) => route.abort('blockedbyclient'));
  const visit = { ...visitor, host, from: world.server.hits.length };
  await visitor.page.goto(`http://${host}/`);
  return visit;
}

const status = ({ page }: Visit) => page.evaluate(() => window.portillon!.state.status);
const isGone =
  ({ page }: Visit, selector: string) =>
  async () =>
    page.evaluate((what) => {
      const asked = performance.getEntriesByType('resource').some(({ name }) => name.includes('/interface-'));
      return asked && !!window.portillon && !document.querySelector(what)?.checkVisibility();
    }, selector);
const problems = ({ page }: Visit) => page.evaluate(() => window.portillon!.problems.map(({ code }) => code));

const sheet = (selector: string) => `${selector}{display:none!important}`;
/** Runs in the page: a layer that is declared before ours wins over it. */
function adoptLayer(selector: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@layer blocker { ${selector} { display: none !important } }`);
  document.adoptedStyleSheets = [sheet];
}
function hideInline(selector: string): void {
  const hide = () => {
    document.querySelector<HTMLElement>(selector)?.style.setProperty('display', 'none', 'important');
  };
  new MutationObserver(hide).observe(document, { childList: true, subtree: true });
}
function remove(selector: string): void {
  const remove = () => document.querySelector(selector)?.remove();
  new MutationObserver(remove).observe(document, { childList: true, subtree: true });
}

const means = [
  ['a rule of a content blocker', (selector: string) => ({ rule: sheet(selector) })],
  [
    'an adopted sheet',
    (selector: string) => ({ script: [adoptLayer, selector] as [typeof adoptLayer, string] }),
  ],
  [
    'a script that hides it',
    (selector: string) => ({ script: [hideInline, selector] as [typeof hideInline, string] }),
  ],
  [
    'a script that removes it',
    (selector: string) => ({ script: [remove, selector] as [typeof remove, string] }),
  ],
] as const;

/** Content blockers always; of what scripts do, one in a sampled run. */
const [first, ...others] = means;
const tried = process.env.PORTILLON_FULL ? means : [first, ...fc.sample(fc.constantFrom(...others), 1)];

describe.each(tried)('hidden by %s', (_, hiding) => {
  it('the banner leaves the page as it is, and the panel can still be opened', async () => {
    const visit = await open(hiding('#portillon-banner'));
    const { page } = visit;
    await eventually(isGone(visit, '#portillon-banner')).toBe(true);
    expect(await findFaults(visit, world)).toEqual([]);
    await page.locator(opener).click();
    await page.locator(panel).waitFor();
    await page.keyboard.press('Escape');
    await page.locator(panel).waitFor({ state: 'detached' });
    expect(await findFaults(visit, world)).toEqual([]);
    expect(await status(visit)).toBe('undecided');
    await visit.close();
  });

  it.each(['#portillon', '#portillon-panel'])(
    '%s leaves the page as it is when the panel is opened',
    async (selector) => {
      const visit = await open(hiding(selector));
      const { page } = visit;
      await eventually(isGone(visit, selector)).toBe(true);
      for (const _ of ['once', 'again']) {
        await page.locator(opener).click();
        await eventually(() => problems(visit)).toContain('panel-hidden');
        expect(await findFaults(visit, world)).toEqual([]);
      }
      expect(await status(visit)).toBe('undecided');
      await visit.close();
    },
  );
});

it('goes when it is hidden while it is open', async () => {
  const visit = await open();
  const { page } = visit;
  await page.locator(opener).click();
  await page.locator(panel).evaluate((shown) => shown.style.setProperty('display', 'none', 'important'));
  await page.locator(banner).waitFor();
  expect(await findFaults(visit, world)).toEqual([]);
  await visit.close();
});

it('can be opened again after the page closed it, as it closes every dialog', async () => {
  const visit = await open();
  const { page } = visit;
  for (const _ of ['once', 'again']) {
    await page.locator(opener).click();
    await page.locator(panel).waitFor();
    await page.evaluate(() => {
      for (const dialog of document.querySelectorAll<HTMLDialogElement>('dialog[open]')) dialog.close();
    });
    await page.locator(banner).waitFor();
    expect(await page.locator(panel).count()).toBe(0);
    expect(await findFaults(visit, world)).toEqual([]);
  }
  expect(await status(visit)).toBe('undecided');
  await visit.close();
});

it('is not what a broad rule against consent dialogs hides', async () => {
  const rule = sheet(':is([id*="consent"],[class*="consent"],[id*="cookie"],[class*="cookie"])');
  const visit = await open({ rule, added: '<p id="cookie-notice">Un autre bandeau</p>' });
  await eventually(() => visit.page.locator('#cookie-notice').isVisible()).toBe(false);
  await visit.page.locator(banner).waitFor();
  expect(await findFaults(visit, world)).toEqual([]);
  await visit.close();
});

describe('without a file', () => {
  it.each(['portillon.js', 'interface-*.js', 'panel.js', 'locales/**', '*'])(
    '%s, the page stays as it is',
    async (file) => {
      const visit = await open({ abort: `**/portillon/${file}` });
      await visit.page.waitForLoadState('load');
      await visit.page.locator(opener).click();
      if (file !== '*' && file !== 'portillon.js') await eventually(() => problems(visit)).not.toEqual([]);
      expect(await findFaults(visit, world)).toEqual([]);
      await visit.close();
    },
  );

  it.each(['placeholder.js', 'layouts/*'])('%s, all else of us works', async (file) => {
    const visit = await open({ abort: `**/portillon/${file}`, layout: 'bar' });
    await eventually(() => problems(visit)).not.toEqual([]);
    await visit.page.locator(opener).press('Enter');
    await visit.page.locator(panel).waitFor();
    await visit.page.keyboard.press('Escape');
    await visit.page.locator(panel).waitFor({ state: 'detached' });
    await visit.page.locator(banner).waitFor();
    expect(await findFaults(visit, world)).toEqual([]);
    await visit.close();
  });
});

describe('the measurement finds', () => {
  const dialog = '<dialog id="hidden" style="display:none!important"></dialog>';
  it.each([
    ['a hidden modal dialog', `${dialog}<script>hidden.showModal()</script>`, 'button'],
    ['what lies over the page', '<div style="position:fixed;inset:0;z-index:9"></div>', 'button'],
    ['a page that is locked', '<style>html{overflow:hidden}</style>', 'scroll'],
    ['a trap', '<script>onkeydown = (event) => event.preventDefault()</script>', 'focus'],
    ['a request', '<script>new Image().src = "https://ads.example/pixel.gif"</script>', 'requests'],
    ['an error', '<script>throw new Error("planted")</script>', 'errors'],
    [
      'a grant',
      '<script>portillon.decide("all", { source: "planted" }).then(() => { self.planted = true })</script>',
      'state',
      'self.planted',
    ],
  ])('%s', async (_, added, fault, isPlanted = 'true') => {
    const visit = await open({ added, script: [adoptLayer, '#portillon'] });
    await visit.page.waitForFunction(isPlanted);
    await eventually(isGone(visit, '#portillon')).toBe(true);
    expect(await findFaults(visit, world, fault)).toEqual([fault]);
    await visit.close();
  });
});
