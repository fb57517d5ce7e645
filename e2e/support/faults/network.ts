import type { Reply } from '../server.js';
import { eventually } from '../tags.js';
import type { Visitor } from '../world.js';
import { everything, type Fault } from './fault.js';

const spa: Reply = { type: 'text/html', body: '<!doctype html><title>Accueil</title><p>Page introuvable' };
const gone: Reply = { status: 404, type: 'text/plain', body: 'not found' };
const broken: Reply = { status: 500, type: 'text/plain', body: 'error' };
const hangs: Reply = { delay: Number.POSITIVE_INFINITY };
const noInterface = { sees: 'nothing', says: ['interface-missing'] } as const;
/** Where the one in French fails, the one in English is shown. */
const french = '/portillon/interface-fr.js';
const english = '/portillon/interface-en.js';
const ui = (reply: Reply) => ({ [french]: reply, [english]: reply });
/** A language that the site has added itself. */
const esperanto = '/portillon/locales/eo.js';
const inEsperanto = (html: string) => html.replace('"purposes"', '"locale": "eo", "purposes"');
const pixel = '/portillon/vendors/meta-pixel.js';
const script = (body: string): Reply => ({ type: 'text/javascript', body });
const withoutPixel = everything.filter((name) => !name.startsWith('connect'));

/** The tag names a file, and the page holds no configuration of its own. */
const fromFile = (html: string) =>
  html
    .replace(/<script type="application\/json".*?<\/script>/s, '')
    .replace('/portillon/portillon.js"', '/portillon/portillon.js" data-config="/consent.json"');

const clickCustomise = async ({ page }: Visitor) => {
  const told = page.waitForEvent('console', (message) => message.text().startsWith('[portillon]'));
  await page.locator('#portillon [data-portillon="customise"]').click();
  await told;
  await page.locator('#portillon-banner').waitFor();
};

/** What the file holds; `config` is that of the page. */
export const network = (config: object): readonly Fault[] => [
  { name: 'the interface is missing', answers: ui(gone), ...noInterface },
  { name: 'the interface fails with 500', answers: ui(broken), ...noInterface },
  {
    name: 'the interface is served as plain text',
    answers: ui({ type: 'text/plain', body: '' }),
    ...noInterface,
  },
  { name: 'the interface is answered with a page', answers: ui(spa), ...noInterface },
  {
    name: 'the interface is cut in the middle',
    answers: ui(script('export const createInterface = (')),
    ...noInterface,
  },
  {
    name: 'the interface is empty',
    answers: ui(script('')),
    sees: 'nothing',
    says: ['interface-missing', 'locale-missing'],
  },
  {
    name: 'the interface is of another version',
    answers: {
      [french]: script(
        'export const createInterface = () => ({}), createAsk = () => ({}); export default { language: "fr" }',
      ),
    },
    sees: 'nothing',
    says: ['interface-failed'],
  },
  { name: 'the interface never comes', answers: ui(hangs), sees: 'nothing' },
  {
    name: 'the interface is redirected to another origin',
    answers: ui({ status: 302, headers: { location: 'https://login.example/' } }),
    // The site's own server sends the browser there, and no script can tell it not to: integrity can.
    sends: /^https:\/\/login\.example\//,
    ...noInterface,
  },
  { name: 'the language is missing', answers: { [french]: gone }, says: ['locale-missing'] },
  { name: 'the language is answered with a page', answers: { [french]: spa }, says: ['locale-missing'] },
  { name: 'the language exports nothing', answers: { [french]: script('') }, says: ['locale-missing'] },
  {
    name: 'a language of the site’s own is missing',
    page: inEsperanto,
    answers: { [esperanto]: gone },
    says: ['locale-missing'],
  },
  {
    name: 'a language of the site’s own lacks its texts',
    page: inEsperanto,
    answers: { [esperanto]: script('export default { language: "eo", direction: "ltr" }') },
    says: ['text-missing'],
  },
  {
    name: 'a language of the site’s own exports nothing',
    page: inEsperanto,
    answers: { [esperanto]: script('') },
    says: ['locale-missing'],
  },
  {
    name: 'the texts of the panel are missing',
    answers: { '/portillon/locales/panel/fr.js': gone },
    happens: clickCustomise,
    opens: false,
    says: ['interface-missing', 'interface-missing'],
  },
  {
    name: 'the texts of the details are missing',
    answers: { '/portillon/locales/details/fr.js': gone },
    // Nobody needs them where the embed is allowed before it was covered.
    happens: ({ messages }) => eventually(() => messages.join()).toContain('interface-missing'),
    says: ['interface-missing'],
  },
  {
    name: 'the layout is missing',
    page: (html) => html.replace('"purposes"', '"layout": "bar", "purposes"'),
    answers: { '/portillon/layouts/bar.js': gone },
    says: ['layout-missing'],
  },
  {
    name: 'the panel is missing',
    answers: { '/portillon/panel.js': gone },
    happens: clickCustomise,
    opens: false,
    says: ['interface-missing'],
  },
  {
    name: 'the placeholder is missing',
    answers: { '/portillon/placeholder.js': gone },
    says: ['interface-missing'],
  },
  {
    name: 'the permanent entry is missing',
    page: (html) => html.replace(/<footer>.*<\/footer>/s, ''),
    answers: { '/portillon/entry.js': gone },
    says: ['interface-missing'],
  },
  {
    name: 'a vendor file is missing',
    answers: { [pixel]: gone },
    runs: withoutPixel,
    says: ['vendor-missing'],
  },
  {
    name: 'a vendor file is answered with a page',
    answers: { [pixel]: spa },
    runs: withoutPixel,
    says: ['vendor-missing'],
  },
  {
    name: 'a vendor file exports nothing',
    answers: { [pixel]: script('') },
    runs: withoutPixel,
    says: ['vendor-missing'],
  },
  {
    name: 'a vendor file throws',
    answers: { [pixel]: script('throw new Error("broken")') },
    runs: withoutPixel,
    says: ['vendor-missing'],
  },
  { name: 'a vendor file never comes', answers: { [pixel]: hangs }, runs: withoutPixel },
  {
    name: 'the configuration file is missing',
    page: fromFile,
    answers: { '/consent.json': gone },
    sees: 'nothing',
    says: ['config-missing'],
  },
  {
    name: 'the configuration file fails with 500',
    page: fromFile,
    answers: { '/consent.json': broken },
    sees: 'nothing',
    says: ['config-missing'],
  },
  {
    name: 'the configuration file never comes',
    page: fromFile,
    answers: { '/consent.json': hangs },
    sees: 'nothing',
  },
  {
    name: 'the configuration file is slow',
    page: fromFile,
    answers: { '/consent.json': { type: 'application/json', body: JSON.stringify(config), delay: 700 } },
  },
  {
    name: 'the configuration file begins with a byte-order mark',
    page: fromFile,
    answers: { '/consent.json': { type: 'application/json', body: `\uFEFF${JSON.stringify(config)}` } },
  },
  {
    name: 'the configuration file is answered with a page',
    page: fromFile,
    answers: { '/consent.json': spa },
    sees: 'nothing',
    says: ['config-unreadable'],
  },
  {
    name: 'the configuration file is empty',
    page: fromFile,
    answers: { '/consent.json': { type: 'application/json' } },
    sees: 'nothing',
    says: ['config-missing'],
  },
  {
    name: 'the configuration file holds null',
    page: fromFile,
    answers: { '/consent.json': { type: 'application/json', body: 'null' } },
    sees: 'nothing',
    says: ['config-invalid'],
  },
  { name: 'our script is missing', answers: { '/portillon/portillon.js': gone }, sees: 'nothing' },
  {
    name: 'our script never comes',
    answers: { '/portillon/portillon.js': hangs },
    page: (html) => html.replace('portillon.js"', 'portillon.js" async'),
    sees: 'nothing',
  },
  {
    name: 'the visitor goes offline before the click, and is back on the next page',
    happens: async ({ context, page }) => {
      // All that the page needs before an answer is there.
      await page.locator('[data-portillon="placeholder"]').waitFor();
      await page.waitForLoadState('networkidle');
      await context.setOffline(true);
      await page.locator('#portillon [data-portillon="refuse"]').click();
      await page.locator('#portillon-banner').waitFor({ state: 'detached' });
      await context.setOffline(false);
      await page.reload();
    },
    sees: 'banner',
  },
  {
    name: 'a tag of the page is offline when it is released',
    page: (html) => html.replace('https://ads.example/a.js', 'https://ads.example:1/a.js'),
    runs: everything.filter((name) => name !== 'ads'),
  },
];
