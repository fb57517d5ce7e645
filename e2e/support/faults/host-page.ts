import type { Visitor } from '../world.js';
import type { Fault } from './fault.js';

const inHead = (text: string) => (html: string) => html.replace('<head>', `<head>${text}`);
const inBody = (text: string) => (html: string) => html.replace('</main>', `${text}</main>`);
const back = ({ page }: Visitor) => page.locator('#portillon-banner').waitFor();
const csp = (policy: string) => ({ 'content-security-policy': policy });

/** What pages do to themselves: in callbacks, to the document, and to its own name. */
export const page: readonly Fault[] = [
  {
    name: 'a subscriber throws, twice',
    page: inBody(`<script>document.addEventListener('portillon:change', () => {});
portillon.subscribe(() => { throw new Error('theirs') }); portillon.subscribe(() => { throw new Error('theirs') })</script>`),
    says: ['listener-failed'],
  },
  {
    name: 'a listener of our event throws',
    page: inBody(
      `<script>document.addEventListener('portillon:change', () => { throw new Error('theirs') })</script>`,
    ),
    theirs: /theirs/,
  },
  {
    name: 'a subscriber decides again',
    page: inBody(
      `<script>portillon.subscribe((state) => { if (!state.purposes.social) portillon.decide('none') })</script>`,
    ),
  },
  {
    name: 'early calls are junk',
    page: inHead(
      `<script>window.portillon = { q: [null, 5, ['nope'], 'open', ['close', 1], ['allows']] }</script>`,
    ),
    says: ['call-unknown', 'call-unknown', 'call-unknown', 'call-unknown'],
  },
  {
    name: 'early calls accept for the visitor',
    page: inHead(
      `<script>window.portillon = { q: [['decide', 'all'], ['decide', { advertising: true }]] }</script>`,
    ),
    says: ['grant-without-gesture'],
  },
  {
    name: 'an early call throws',
    page: inHead(`<script>window.portillon = { q: [['scan', 5]] }</script>`),
    says: ['call-failed'],
  },
  { name: 'early calls are no list', page: inHead('<script>window.portillon = { q: "open" }</script>') },
  { name: 'our name is taken by a number', page: inHead('<script>window.portillon = 5</script>') },
  {
    name: 'our name is taken and locked',
    page: inHead(`<script>Object.defineProperty(window, 'portillon', { value: { locked: true } })</script>`),
    says: ['name-taken'],
    mute: true,
  },
  {
    name: 'our name is taken by a getter that throws',
    page: inHead(
      `<script>Object.defineProperty(window, 'portillon', { get() { throw new Error('theirs') } })</script>`,
    ),
    says: ['name-taken'],
    mute: true,
  },
  {
    name: 'an element of the page has our id',
    page: inBody('<section id="portillon"><p id="theirs">Portillons de jardin</p></section>'),
    happens: ({ page }) => page.locator('#theirs').waitFor(),
  },
  {
    name: 'a form of the page has a field of the name of every method',
    page: inBody(
      '<form><input name="remove"><input name="append"><input name="parentNode"><input name="id"></form>',
    ),
  },
  {
    name: 'elements shadow the names of the document',
    page: inBody('<img name="currentScript" alt=""><img name="cookie" alt="">'),
  },
  {
    name: 'the state is changed by the page',
    happens: ({ page }) =>
      page.evaluate(() => {
        const { state } = window.portillon!;
        for (const map of [state, state.purposes, state.vendors]) {
          try {
            Object.assign(map, { advertising: 'granted', 'meta-pixel': 'granted', status: 'decided' });
          } catch {
            // It is frozen.
          }
        }
      }),
  },
  {
    name: 'the body is written anew',
    happens: async (visitor) => {
      await visitor.page.evaluate(() => {
        const tags = document.querySelector('main')!.innerHTML;
        document.body.innerHTML = `<main>${tags}</main><footer><button type="button" data-consent-open>Cookies</button></footer>`;
      });
      await back(visitor);
    },
  },
  {
    name: 'the body is exchanged three times',
    happens: async (visitor) => {
      for (let count = 0; count < 3; count++) {
        await visitor.page.evaluate(() => {
          const body = document.createElement('body');
          body.append(...document.querySelectorAll('main, footer'));
          document.body.replaceWith(body);
        });
        await back(visitor);
      }
    },
  },
  {
    name: 'the head is emptied',
    happens: ({ page }) => page.evaluate(() => document.head.replaceChildren()),
  },
  {
    name: 'the head is removed',
    happens: ({ page }) => page.evaluate(() => document.head.remove()),
  },
  {
    name: 'our container is removed once',
    happens: async (visitor) => {
      await visitor.page.evaluate(() => document.getElementById('portillon')!.remove());
      await back(visitor);
    },
  },
  {
    name: 'our container is emptied',
    happens: async (visitor, home) => {
      await visitor.page.evaluate(() => document.getElementById('portillon')!.replaceChildren());
      await visitor.page.goto(home);
      await back(visitor);
    },
  },
  {
    name: 'our container is removed again and again',
    happens: async ({ page }, home) => {
      await page.evaluate(() => {
        const remove = () => document.getElementById('portillon')?.remove();
        new MutationObserver(remove).observe(document.body, { childList: true });
        remove();
      });
      await page.waitForFunction(() => !document.getElementById('portillon'));
      await page.goto(home);
      await page.locator('#portillon-banner').waitFor();
    },
  },
  {
    name: 'the document is written anew',
    happens: async ({ page }, home) => {
      await page.evaluate(() => {
        document.open();
        document.write('<!doctype html><p id="anew">Tout est neuf</p>');
        document.close();
      });
      await page.locator('#anew').waitFor();
      await page.goto(home);
      await page.locator('#portillon-banner').waitFor();
    },
  },
  { name: 'the page is in quirks mode', page: (html) => html.replace('<!doctype html>', '') },
  {
    name: 'the page names another base',
    page: (html) => html.replace('</head>', '<base href="https://base.example/a/"></head>'),
  },
  {
    name: 'the page has no head, and no end',
    page: (html) => html.replace('<head>', '').replace('</head><body>', '').replace('</body></html>', ''),
  },
  {
    name: 'a policy lets only this site run',
    headers: csp(
      "default-src 'self'; script-src 'self' 'unsafe-inline' https:; frame-src *; img-src *; connect-src 'self'",
    ),
  },
  {
    name: 'a policy lets run only what carries its nonce',
    headers: csp("script-src 'nonce-x'"),
    page: (html) => html.replaceAll('<script', '<script nonce="x"'),
  },
  { name: 'a policy forbids every style', headers: csp("style-src 'none'") },
  { name: 'a policy lets nothing run', headers: csp("script-src 'none'"), sees: 'nothing' },
];
