import { describe, expect, it } from 'vitest';
import { expectNoProblems, outlast } from './support/outlast.js';
import { banner, button, config, html } from './support/pages.js';
import { sample } from './support/sample.js';
import { eventually, note, ran } from './support/tags.js';
import { thirdParty, useWorld, type Visitor } from './support/world.js';

const world = useWorld();
const site = 'www.example.co.uk';
/** Where a site is made. */
const making = 'www.example.test';
const relay = config.vendors.filter(({ id }) => id === 'relay');
const own = { ...config, vendors: relay };
const held = `<script type="text/plain" data-consent="advertising" src="https://ads.example/a.js?name=held"></script>`;

async function open(
  page: string,
  path = '/',
  before?: (visitor: Visitor) => Promise<unknown>,
  host = site,
): Promise<Visitor> {
  world.site(host, ({ path: asked }) => (asked === '/favicon.ico' ? { status: 404 } : { body: page }));
  const visitor = await world.visitor();
  await before?.(visitor);
  world.server.hits.length = 0;
  await visitor.page.goto(`https://${host}${path}`);
  return visitor;
}
const outside = () => thirdParty(world.server.hits, site);
/** What attacks do where they succeed. */
const isTaken = ({ page }: Visitor) => page.evaluate(() => 'taken' in self);
const status = ({ page }: Visitor) => page.evaluate(() => window.portillon?.state?.status);

/** Asked as ever, nothing granted, nothing asked elsewhere; then a yes still means yes. */
async function expectUnmoved(visitor: Visitor): Promise<void> {
  await visitor.page.locator(banner).waitFor();
  expect(await status(visitor)).toBe('undecided');
  expect(outside()).toEqual([]);
  await visitor.page.locator(button('accept')).click();
  await eventually(() => ran(visitor)).toContain('held');
  expect(await isTaken(visitor)).toBe(false);
  expect(visitor.errors).toEqual([]);
}

describe('elements that carry the names of what we read', () => {
  const hostile = JSON.stringify({ ...own, purposes: ['advertising'], vendors: [] });

  it.each([
    [
      'a form named as we are',
      '<form id="portillon" name="portillon"><input name="q"><input name="state"></form>',
    ],
    ['two links named as we are', '<a id="portillon"></a><a id="portillon" name="q" href="x:y"></a>'],
    ['a picture named as we are', '<img name="portillon" alt="">'],
    ['a link with our configuration', `<a id="portillon-config">${hostile}</a>`],
    [
      'fields of a form',
      '<form><input name="currentScript"><input name="parentNode"><input name="nextSibling"></form>',
    ],
    ['a form around the page', `<form><button name="parentNode">x${held}</button></form>`],
    [
      'elements with our ids',
      '<b id="portillon-banner"></b><b id="portillon-panel"></b><b id="portillon-entry"></b>',
    ],
    [
      'a marked form',
      '<form data-consent="advertising"><input name="getAttribute"><input name="hasAttribute"></form>',
    ],
    ['windows', '<iframe name="portillon" srcdoc="x"></iframe>'],
  ])('change nothing: %s', async (_, clobber) => {
    const visitor = await open(html({ config: own, placement: 'body', body: clobber + held }));
    await expectUnmoved(visitor);
    await visitor.close();
  });

  it('change nothing where a form comes later, and where its ground is clicked', async () => {
    const visitor = await open(html({ config: own, body: held }));
    await visitor.page.locator(banner).waitFor();
    await visitor.page.evaluate(() => {
      const form = document.createElement('form');
      form.id = 'later';
      for (const name of [
        'matches',
        'closest',
        'querySelectorAll',
        'getAttribute',
        'localName',
        'isConnected',
      ]) {
        const field = document.createElement('input');
        field.name = name;
        form.append(field);
      }
      document.querySelector('main')!.prepend(form);
    });
    // The form hides from the driver too what it needs for a click.
    await visitor.page.evaluate(() => HTMLElement.prototype.click.call(document.querySelector('#later')));
    await expectUnmoved(visitor);
    await visitor.close();
  });

  it('name no other configuration', async () => {
    const visitor = await open(
      html({
        config: own,
        placement: 'body',
        body: `<img name="currentScript" data-config="https://evil.example/config.json" alt="">${held}`,
      }),
    );
    await expectUnmoved(visitor);
    expect(world.server.hits.filter(({ host }) => host === 'evil.example')).toEqual([]);
    await visitor.close();
  });

  const properties = [
    'addEventListener',
    'adoptedStyleSheets',
    'baseURI',
    'body',
    'cookie',
    'createElement',
    'currentScript',
    'dispatchEvent',
    'documentElement',
    'getElementById',
    'head',
    'importNode',
    'location',
    'prerendering',
    'querySelector',
    'querySelectorAll',
    'readyState',
    'visibilityState',
  ];
  const cases = properties.flatMap((name) =>
    ['img', 'form', 'object', 'embed'].map((element) => ({ name, element })),
  );

  // A page whose `document.createElement` is a picture cannot be used; it must not be opened either.
  it.each(sample(cases, 18, ['name']))(
    'grant nothing as document.$name ($element)',
    async ({ name, element }) => {
      const clobber =
        element === 'object'
          ? `<object id="${name}" name="${name}"></object>`
          : `<${element} name="${name}">`;
      const visitor = await open(html({ config: own, placement: 'body', body: `${held}${clobber}` }));
      await visitor.page.waitForLoadState('networkidle');
      expect(outside()).toEqual([]);
      expect(await status(visitor)).not.toBe('decided');
      expect(visitor.errors).toEqual([]);
      await visitor.close();
    },
  );
});

describe('addresses that run code', () => {
  const urls = [
    'javascript:self.taken=1',
    'JaVaScRiPt:parent.taken=1',
    ' \tjavascript:parent.taken=1',
    'java\nscript:parent.taken=1',
    '\u0001javascript:parent.taken=1',
    'data:text/javascript,self.taken=1',
    'data:text/html,<script>parent.taken=1</script>',
    'vbscript:taken',
    'blob:https://www.example.co.uk/0',
    'http://ads.example/plain.js',
    'https://user:pass@ads.example/named.js',
  ];
  const quoted = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

  it('are never started from marked tags, in whatever element', async () => {
    const marked = 'data-consent="advertising"';
    const body = urls
      .map(quoted)
      .map(
        (url) => `<script type="text/plain" ${marked} src="${url}"></script>
<iframe ${marked} data-consent-src="${url}" title="x"></iframe><object ${marked} data-consent-src="${url}"></object>
<embed ${marked} data-consent-src="${url}"><link ${marked} rel="stylesheet" data-consent-src="${url}">
<template ${marked}><script src="${url}"></script></template>`,
      )
      .join('\n');
    const visitor = await open(html({ config: own, body: body + held }));
    await visitor.page.locator(banner).waitFor();
    const links = await visitor.page.$$eval('a[href]', (all) =>
      all.map((link) => (link as HTMLAnchorElement).protocol),
    );
    expect(links.filter((protocol) => !/^(https?|mailto):$/.test(protocol))).toEqual([]);
    await expectUnmoved(visitor);
    await outlast(visitor);
    expect(await isTaken(visitor)).toBe(false);
    const loaded = await visitor.page.$$eval('[data-consent-src]', (all) =>
      all
        .filter((one) => ['src', 'data', 'href'].some((name) => one.hasAttribute(name)))
        .map((one) => one.outerHTML),
    );
    expect(loaded).toEqual([]);
    expect(outside().filter(({ path }) => /plain|named/.test(path))).toEqual([]);
    await visitor.close();
  });

  it.each(urls)('are refused in the configuration, which is not used then: %j', async (url) => {
    const vendors = [{ ...relay[0], scripts: [url] }];
    // While a site is made, that is said at once.
    const visitor = await open(html({ config: { ...own, vendors }, body: held }), '/', undefined, making);
    await eventually(() => visitor.messages.join('\n')).toContain('vendors[0].scripts[0]');
    expect(await visitor.page.locator(banner).count()).toBe(0);
    expect(thirdParty(world.server.hits, making)).toEqual([]);
    expect(await isTaken(visitor)).toBe(false);
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });
});

describe('texts with markup', () => {
  it('are shown as they are, wherever a configuration has texts', async () => {
    const evil = '"><img src=x onerror="self.taken=1"><script>self.taken=1</script>{site}';
    const visitor = await open(
      html({
        config: {
          ...own,
          site: { ...own.site, name: evil, controller: evil, contact: evil },
          purposes: ['advertising', { id: 'accessibility-aid', title: evil, description: evil }],
          vendors: [{ ...relay[0], name: evil, controller: evil, country: evil }],
        },
        body: `<div data-consent-declaration></div><div data-consent-state></div>${held}`,
      }),
    );
    await visitor.page.locator(button('customise')).click();
    await visitor.page.locator('#portillon-panel').waitFor();
    expect(await visitor.page.locator('#portillon img, #portillon script').count()).toBe(0);
    await visitor.page.locator('#portillon-panel [data-portillon="accept"]').click();
    await eventually(() => ran(visitor)).toContain('held');
    expect(await isTaken(visitor)).toBe(false);
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });
});

describe('what others can say to the page', () => {
  const path =
    '/?consent=all&portillon=granted&portillon-config=%7B%7D&__proto__[granted]=1&gtm_debug=1#portillon-consent=all';

  it('changes nothing: address, window.name, messages, referrer', async () => {
    const visitor = await open(html({ config: own, body: held }), path, ({ page }) =>
      page.addInitScript(() => {
        window.name = '{"portillon":"all","consent":"all"}';
        history.replaceState({ portillon: 'all', consent: { advertising: true } }, '');
      }),
    );
    await visitor.page.locator(banner).waitFor();
    await visitor.page.evaluate(() => {
      for (const data of [
        'all',
        { portillon: 'all' },
        { type: 'portillon:change', detail: 'all' },
        ['decide', 'all'],
      ]) {
        window.postMessage(data, '*');
        new BroadcastChannel('portillon').postMessage(data);
      }
      document.dispatchEvent(
        new CustomEvent('portillon:change', { detail: { purposes: { advertising: 'granted' } } }),
      );
      window.dispatchEvent(
        new StorageEvent('storage', { key: 'portillon', newValue: 'granted=advertising' }),
      );
    });
    await expectUnmoved(visitor);
    await visitor.close();
  });

  it.each([
    'v=1&granted=advertising',
    '{"granted":["advertising"]}',
    '__proto__=1&constructor=1&granted=__proto__.constructor',
    '<script>self.taken=1</script>',
    'all',
  ])('in the place of a stored choice changes nothing: %s', async (text) => {
    const visitor = await open(html({ config: own, body: held }), '/', ({ context }) =>
      context.addInitScript((value) => {
        localStorage.setItem('portillon', value);
        document.cookie = `portillon=${encodeURIComponent(value)}; path=/`;
      }, text),
    );
    await visitor.page.locator(banner).waitFor();
    expect(await status(visitor)).toBe('undecided');
    expect(outside()).toEqual([]);
    expect(await isTaken(visitor)).toBe(false);
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  it('says nothing to a page that only looks: no name in ours reaches a selector', async () => {
    const broken = `"] , a[x="`;
    const visitor = await open(
      html({
        config: own,
        body: `<button id="odd" data-portillon='${broken}' data-consent-open>x</button>${held}`,
      }),
    );
    await visitor.page.locator('#odd').click();
    await visitor.page.locator('#portillon-panel').waitFor();
    await visitor.page.keyboard.press('Escape');
    await visitor.page.locator('#portillon-panel').waitFor({ state: 'detached' });
    await expectNoProblems(visitor);
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });
});

it('waits for tags that a page puts into a form whose fields hide methods', async () => {
  const visitor = await open(
    html({ config: own, body: `<form><input name="matches">${held}</form><p></p>` }),
  );
  await visitor.page.evaluate((code) => {
    const tag = document.createElement('script');
    tag.type = 'text/plain';
    tag.dataset.consent = 'advertising';
    tag.text = code;
    document.querySelector('main form')!.append(tag);
  }, note('late'));
  await expectUnmoved(visitor);
  await eventually(() => ran(visitor)).toEqual(expect.arrayContaining(['held', 'late']));
  await visitor.close();
});
