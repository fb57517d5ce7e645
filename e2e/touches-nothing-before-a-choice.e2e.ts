import { chromium, type Page } from 'playwright';
import { describe, expect, inject, it } from 'vitest';
import { banner, button, config, html } from './support/pages.js';
import { eventually, note, ran } from './support/tags.js';
import { launchArguments, listen, thirdParty, useWorld, type Visitor } from './support/world.js';

// What is written and deleted again leaves no trace: here each call is heard, and each connection.

const world = useWorld();

/** Presets, a proof endpoint, consent mode, and a former tool that this visitor never answered. */
const full = {
  ...config,
  googleConsentMode: 'basic',
  records: { endpoint: '/api/consents' },
  import: [{ from: 'klaro', name: 'klaro', purposes: { audience: ['mesure'] } }],
};

const markup = `
<script type="text/plain" data-consent="advertising" src="https://ads.example/a.js?name=a"></script>
<script type="text/plain" data-consent="advertising">${note('inline')}</script>
<script type="text/plain" data-vendor="meta-pixel" src="https://connect.facebook.net/extra.js?name=extra"></script>
<script type="text/plain" data-consent="social" data-type="module" src="https://social.example/module.js?name=module"></script>
<iframe data-vendor="youtube" data-consent-src="https://www.youtube-nocookie.com/embed/x" width="560" height="315" title="Vidéo"></iframe>
<img data-consent="advertising" data-consent-src="https://ads.example/pixel.gif" alt="">
<link rel="stylesheet" data-consent="social" data-consent-src="https://social.example/style.css">
<link rel="preconnect" data-consent="social" data-consent-src="https://held.example">
<template data-consent="social"><p id="unfolded">Déplié</p><img src="https://social.example/in-template.gif" alt=""></template>
<div data-consent-declaration></div><div data-consent-state></div>`;

interface Heard {
  readonly visitor: Visitor;
  /** What was written in this page so far, or read of what is not ours; and hints that send a browser to others. */
  touched(): Promise<string[]>;
  /** The hosts to which a connection was opened, apart from the site. */
  connected(): string[];
}

/** Chromium opens no connection ahead of a request for a visitor without a profile on the disk. */
async function visitorWithProfile(): Promise<Visitor> {
  const context = await chromium.launchPersistentContext('', {
    executablePath: inject('engines').chromium,
    args: launchArguments(world.server.port),
    ignoreHTTPSErrors: true,
    locale: 'fr-FR',
  });
  const page = context.pages()[0] ?? (await context.newPage());
  return { context, page, ...listen(page), close: () => context.close() };
}

/** A visitor whose browser tells of each call that touches the device, from before the first script of the page. */
async function listenTo(host: string): Promise<Heard> {
  const visitor = await visitorWithProfile();
  await visitor.context.addInitScript(() => {
    const touched: string[] = [];
    (self as unknown as { touched: string[] }).touched = touched;
    const hear = (owner: object | undefined, method: string, isHeard = (_: unknown) => true) => {
      const target = owner as { [method: string]: (...values: unknown[]) => unknown };
      const original = target[method]!;
      target[method] = function (this: unknown, ...values: unknown[]) {
        if (isHeard(values[0])) touched.push(`${method}: ${values[0]}`);
        return original.apply(this, values);
      };
    };
    const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie')!;
    Object.defineProperty(Document.prototype, 'cookie', {
      ...cookie,
      set(text: string) {
        touched.push(`document.cookie: ${text}`);
        cookie.set!.call(this, text);
      },
    });
    hear(CookieStore.prototype, 'set');
    hear(CookieStore.prototype, 'delete');
    hear(Storage.prototype, 'setItem');
    hear(Storage.prototype, 'getItem', (key) => !/^(portillon|klaro$)/.test(`${key}`));
    hear(IDBFactory.prototype, 'open');
    hear(IDBFactory.prototype, 'deleteDatabase');
    hear(CacheStorage.prototype, 'open');
    hear(ServiceWorkerContainer.prototype, 'register');
    hear(StorageManager.prototype, 'getDirectory');
    hear(Navigator.prototype, 'sendBeacon');
    // A hint that is taken away again has done its work.
    new MutationObserver((changes) => {
      const added = changes.flatMap(({ addedNodes }) => [...addedNodes]);
      const links = added.flatMap((node) =>
        node instanceof Element ? [node, ...node.querySelectorAll('link')] : [],
      );
      for (const link of links) {
        if (!(link instanceof HTMLLinkElement) || !link.href) continue;
        const url = new URL(link.href);
        if (/^http/.test(url.protocol) && url.host !== location.host) touched.push(`${link.rel}: ${url}`);
      }
    }).observe(document, { childList: true, subtree: true });
  });
  // Keys that are set without a method, as `localStorage.name = 1`.
  const assigned: string[] = [];
  const session = await visitor.context.newCDPSession(visitor.page);
  session.on('DOMStorage.domStorageItemAdded', ({ key }) => assigned.push(`storage: ${key}`));
  await session.send('DOMStorage.enable');
  const from = { hits: world.server.hits.length, greeted: world.server.greeted.length };
  return {
    visitor,
    async touched() {
      const calls = await visitor.page.evaluate(() => (self as unknown as { touched: string[] }).touched);
      // The answer to this comes after whatever happened before it.
      await session.send('Runtime.evaluate', { expression: '0' });
      return [...calls, ...assigned];
    },
    connected: () => {
      const asked = thirdParty(world.server.hits.slice(from.hits), host).map((hit) => hit.host);
      return [...new Set([...asked, ...world.server.greeted.slice(from.greeted)])].filter(
        (name) => name !== host && !chromiumItself.test(name),
      );
    },
  };
}

/** Chromium asks its maker for updates. */
const chromiumItself = /(^|\.)(google|googleapis|gvt1)\.com$/;

const opened = async (page: Page, host: string) => {
  await page.goto(`https://${host}/`);
  await page.locator(banner).waitFor();
  await page.waitForLoadState('networkidle');
};

/** Everything but an answer: with each, files of ours come that were not there before. */
async function lookAround(page: Page): Promise<void> {
  await page.mouse.wheel(0, 2000);
  await page.locator(button('accept')).hover();
  await page.locator(button('customise')).click();
  const panel = page.locator('#portillon-panel');
  await panel.waitFor();
  for (const more of await panel.locator('summary').all()) await more.click();
  await panel.locator('[data-portillon="switch"]').first().click();
  await panel.locator('[data-portillon="close"]').click();
  await page.locator(banner).waitFor();
  await page.waitForLoadState('networkidle');
}

// Under development the configuration is checked at once.
describe.each(['www.ecole.example.co.uk', 'www.ecole.test'])('on %s', (host) => {
  it('nothing is written, and nobody else is even connected to, before the choice', async () => {
    world.site(host, {
      '/': html({
        config: full,
        head: '<link rel="preload" as="script" href="/portillon/gate.js">',
        body: markup,
      }),
    });
    const heard = await listenTo(host);
    const { page, errors, close } = heard.visitor;
    await opened(page, host);
    expect(await heard.touched()).toEqual([]);
    await lookAround(page);
    expect(await heard.touched()).toEqual([]);
    // A page that is loaded again looks for what the one before left.
    await page.reload();
    await page.locator(banner).waitFor();
    await lookAround(page);
    expect(await heard.touched()).toEqual([]);
    expect(heard.connected()).toEqual([]);

    // The same ears hear what the choice does.
    await page.locator(button('accept')).click();
    await eventually(() => ran(heard.visitor)).toContain('module');
    await eventually(heard.touched).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^document\.cookie: portillon=v=1/),
        expect.stringMatching(/^setItem: portillon-decided:/),
      ]),
    );
    await eventually(heard.connected).toEqual(
      expect.arrayContaining([
        'ads.example',
        'connect.facebook.net',
        'held.example',
        'www.youtube-nocookie.com',
      ]),
    );
    expect(errors).toEqual([]);
    await close();
  });
});

describe('the measurement hears', () => {
  const host = 'www.oreilles.example.co.uk';
  const hint = (rel: string) =>
    `document.head.append(Object.assign(document.createElement('link'), { rel: '${rel}', href: 'https://probe.example/' }))`;

  it.each([
    ['a cookie that is deleted again', "document.cookie = 'probe=1'; document.cookie = 'probe=1; max-age=0'"],
    ['the Cookie Store', "cookieStore.set('probe', '1').then(() => cookieStore.delete('probe'))"],
    ['a key that is deleted again', "localStorage.setItem('probe', 1); localStorage.removeItem('probe')"],
    ['a key without a method', 'sessionStorage.probe = 1; delete sessionStorage.probe'],
    ['a key of another', "localStorage.getItem('probe')"],
    ['a database', "indexedDB.open('probe').onsuccess = () => indexedDB.deleteDatabase('probe')"],
    ['a cache', "caches.open('probe').then(() => caches.delete('probe'))"],
    ['a name that is looked up', hint('dns-prefetch')],
    ['a connection that is only opened', `${hint('preconnect')}; document.head.lastChild.remove()`],
  ])('%s', async (_, probe) => {
    world.site(host, { '/': html({ head: `<script>${probe}</script>` }) });
    const heard = await listenTo(host);
    await opened(heard.visitor.page, host);
    await eventually(heard.touched).toContainEqual(expect.stringMatching(/probe/));
    if (probe.includes('preconnect')) await eventually(heard.connected).toEqual(['probe.example']);
    await heard.visitor.close();
  });
});
