import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import type { Handler } from './server.js';
import { eventually } from './tags.js';

export type Answer = 'accept' | 'refuse' | 'partly';

/** A tool that a site used before, as its package runs in a page, with three things to ask for: stat, pub1 and pub2. */
export interface FormerTool {
  readonly name: string;
  /** Where it keeps the choice unless told otherwise. */
  readonly cookie: string;
  /** What stands for our purposes. */
  readonly purposes: { readonly [purpose: string]: readonly string[] };
  /** The head of a page that carries it, with further settings of its own. */
  head(settings?: object): string;
  /** Clicks as a visitor does; `partly` allows stat and pub1. */
  answer(page: Page, answer: Answer): Promise<void>;
}

const folder = fileURLToPath(new URL('../../node_modules/', import.meta.url));

/** The files of the packages, under `/theirs/`. */
export const serveTools: Handler = async ({ path }) => {
  const type = path.endsWith('.css') ? 'text/css' : 'text/javascript';
  return { type, body: await readFile(folder + path.slice('/theirs/'.length)) };
};

const names = ['stat', 'pub1', 'pub2'];
const byService = { audience: ['stat'], advertising: ['pub1', 'pub2'] };
const inline = (code: string) => `<script>${code}</script>`;
const script = (path: string, attributes = '') => `<script src="/theirs/${path}" ${attributes}></script>`;

/** Presses a button until something is seen, or until the button has gone: it may be seen before it does anything. */
async function press(page: Page, selector: string, wanted?: string): Promise<void> {
  const done = async () => (wanted ? page.isVisible(wanted) : !(await page.isVisible(selector)));
  await eventually(async () => {
    // What it opens may cover it.
    if (!(await done())) await page.click(selector, { timeout: 1000 }).catch(() => {});
    return done();
  }).toBe(true);
}

/** Switches on what may still be moving, or lie under a picture. */
async function check(page: Page, selector: string): Promise<void> {
  await eventually(() =>
    page.locator(selector).evaluate((box: HTMLInputElement) => {
      if (!box.checked) box.click();
      return box.checked;
    }),
  ).toBe(true);
}

const tarteaucitron: FormerTool = {
  name: 'tarteaucitron',
  cookie: 'tarteaucitron',
  purposes: byService,
  head: (settings) => {
    const options = { privacyUrl: '', orientation: 'middle', showIcon: false, ...settings };
    return `${script('tarteaucitronjs/tarteaucitron.js')}${inline(`
tarteaucitron.init(${JSON.stringify(options)});
tarteaucitron.job = ${JSON.stringify(names)};
for (const key of tarteaucitron.job) tarteaucitron.services[key] = {
  key, type: 'ads', name: key, uri: '', needConsent: true, cookies: [], js() {}, fallback() {},
};`)}`;
  },
  async answer(page, answer) {
    // Its buttons are there before they do anything.
    await page.waitForFunction(() => document.cookie.includes('pub2=wait'));
    if (answer === 'accept') return press(page, '#tarteaucitronPersonalize2');
    if (answer === 'refuse') return press(page, '#tarteaucitronAllDenied2');
    await press(page, '#tarteaucitronCloseAlert', '#statAllowed');
    for (const id of ['statAllowed', 'pub1Allowed', 'pub2Denied']) await page.click(`#${id}`);
  },
};

const vanilla: FormerTool = {
  name: 'vanilla-cookieconsent',
  cookie: 'cc_cookie',
  purposes: { audience: ['stat'], advertising: ['ads/pub1', 'ads/pub2'] },
  head: (settings) => {
    const buttons = { acceptAllBtn: 'Accepter', acceptNecessaryBtn: 'Refuser' };
    const sections = ['stat', 'ads'].map((linkedCategory) => ({ title: linkedCategory, linkedCategory }));
    const options = {
      // It takes a driven browser for a robot.
      hideFromBots: false,
      categories: {
        necessary: { enabled: true, readOnly: true },
        stat: {},
        ads: { services: { pub1: { label: 'pub1' }, pub2: { label: 'pub2' } } },
      },
      language: {
        default: 'fr',
        translations: {
          fr: {
            consentModal: { title: 'Cookies', description: '…', ...buttons, showPreferencesBtn: 'Choisir' },
            preferencesModal: { title: 'Choix', ...buttons, savePreferencesBtn: 'Enregistrer', sections },
          },
        },
      },
      ...settings,
    };
    return `<link rel="stylesheet" href="/theirs/vanilla-cookieconsent/dist/cookieconsent.css">
${script('vanilla-cookieconsent/dist/cookieconsent.umd.js')}
${inline(`addEventListener('load', () => CookieConsent.run(${JSON.stringify(options)}))`)}`;
  },
  async answer(page, answer) {
    const inBanner = (role: string) => page.click(`#cc-main .cm [data-role="${role}"]`);
    if (answer === 'accept') return inBanner('all');
    if (answer === 'refuse') return inBanner('necessary');
    await inBanner('show');
    for (const id of ['stat', 'pub1']) {
      // Its switch lies under its picture.
      if (id === 'pub1')
        await page.click('#cc-main .pm__section--expandable:has([value="ads"]) .pm__section-title');
      await check(page, `#cc-main .section__toggle[value="${id}"]`);
    }
    await page.click('#cc-main .pm [data-role="save"]');
  },
};

const klaro: FormerTool = {
  name: 'klaro',
  cookie: 'klaro',
  purposes: byService,
  head: (settings) => {
    const services = names.map((name) => ({ name, title: name, purposes: ['x'] }));
    const options = {
      lang: 'fr',
      acceptAll: true,
      groupByPurpose: false,
      privacyPolicy: '/p',
      services,
      ...settings,
    };
    return `${inline(`var klaroConfig = ${JSON.stringify(options)}`)}${script('klaro/dist/klaro.js', 'defer data-config="klaroConfig"')}`;
  },
  async answer(page, answer) {
    if (answer === 'accept') return page.click('.klaro .cookie-notice .cm-btn-success');
    if (answer === 'refuse') return page.click('.klaro .cookie-notice .cn-decline');
    await page.click('.klaro .cookie-notice .cm-link');
    for (const id of ['stat', 'pub1']) await page.click(`#service-item-${id}-title`);
    await page.click('.klaro .cm-btn-accept');
  },
};

const orejime: FormerTool = {
  name: 'orejime',
  cookie: 'eu-consent',
  // Its groups are unfolded in what it stores.
  purposes: byService,
  head: (settings) => {
    const purpose = (id: string) => ({ id, title: id, cookies: [] });
    const ads = { id: 'ads', title: 'ads', purposes: [purpose('pub1'), purpose('pub2')] };
    const options = { privacyPolicyUrl: '/p', purposes: [purpose('stat'), ads], ...settings };
    return `<link rel="stylesheet" href="/theirs/orejime/dist/orejime-standard.css">
${inline(`window.orejimeConfig = ${JSON.stringify(options)}`)}${script('orejime/dist/orejime-standard-fr.js')}`;
  },
  async answer(page, answer) {
    if (answer === 'accept') return page.click('.orejime-Banner-saveButton');
    if (answer === 'refuse') return page.click('.orejime-Banner-declineButton');
    await page.click('.orejime-Banner-learnMoreButton');
    for (const id of ['stat', 'pub1']) await check(page, `#orejime-purpose-${id}`);
    await page.click('.orejime-Modal-saveButton');
  },
};

export const formerTools: readonly FormerTool[] = [tarteaucitron, vanilla, klaro, orejime];
