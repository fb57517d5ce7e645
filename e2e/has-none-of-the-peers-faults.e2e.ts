import { describe, expect, it } from 'vitest';
import { expectNoProblems, outlast } from './support/outlast.js';
import { banner, button, html, toggle } from './support/pages.js';
import type { Reply } from './support/server.js';
import { answerLate, count, decide, eventually, note, passTurn, ran, withdraw } from './support/tags.js';
import { thirdParty, useWorld, type Visitor } from './support/world.js';

// Each fault was found in another consent system and reproduced there. The name is what we promise instead.

const world = useWorld();
const host = 'app.example.test';
const home = `http://${host}/`;

const config = {
  site: { name: 'École d’essai', privacyPolicyUrl: '/confidentialite' },
  purposes: ['audience', 'personalisation', 'social', 'advertising'],
  vendors: [] as unknown[],
};
const withVendors = (...vendors: unknown[]) => ({ ...config, vendors });
/** A vendor of the site's own, for advertising if nothing else is said. */
const vendor = (id: string, rest: object = {}) => ({ id, name: id, purposes: ['advertising'], ...rest });

const inline = (needs: string, name: string) => `<script type="text/plain" ${needs}>${note(name)}</script>`;
const external = (needs: string, name: string, rest = '') =>
  `<script type="text/plain" ${needs} src="https://tags.example/${name}.js?name=${name}" ${rest}></script>`;
const ads = 'data-consent="advertising"';

interface Site extends NonNullable<Parameters<typeof html>[0]> {
  readonly headers?: Reply['headers'];
  readonly userAgent?: string;
  readonly change?: (page: string) => string;
  /** Before the first page is opened. */
  readonly before?: (visitor: Visitor) => Promise<unknown>;
}

async function open({ headers, userAgent, before, change = String, ...page }: Site = {}): Promise<Visitor> {
  const body = change(html({ config, ...page }));
  world.site(host, ({ path }) =>
    path === '/own.js'
      ? { type: 'text/javascript', body: note('own') }
      : { body, ...(headers && { headers }) },
  );
  const visitor = await world.visitor(userAgent === undefined ? {} : { userAgent });
  await before?.(visitor);
  await visitor.page.goto(home);
  return visitor;
}

async function end(visitor: Visitor, { errors = [] as string[] } = {}): Promise<void> {
  expect(visitor.errors).toEqual(errors);
  await visitor.close();
}

const cookies = async ({ context }: Visitor) => (await context.cookies(home)).map(({ name }) => name);

describe('order and withdrawal', () => {
  it('stops a tag that waits behind a slow one when consent is withdrawn meanwhile (L1)', async () => {
    const late = answerLate(world.server, 'tags.example', '/l1.js');
    const visitor = await open({ body: external(ads, 'l1') + inline(ads, 'behind') });
    await visitor.page.locator(button('accept')).click();
    await late.asked;
    await withdraw(visitor);
    await eventually(() => visitor.page.evaluate(() => window.portillon!.allows('advertising'))).toBe(false);
    const arrived = visitor.page.waitForEvent('requestfinished', (request) =>
      request.url().includes('l1.js'),
    );
    late.answer();
    await arrived;
    await decide(visitor, { personalisation: true });
    await passTurn(visitor);
    expect(await ran(visitor)).toEqual([]);
    // Given again, they run after all: once, and in order.
    await decide(visitor, { advertising: true });
    await eventually(() => ran(visitor)).toEqual(['l1', 'behind']);
    await end(visitor);
  });

  it('keeps the order when a second choice comes while a script loads (L2)', async () => {
    const late = answerLate(world.server, 'tags.example', '/A.js');
    const visitor = await open({
      config: withVendors(vendor('chain')),
      body: `${external('data-vendor="chain"', 'A')}
<script type="text/plain" data-vendor="chain">${note('B')}</script>
${external('data-vendor="chain" data-consent="audience"', 'C')}`,
    });
    await decide(visitor, { advertising: true });
    await late.asked;
    await decide(visitor, { audience: true, personalisation: true });
    await passTurn(visitor);
    expect(await ran(visitor)).toEqual([]);
    late.answer();
    await eventually(() => ran(visitor)).toEqual(['A', 'B', 'C']);
    await passTurn(visitor);
    expect(await ran(visitor)).toHaveLength(3);
    await end(visitor);
  });

  it('lets tags of other purposes wait half a second at most for one that hangs (L3)', async () => {
    const late = answerLate(world.server, 'tags.example', '/hangs.js');
    const timed = (needs: string) =>
      `<script type="text/plain" ${needs}>self.ranAt = performance.now()</script>`;
    const visitor = await open({
      body: `<script>document.addEventListener('portillon:change', () => { self.toldAt ??= performance.now(); })</script>
${external(ads, 'hangs')}${timed('data-consent="audience"')}${inline(ads, 'behind')}`,
    });
    await visitor.page.locator(button('accept')).click();
    await visitor.page.waitForFunction(() => 'ranAt' in self);
    const waited = await visitor.page.evaluate(() => {
      const { ranAt, toldAt } = self as unknown as { ranAt: number; toldAt: number };
      return ranAt - toldAt;
    });
    expect(waited).toBeLessThan(900);
    expect(await ran(visitor)).toEqual([]);
    late.answer();
    await eventually(() => ran(visitor)).toEqual(['hangs', 'behind']);
    await end(visitor);
  });

  it('runs deferred scripts in document order, after the blocking ones, even if the last comes first (L16)', async () => {
    const late = answerLate(world.server, 'tags.example', '/slow.js');
    const visitor = await open({
      body: external(ads, 'slow', 'defer') + external(ads, 'fast', 'defer') + inline(ads, 'blocking'),
    });
    const arrived = visitor.page.waitForEvent('requestfinished', (request) =>
      request.url().includes('fast.js'),
    );
    await decide(visitor, 'all');
    await arrived;
    await eventually(() => ran(visitor)).toEqual(['blocking']);
    late.answer();
    await eventually(() => ran(visitor)).toEqual(['blocking', 'slow', 'fast']);
    await end(visitor);
  });

  it('unfolds a template in the order of the document, its scripts one after another (L8)', async () => {
    const visitor = await open({
      body: `<div id="box"><i>before</i><template data-consent="social"><p>1</p>text
<script src="https://tags.example/A.js?name=A&delay=150"></script><p>2</p><script>${note('B')}</script>
<script src="https://tags.example/C.js?name=C"></script><p>3</p></template><i>after</i></div>`,
    });
    await visitor.page.locator(button('accept')).click();
    await eventually(() => ran(visitor)).toEqual(['A', 'B', 'C']);
    const children = await visitor.page.evaluate(() =>
      [...document.querySelector('#box')!.children].map((child) => child.localName + child.textContent[0]),
    );
    expect(children.filter((child) => !child.startsWith('script'))).toEqual(['ib', 'p1', 'p2', 'p3', 'ia']);
    await end(visitor);
  });
});

describe('what a tag is', () => {
  it('keeps inline onload and onerror and the listeners of the page (L4)', async () => {
    const handlers = `onload="(self.ran ??= []).push('onload ' + this.id)" onerror="(self.ran ??= []).push('onerror ' + this.id)"`;
    const tags = (prefix: string) =>
      `${external(ads, `${prefix}-good`, `id="${prefix}-good" ${handlers}`)}
<script type="text/plain" ${ads} src="https://tags.example/${prefix}-missing.js" id="${prefix}-bad" ${handlers}></script>`;
    world.server.handle(({ path }) => (path.endsWith('-missing.js') ? { status: 404 } : undefined));
    const visitor = await open({ body: tags('parsed') });
    await visitor.page.evaluate((markup) => {
      document.querySelector('main')!.insertAdjacentHTML('beforeend', markup);
      for (const script of document.querySelectorAll(`script[data-consent]`)) {
        for (const name of ['load', 'error']) {
          script.addEventListener(name, () => {
            (self as unknown as { ran: string[] }).ran.push(`heard ${name} ${script.id}`);
          });
        }
      }
    }, tags('late'));
    await visitor.page.locator(button('accept')).click();
    const expected = (prefix: string) => [
      `${prefix}-good`,
      `onload ${prefix}-good`,
      `heard load ${prefix}-good`,
      `onerror ${prefix}-bad`,
      `heard error ${prefix}-bad`,
    ];
    await eventually(() => ran(visitor)).toEqual([...expected('parsed'), ...expected('late')]);
    await end(visitor);
  });

  it('finds tags in the head, below its own, and those inserted later, from a script in the head (L5)', async () => {
    const visitor = await open({
      placement: 'head',
      change: (page) => page.replace('<head>', `<head>${inline(ads, 'above')}`),
      head: external(ads, 'head') + inline(ads, 'below'),
      body: external(ads, 'body'),
    });
    await visitor.page.locator(button('accept')).click();
    await eventually(() => ran(visitor)).toEqual(['above', 'head', 'below', 'body']);
    await visitor.page.evaluate(
      (tag) => {
        document.body.insertAdjacentHTML('beforeend', tag);
      },
      external(ads, 'late'),
    );
    await eventually(() => ran(visitor)).toEqual(['above', 'head', 'below', 'body', 'late']);
    await expectNoProblems(visitor);
    await end(visitor);
  });

  it('runs each tag once, however often the choice is saved (L6)', async () => {
    const from = world.server.hits.length;
    const visitor = await open({
      body: `<input aria-label="Nom"><script type="text/plain" ${ads} src="own.js"></script>${inline(ads, 'inline')}${external(ads, 'l6')}`,
    });
    // What was typed keeps the page from being reloaded.
    await visitor.page.locator('main input').fill('Zoé');
    await visitor.page.locator(button('accept')).click();
    await eventually(() => ran(visitor)).toEqual(['own', 'inline', 'l6']);
    for (let saves = 0; saves < 2; saves++) {
      await visitor.page.locator('[data-consent-open]').click();
      await visitor.page.locator(button('save')).click();
      await visitor.page.locator('#portillon-panel').waitFor({ state: 'detached' });
    }
    await decide(visitor, 'all');
    await decide(visitor, { advertising: false });
    await decide(visitor, { advertising: true });
    await passTurn(visitor);
    expect(await ran(visitor)).toEqual(['own', 'inline', 'l6']);
    const hits = world.server.hits.slice(from);
    expect(count(hits, host)['/own.js']).toBe(1);
    expect(count(hits, 'tags.example')['/l6.js?name=l6']).toBe(1);
    await end(visitor);
  });

  it('keeps the nonce, so that tags run under a policy that asks for it (L6b)', async () => {
    const visitor = await open({
      config: withVendors(vendor('relay', { scripts: ['https://tags.example/relay.js?name=relay'] })),
      headers: {
        'content-security-policy': "script-src 'nonce-r4nd0m'; style-src 'none'; object-src 'none'",
      },
      change: (page) => page.replaceAll('<script ', '<script nonce="r4nd0m" '),
      body: external(ads, 'nonced') + inline(ads, 'inline'),
    });
    await visitor.page.evaluate(() => {
      const late = document.createElement('script');
      late.type = 'text/plain';
      late.dataset.consent = 'advertising';
      late.nonce = 'r4nd0m';
      late.text = '(self.ran ??= []).push("late")';
      document.body.append(late);
    });
    await visitor.page.locator(button('accept')).click();
    await eventually(async () => (await ran(visitor)).toSorted()).toEqual([
      'inline',
      'late',
      'nonced',
      'relay',
    ]);
    expect(visitor.messages.filter((message) => message.includes('Content Security Policy'))).toEqual([]);
    await end(visitor);
  });

  it('holds whatever the script would send: fetch, XHR, image and beacon (L15)', async () => {
    const visitor = await open({
      body: `<script type="text/plain" ${ads}>
fetch('https://sent.example/fetch', { mode: 'no-cors' });
const request = new XMLHttpRequest(); request.open('GET', 'https://sent.example/xhr'); request.send();
new Image().src = 'https://sent.example/image.gif';
navigator.sendBeacon('https://sent.example/beacon');
</script>`,
    });
    world.server.handle((request) =>
      request.host === 'sent.example' ? { headers: { 'access-control-allow-origin': '*' } } : undefined,
    );
    const from = world.server.hits.length;
    await visitor.page.locator(banner).waitFor();
    await visitor.page.waitForLoadState('networkidle');
    expect(count(world.server.hits.slice(from), 'sent.example')).toEqual({});
    await visitor.page.locator(button('accept')).click();
    await eventually(() => count(world.server.hits.slice(from), 'sent.example')).toEqual({
      '/fetch': 1,
      '/xhr': 1,
      '/image.gif': 1,
      '/beacon': 1,
    });
    await end(visitor);
  });

  it('holds a tag inserted by createElementNS or createContextualFragment, and runs it once after acceptance (L17)', async () => {
    const visitor = await open();
    await visitor.page.locator(banner).waitFor();
    const from = world.server.hits.length;
    await visitor.page.evaluate((tag) => {
      const made = document.createElementNS('http://www.w3.org/1999/xhtml', 'script') as HTMLScriptElement;
      made.setAttribute('type', 'text/plain');
      made.setAttribute('data-consent', 'advertising');
      made.setAttribute('src', 'https://tags.example/ns.js?name=ns');
      document.querySelector('main')!.append(made);
      const box = document.createElement('div');
      box.append(document.createRange().createContextualFragment(`<section>${tag}</section>`));
      document.querySelector('main')!.append(box);
    }, external(ads, 'fragment') + inline(ads, 'inner'));
    await decide(visitor, { personalisation: true });
    await passTurn(visitor);
    expect(await ran(visitor)).toEqual([]);
    expect(thirdParty(world.server.hits.slice(from), host)).toEqual([]);
    await decide(visitor, 'all');
    await eventually(() => ran(visitor)).toEqual(['ns', 'fragment', 'inner']);
    await passTurn(visitor);
    expect(await ran(visitor)).toHaveLength(3);
    await end(visitor);
  });
});

describe('what a choice is', () => {
  it('turns nothing on by default: no tag before an answer, no switch on, and an untouched save denies (L9)', async () => {
    const from = world.server.hits.length;
    const visitor = await open({
      config: withVendors(vendor('relay', { scripts: ['https://tags.example/relay.js?name=relay'] })),
      body: external(ads, 'l9'),
    });
    await visitor.page.locator('[data-consent-open]').click();
    await visitor.page.locator(button('save')).waitFor();
    expect(await visitor.page.locator(`${toggle('purpose', 'advertising')}:not(:checked)`).count()).toBe(1);
    expect(await visitor.page.locator('#portillon [data-portillon="switch"]:checked').count()).toBe(0);
    await visitor.page.locator(button('save')).click();
    await visitor.page.locator(banner).waitFor({ state: 'detached' });
    expect(await visitor.page.evaluate(() => Object.values(window.portillon!.state.purposes))).toEqual(
      config.purposes.map(() => 'denied'),
    );
    await visitor.page.reload();
    await outlast(visitor);
    expect(thirdParty(world.server.hits.slice(from), host)).toEqual([]);
    await end(visitor);
  });

  it('lets no configuration turn a purpose on: it says so and holds everything (L9)', async () => {
    const visitor = await open({
      config: {
        ...config,
        purposes: [...config.purposes, { id: 'maps', title: 'Cartes', default: true }],
      },
      body: inline(ads, 'held') + inline('data-consent="maps"', 'maps'),
    });
    await eventually(() =>
      visitor.messages.filter((message) => message.includes('config-invalid')).join(),
    ).toContain('purposes[4].default');
    expect(await ran(visitor)).toEqual([]);
    await end(visitor);
  });

  it('declares a necessary vendor and does not gate it: it runs before any answer, and has no switch (L9b)', async () => {
    const visitor = await open({
      config: withVendors({
        id: 'basket',
        name: 'Panier',
        necessary: 'basket',
        cookies: [{ name: 'basket' }],
      }),
      body: `<script src="/own.js"></script><script>document.cookie = 'basket=1; path=/'</script>
<div data-consent-declaration></div>`,
    });
    await visitor.page.locator(banner).waitFor();
    expect(await ran(visitor)).toEqual(['own']);
    await visitor.page.locator('[data-consent-declaration]', { hasText: 'Panier' }).waitFor();
    await visitor.page.locator(button('refuse')).click();
    await visitor.page.locator(banner).waitFor({ state: 'detached' });
    expect(await cookies(visitor)).toContain('basket');
    await visitor.page.locator('[data-consent-open]').click();
    await visitor.page.locator(button('save')).waitFor();
    expect(await visitor.page.locator(toggle('vendor', 'basket')).count()).toBe(0);
    await end(visitor);
  });

  it('asks again when the stored choice is unreadable, with no error, and stores the next one (L7, L12)', async () => {
    const visitor = await open({
      body: inline(ads, 'held'),
      before: ({ context }) =>
        context.addCookies([{ name: 'portillon', value: '{%22advertising%22:tru', url: home }]),
    });
    await visitor.page.locator(banner).waitFor();
    expect(await ran(visitor)).toEqual([]);
    await visitor.page.locator(button('accept')).click();
    await eventually(() => ran(visitor)).toEqual(['held']);
    await visitor.page.reload();
    await eventually(() => ran(visitor)).toEqual(['held']);
    expect(await visitor.page.evaluate(() => window.portillon!.state.status)).toBe('decided');
    await end(visitor);
  });

  it('takes no vendor for another whose name contains its own (L21)', async () => {
    const ids = ['analytics', 'gtag', 'adobeanalytics', 'multiplegtag'];
    const visitor = await open({
      config: withVendors(
        ...ids.map((id) => vendor(id, { scripts: [`https://tags.example/${id}.js?name=${id}`] })),
      ),
      body: ids.map((id) => inline(`data-vendor="${id}"`, `${id} inline`)).join(''),
    });
    const allowed = ['adobeanalytics', 'adobeanalytics inline', 'multiplegtag', 'multiplegtag inline'];
    await decide(visitor, { personalisation: true, adobeanalytics: true, multiplegtag: true });
    await eventually(async () => (await ran(visitor)).toSorted()).toEqual(allowed);
    await visitor.page.reload();
    await eventually(async () => (await ran(visitor)).toSorted()).toEqual(allowed);
    await passTurn(visitor);
    expect(await visitor.page.evaluate((all) => all.map((id) => window.portillon!.allows(id)), ids)).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect((await ran(visitor)).toSorted()).toEqual(allowed);
    // And the other way round.
    await decide(visitor, { adobeanalytics: false, multiplegtag: false, analytics: true, gtag: true });
    await visitor.page.reload();
    const others = ['analytics', 'analytics inline', 'gtag', 'gtag inline'];
    await eventually(async () => (await ran(visitor)).toSorted()).toEqual(others);
    await passTurn(visitor);
    expect((await ran(visitor)).toSorted()).toEqual(others);
    await end(visitor);
  });

  it('does not restore a choice of three years ago from local storage (L13)', async () => {
    const visitor = await open({ body: inline(ads, 'held') });
    await visitor.page.locator(button('accept')).click();
    await eventually(() => ran(visitor)).toEqual(['held']);
    const restore = async (years: number) => {
      const text = decodeURIComponent(
        (await visitor.context.cookies()).find(({ name }) => name === 'portillon')!.value,
      );
      await visitor.context.clearCookies();
      const year = new Date().getUTCFullYear();
      const old = text.replaceAll(`=${year}-`, `=${year - years}-`).replaceAll('-02-29T', '-02-28T');
      await visitor.page.evaluate((value) => localStorage.setItem('portillon', value), old);
      await visitor.page.reload();
    };
    // What was changed is only the age: untouched, it holds.
    await restore(0);
    await eventually(() => ran(visitor)).toEqual(['held']);
    await decide(visitor, 'all');
    await restore(3);
    await visitor.page.locator(banner).waitFor();
    expect(await ran(visitor)).toEqual([]);
    expect(await cookies(visitor)).toEqual([]);
    await end(visitor);
  });
});

describe('what a withdrawal ends', () => {
  it('deletes a cookie that lies on the parent domain (L-cookie)', async () => {
    const visitor = await open({ config: withVendors(vendor('relay', { cookies: [{ name: '_ga' }] })) });
    await visitor.page.locator(button('accept')).click();
    await visitor.page.evaluate(() => {
      document.cookie = '_ga=1; path=/; max-age=9999; domain=.example.test';
    });
    expect(await cookies(visitor)).toContain('_ga');
    await withdraw(visitor);
    await eventually(() => cookies(visitor)).toEqual(['portillon']);
    await end(visitor);
  });

  it('deletes host-only cookies, and forget() its own record wherever it lies (L11)', async () => {
    const visitor = await open({
      config: {
        ...withVendors(vendor('relay', { cookies: [{ name: '_ga*' }] })),
        store: { domain: 'host' },
      },
    });
    const own = async () => (await visitor.context.cookies()).filter(({ name }) => name === 'portillon');
    await visitor.page.locator(button('accept')).click();
    await visitor.page.locator(banner).waitFor({ state: 'detached' });
    // No leading dot: this host alone.
    expect((await own()).map(({ domain }) => domain)).toEqual([host]);
    const leave = () =>
      visitor.page.evaluate(() => {
        document.cookie = '_ga_host=1; path=/; max-age=9999';
      });
    await leave();
    await withdraw(visitor);
    await eventually(() => cookies(visitor)).toEqual(['portillon']);
    await decide(visitor, 'all');
    await leave();
    const text = (await own())[0]!.value;
    await visitor.page.evaluate(
      (value) => localStorage.setItem('portillon', decodeURIComponent(value)),
      text,
    );
    await visitor.context.addCookies([
      { name: 'portillon', value: text, domain: '.example.test', path: '/' },
    ]);
    await visitor.page.evaluate(() => window.portillon!.forget());
    await visitor.page.locator(banner).waitFor();
    await eventually(() => cookies(visitor)).toEqual([]);
    expect(await visitor.page.evaluate(() => Object.keys(localStorage))).toEqual([]);
    await visitor.page.reload();
    await visitor.page.locator(banner).waitFor();
    await end(visitor);
  });

  it('tells Google of every refusal, also of one after a second acceptance (L10)', async () => {
    const visitor = await open({
      config: withVendors({ use: 'google-ads', id: 'AW-123456789' }),
      body: '<input aria-label="Nom">',
    });
    // What was typed keeps the page from being reloaded.
    await visitor.page.locator('main input').fill('Zoé');
    const told = () =>
      visitor.page.evaluate(() =>
        ((self as unknown as { dataLayer?: Iterable<unknown>[] }).dataLayer ?? [])
          .map((command) => [...command])
          .filter(([name]) => name === 'consent')
          .map(([, kind, types]) => `${kind} ${(types as { ad_storage: string }).ad_storage}`),
      );
    const expected = ['default denied'];
    for (const answer of ['granted', 'denied', 'granted', 'denied', 'granted', 'denied']) {
      await decide(visitor, answer === 'granted' ? 'all' : 'none');
      expected.push(`update ${answer}`);
      await eventually(told).toEqual(expected);
    }
    await end(visitor);
  });

  it('calls revoke for Meta, each time (L13b)', async () => {
    const visitor = await open({
      config: withVendors({ use: 'meta-pixel', id: '123456789012345' }),
      body: '<input aria-label="Nom">',
    });
    // What was typed keeps the page, which a withdrawal would load again.
    await visitor.page.locator('main input').fill('Zoé');
    const told = () =>
      visitor.page.evaluate(() =>
        ((self as unknown as { fbq?: { queue?: string[][] } }).fbq?.queue ?? [])
          .filter(([name]) => name === 'consent')
          .map(([, answer]) => answer),
      );
    await visitor.page.locator(button('accept')).click();
    await eventually(told).toEqual(['revoke', 'grant']);
    await withdraw(visitor);
    await eventually(told).toEqual(['revoke', 'grant', 'revoke']);
    await decide(visitor, 'all');
    // A yes that is taken back before its frame was painted is never told.
    await eventually(told).toEqual(['revoke', 'grant', 'revoke', 'grant']);
    await decide(visitor, 'none');
    await eventually(told).toEqual(['revoke', 'grant', 'revoke', 'grant', 'revoke']);
    await end(visitor);
  });
});

describe('what cannot stop it', () => {
  it('goes on when a subscriber, an event handler, a tag or a vendor throws (L14)', async () => {
    const visitor = await open({
      config: withVendors(
        { use: 'meta-pixel', id: '123456789012345' },
        { use: 'pinterest-tag', id: '2612345678901' },
        vendor('relay', { scripts: ['https://tags.example/relay.js?name=relay'] }),
      ),
      body: `${external(ads, 'one', `onload="throw new Error('onload')"`)}
<script type="text/plain" ${ads}>throw new Error('tag')</script>${external(ads, 'two')}${inline(ads, 'three')}`,
    });
    await visitor.page.locator(banner).waitFor();
    await visitor.page.evaluate(() => {
      const page = self as unknown as { ran: string[]; fbq: () => void };
      page.ran = [];
      page.fbq = () => {
        throw new Error('vendor');
      };
      window.portillon!.subscribe(() => {
        throw new Error('subscriber');
      });
      window.portillon!.subscribe(() => void page.ran.push('told'));
      document.addEventListener('portillon:change', () => void page.ran.push('heard'));
    });
    await visitor.page.locator(button('accept')).click();
    await eventually(async () => (await ran(visitor)).toSorted()).toEqual([
      'heard',
      'one',
      'relay',
      's.pinimg.com/ct/core.js',
      'three',
      'told',
      'two',
    ]);
    await expectNoProblems(visitor, 'listener-failed', 'vendor-failed');
    await end(visitor, { errors: ['Error: onload', 'Error: tag'] });
  });

  it('shows the banner, takes a refusal and runs the tags of the page where it requires trusted types (L18)', async () => {
    const visitor = await open({
      headers: { 'content-security-policy': "require-trusted-types-for 'script'" },
      body: inline(ads, 'inline') + external(ads, 'external'),
    });
    await visitor.page.locator(button('customise')).click();
    await visitor.page.locator(button('save')).waitFor();
    await visitor.page.locator('#portillon-panel [data-portillon="refuse"]').click();
    await visitor.page.locator(banner).waitFor({ state: 'detached' });
    await visitor.page.reload();
    await eventually(() => visitor.page.evaluate(() => window.portillon?.state.status)).toBe('decided');
    expect(await visitor.page.locator(banner).count()).toBe(0);
    expect(await ran(visitor)).toEqual([]);
    await decide(visitor, 'all');
    await eventually(() => ran(visitor)).toEqual(['inline', 'external']);
    expect(visitor.messages.filter((message) => /trusted/i.test(message))).toEqual([]);
    await end(visitor);
  });

  it.each([
    [
      'a CUBOT phone',
      'Mozilla/5.0 (Linux; Android 10; CUBOT X30) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36',
    ],
    ['a browser driven by a program', undefined],
  ])('shows the banner and runs the tags in %s (L19)', async (_, userAgent) => {
    const visitor = await open({
      ...(userAgent !== undefined && { userAgent }),
      before: ({ context }) =>
        context.addInitScript(() => Object.defineProperty(navigator, 'webdriver', { get: () => true })),
      body: external(ads, 'l19') + inline(ads, 'inline'),
    });
    expect(await visitor.page.evaluate(() => navigator.webdriver)).toBe(true);
    if (userAgent) expect(await visitor.page.evaluate(() => navigator.userAgent)).toContain('CUBOT');
    await visitor.page.locator(button('accept')).click();
    await eventually(() => ran(visitor)).toEqual(['l19', 'inline']);
    await end(visitor);
  });

  it('runs the granted tags of a returning visitor when no translation can be loaded (L20)', async () => {
    const visitor = await open({ body: external(ads, 'l20') + inline(ads, 'inline') });
    await visitor.page.locator(button('accept')).click();
    await eventually(() => ran(visitor)).toEqual(['l20', 'inline']);
    await visitor.page.route(/\/portillon\/(locales\/|interface-)/, (route) => route.abort());
    await visitor.page.reload();
    await eventually(() => ran(visitor)).toEqual(['l20', 'inline']);
    await visitor.page.locator('[data-consent-open]').click();
    await eventually(() => visitor.messages.join()).toContain('interface-missing');
    expect(await ran(visitor)).toEqual(['l20', 'inline']);
    await end(visitor);
  });
});
