// R4, R130: programs that refuse for the visitor are heard like the visitor, and nothing of ours looks who is there.
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { BrowserContextOptions } from 'playwright';
import { describe, expect, it } from 'vitest';
import { type Message, runAutoconsent } from './support/autoconsent.js';
import { banner, button, config, html, openPartners, toggle } from './support/pages.js';
import { eventually } from './support/tags.js';
import { thirdParty, useWorld, type Visitor } from './support/world.js';

const world = useWorld();
const host = 'www.example.co.uk';
const tags = readdirSync(new URL('../src/locales/', import.meta.url)).map((name) => name.replace('.ts', ''));
const devices = {
  desktop: { viewport: { width: 1280, height: 720 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
} satisfies Record<string, BrowserContextOptions>;

interface Noted {
  shown?: number;
  decided?: number;
}
/** Runs in the page: when the banner had a box, and when an answer was told. */
function noteTimes(): void {
  const noted: Noted = {};
  Object.assign(self, { noted });
  document.addEventListener('portillon:change', () => {
    noted.decided ??= performance.now();
  });
  const look = () => {
    if (document.querySelector('#portillon-banner')?.getClientRects().length) noted.shown = performance.now();
    else requestAnimationFrame(look);
  };
  look();
}
const times = ({ page }: Visitor) => page.evaluate(() => (self as unknown as { noted: Noted }).noted);

interface Visit extends Visitor {
  readonly messages: string[];
  readonly program: readonly Message[];
  readonly from: number;
}

async function visit(lang: string, device: BrowserContextOptions, files = {}, locale = {}): Promise<Visit> {
  world.site(host, () => ({ body: html({ lang, config: { ...config, ...locale } }) }));
  world.server.handle(({ path }) => {
    const body = (files as Record<string, string>)[path];
    return body === undefined ? undefined : { body, type: 'text/javascript' };
  });
  const visitor = await world.visitor(device);
  const program = await runAutoconsent(visitor.page);
  await visitor.page.addInitScript(noteTimes);
  const from = world.server.hits.length;
  await visitor.page.goto(`http://${host}/`);
  return { ...visitor, program, from };
}

const state = ({ page }: Visitor) => page.evaluate(() => window.portillon!.state);

describe.each(tags)('autoconsent refuses in %s', (lang) => {
  it.each(Object.entries(devices))('on a %s, within two seconds', async (_, device) => {
    const visitor = await visit(lang, device);
    const { page, program, from, errors } = visitor;
    await eventually(() => program.find(({ type }) => type === 'autoconsentDone')).toBeDefined();
    const { shown, decided } = await times(visitor);
    expect(decided! - shown!).toBeLessThan(2000);
    // By its heuristic: it has no rule that knows us, nor one that takes us for another.
    const found = program.filter(({ type }) => type === 'popupFound').map(({ cmp }) => cmp);
    expect(found).toEqual(['HEURISTIC-REJECT']);
    const { status, purposes, vendors } = await state(visitor);
    expect(status).toBe('decided');
    expect(new Set([...Object.values(purposes), ...Object.values(vendors)])).toEqual(new Set(['denied']));
    const returned = world.server.hits.length;
    await page.reload();
    await page.evaluate(() => window.portillon!.ready);
    await page.waitForLoadState('networkidle');
    expect((await state(visitor)).status).toBe('decided');
    expect(await page.locator(banner).count()).toBe(0);
    const loaded = world.server.hits.slice(returned).map(({ path }) => path);
    expect(loaded.filter((path) => path.startsWith('/portillon/interface-'))).toEqual([]);
    expect(thirdParty(world.server.hits.slice(from), host)).toEqual([]);
    expect(errors).toEqual([]);
    await visitor.close();
  });
});

it('is what finds our words: a banner that speaks none it knows stays', async () => {
  const files = {
    '/portillon/locales/eo.js': `import en from './en.js';
export default { ...en, language: 'eo', refuse: 'Blorp', accept: 'Flimp' };`,
  };
  const visitor = await visit('fr', devices.desktop, files, { locale: 'eo' });
  const { page, program } = visitor;
  await page.locator(banner).waitFor();
  // It looks again only after something changed in the page.
  await eventually(async () => {
    await page.evaluate(() => document.body.append(document.createElement('i')));
    return Math.max(0, ...program.map((message) => message.state?.findCmpAttempts ?? 0));
  }).toBeGreaterThanOrEqual(4);
  expect(program.map(({ type }) => type)).not.toContain('popupFound');
  expect(await page.locator(button('refuse')).innerText()).toBe('Blorp');
  expect((await state(visitor)).status).toBe('undecided');
  await visitor.close();
});

/** Runs in the page: who reads whether a program drives the browser, and which browser it is. */
function noteReads(): void {
  const { noteRead } = self as unknown as { noteRead(read: string): void };
  for (const name of ['webdriver', 'userAgent', 'userAgentData', 'appVersion', 'vendor', 'platform']) {
    const { get, ...rest } = Object.getOwnPropertyDescriptor(Navigator.prototype, name) ?? {};
    Object.defineProperty(Navigator.prototype, name, {
      ...rest,
      configurable: true,
      get() {
        noteRead(`${name} ${new Error().stack}`);
        return get?.call(this);
      },
    });
  }
}

describe('nothing of ours looks who is there', () => {
  async function journey(added = ''): Promise<string[]> {
    const site = added ? 'www.planted.example' : host;
    const visitor = await world.visitor();
    const { page } = visitor;
    // Kept outside of the page: a withdrawal may reload it.
    const reads: string[] = [];
    await page.exposeFunction('noteRead', (read: string) => void reads.push(read));
    await page.addInitScript(noteReads);
    const body = `<iframe data-vendor="youtube" data-consent-src="https://www.youtube-nocookie.com/embed/x" title="x">
</iframe><div data-consent-declaration></div>`;
    world.site(site, () => ({ body: html({ body }) }));
    const script = await readFile(new URL('../dist/portillon.js', import.meta.url), 'utf8');
    world.server.handle(({ host, path }) =>
      host === 'www.planted.example' && path === '/portillon/portillon.js'
        ? { body: `${script};${added}`, type: 'text/javascript' }
        : undefined,
    );
    await page.goto(`http://${site}/`);
    await page.locator(button('customise')).click();
    await openPartners(page);
    await page.locator(toggle('purpose', 'audience')).check();
    await page.locator(button('save')).click();
    await page.locator('[data-portillon="load-once"]').click();
    await page.reload();
    await page.locator('footer [data-consent-open]').click();
    await page.locator('#portillon-panel [data-portillon="refuse"]').click();
    await page.locator('#portillon-panel').waitFor({ state: 'detached' });
    await page.waitForLoadState('networkidle');
    await visitor.close();
    return reads.filter((read) => read.includes('/portillon/'));
  }

  it('neither asks for a driver nor for the browser, from the first visit to the withdrawal', async () => {
    expect(await journey()).toEqual([]);
  });

  it.each(['webdriver', 'userAgent'])('would be found if it read navigator.%s', async (name) => {
    const names = (await journey(`navigator.${name}`)).map((read) => read.split(' ')[0]);
    // Once for each page: the withdrawal may have loaded it a third time.
    expect(names.length).toBeGreaterThanOrEqual(2);
    expect(new Set(names)).toEqual(new Set([name]));
  });
});

/** Runs in the page: presses refuse as soon as it has a box, and notes what holds before anything else could run. */
function refuseAtOnce(asSoonAs: 'mutation' | 'frame'): void {
  const look = (): boolean => {
    const refuse = document.querySelector<HTMLElement>('#portillon-banner [data-portillon="refuse"]');
    if (!refuse?.getClientRects().length) return false;
    refuse.click();
    const { status, purposes } = window.portillon!.state;
    Object.assign(self, { atOnce: { status, purposes, cookie: document.cookie !== '' } });
    return true;
  };
  const eachFrame = () => void (look() || requestAnimationFrame(eachFrame));
  const observer = new MutationObserver(() => look() && observer.disconnect());
  if (asSoonAs === 'frame') eachFrame();
  else observer.observe(document, { childList: true, subtree: true, attributes: true });
}

describe('the buttons work in the first frame in which they are seen', () => {
  async function press(asSoonAs: 'mutation' | 'frame', plant?: () => void) {
    world.site(host, () => ({ body: html() }));
    const visitor = await world.visitor();
    const { page } = visitor;
    if (plant) await page.addInitScript(plant);
    await page.addInitScript(refuseAtOnce, asSoonAs);
    await page.goto(`http://${host}/`);
    await page.waitForFunction(() => 'atOnce' in self);
    const atOnce = await page.evaluate(() => (self as unknown as { atOnce: object }).atOnce);
    return { visitor, atOnce };
  }

  it.each(['mutation', 'frame'] as const)('found by %s', async (asSoonAs) => {
    const { visitor, atOnce } = await press(asSoonAs);
    const purposes = { audience: 'denied', advertising: 'denied', social: 'denied' };
    expect(atOnce).toMatchObject({ status: 'decided', purposes, cookie: true });
    await visitor.page.locator(banner).waitFor({ state: 'detached' });
    await visitor.page.reload();
    expect((await state(visitor)).status).toBe('decided');
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  it('is measured: a banner that is shown before it listens is found', async () => {
    const { visitor, atOnce } = await press('frame', () => {
      addEventListener('click', (event) => event.stopImmediatePropagation(), true);
    });
    expect(atOnce).toMatchObject({ status: 'undecided', cookie: false });
    await visitor.close();
  });
});
