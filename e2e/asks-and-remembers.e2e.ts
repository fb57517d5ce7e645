import { describe, expect, it } from 'vitest';
import { addDuration, parseDuration } from '../src/config/duration.js';
import { banner, button, config, html, openPartners, toggle } from './support/pages.js';
import { useWorld, type Visitor } from './support/world.js';

const world = useWorld();
/** Six calendar months after this time. */
const endOf = (time: number): number => addDuration(time, parseDuration('P6M')!);

const record = async ({ context }: Visitor) => {
  const cookie = (await context.cookies()).find(({ name }) => name === 'portillon');
  return cookie && { ...cookie, fields: new URLSearchParams(decodeURIComponent(cookie.value)) };
};

async function open(
  host: string,
  options: Parameters<typeof html>[0] = {},
  protocol = 'http',
): Promise<Visitor> {
  world.site(host, () => ({ body: html(options) }));
  const visitor = await world.visitor();
  await visitor.page.goto(`${protocol}://${host}/`);
  return visitor;
}

async function answer(visitor: Visitor, name: string): Promise<void> {
  await visitor.page.locator(button(name)).click();
  await visitor.page.locator(banner).waitFor({ state: 'detached' });
}

describe('the cookie', () => {
  it.each([
    ['www.example.co.uk', '.example.co.uk'],
    ['a.b.example.co.uk', '.example.co.uk'],
    ['www.ambassadedeslangues.com', '.ambassadedeslangues.com'],
    ['school.github.io', '.school.github.io'],
    ['localhost', 'localhost'],
  ])('of %s lies on %s, and never wider (R38)', async (host, domain) => {
    const visitor = await open(host);
    await answer(visitor, 'refuse');
    expect(await record(visitor)).toMatchObject({ domain, path: '/', sameSite: 'Lax', secure: false });
    await visitor.close();
  });

  it('is secure on https, and keeps to the host where the site says so', async () => {
    const visitor = await open(
      'www.example.org',
      { config: { ...config, store: { domain: 'host' } } },
      'https',
    );
    await answer(visitor, 'refuse');
    expect(await record(visitor)).toMatchObject({ domain: 'www.example.org', secure: true });
    await visitor.close();
  });

  it('ends after six calendar months, refusal like acceptance like a choice by purpose (R47, R48)', async () => {
    const ends: number[] = [];
    for (const choice of ['refuse', 'accept', 'save']) {
      const visitor = await open('www.example.co.uk');
      if (choice === 'save') await visitor.page.locator(button('customise')).click();
      await answer(visitor, choice);
      const { expires, fields } = (await record(visitor))!;
      const last = new Date(fields.get('last')!);
      ends.push(expires - last.getTime() / 1000);
      expect(Math.abs(expires * 1000 - endOf(last.getTime()))).toBeLessThan(2000);
      await visitor.close();
    }
    expect(Math.max(...ends) - Math.min(...ends)).toBeLessThanOrEqual(1);
  });
});

it('holds the answer until the second in which it ends, and asks again then', async () => {
  const visitor = await open('www.example.co.uk');
  await answer(visitor, 'refuse');
  const last = Date.parse((await record(visitor))!.fields.get('last')!);
  const cookies = await visitor.context.cookies();
  const visit = async (time: number) => {
    const later = await world.visitor();
    // Kept by force, as a browser or a server might: our own code must end it.
    await later.context.addCookies(cookies.map((cookie) => ({ ...cookie, expires: -1 })));
    await later.page.clock.setFixedTime(time);
    await later.page.goto('http://www.example.co.uk/');
    await later.page.evaluate(() => (window.portillon as { ready: Promise<unknown> }).ready);
    const status = await later.page.evaluate(
      () => (window.portillon as { state: { status: string } }).state.status,
    );
    await later.close();
    return status;
  };
  expect(await visit(endOf(last) - 1000)).toBe('decided');
  expect(await visit(endOf(last))).toBe('undecided');
  await visitor.close();
});

describe('asking again', () => {
  const ids = ['audience', 'social'];
  const first = {
    ...config,
    purposes: ids,
    vendors: [{ use: 'matomo', id: '7', url: 'https://stats.example.com/' }],
  };
  const body = '<script type="text/plain" data-consent="audience">self.measured = true</script>';

  async function returning(next: unknown, before: unknown = first): Promise<Visitor> {
    let current = before;
    world.site('www.example.co.uk', () => ({ body: html({ config: current, body }) }));
    const visitor = await world.visitor();
    await visitor.page.goto('http://www.example.co.uk/');
    await visitor.page.locator(button('customise')).click();
    await visitor.page.locator(toggle('purpose', 'audience')).check();
    await answer(visitor, 'save');
    current = next;
    await visitor.page.reload();
    await visitor.page.evaluate(() => (window.portillon as { ready: Promise<unknown> }).ready);
    return visitor;
  }

  it.each([
    ['a new policy version', { ...first, policyVersion: '2' }, 'la politique de confidentialité'],
    ['a new purpose', { ...first, purposes: [...ids, 'advertising'] }, 'Publicité personnalisée'],
    [
      'a new vendor',
      {
        ...first,
        vendors: [
          ...first.vendors,
          { id: 'neuf', name: 'Neuf', purposes: ['audience'], scripts: ['https://neuf.example/t.js'] },
        ],
      },
      'Neuf',
    ],
  ])('happens for %s, which it names, and keeps the old answers until then', async (_, next, named) => {
    const from = world.server.hits.length;
    const visitor = await returning(next);
    await visitor.page.locator(banner).waitFor();
    await expect.poll(() => visitor.page.locator(banner).innerText()).toContain(named);
    expect(await visitor.page.evaluate(() => (self as unknown as { measured: boolean }).measured)).toBe(true);
    expect(world.server.hits.slice(from).some(({ host }) => host === 'neuf.example')).toBe(false);
    await visitor.close();
  });

  it('happens for a partner that is used for something else, which does not run before (R56)', async () => {
    const relay = { id: 'neuf', name: 'Neuf', scripts: ['https://neuf.example/t.js'] };
    const before = { ...first, vendors: [{ ...relay, purposes: ['social'] }] };
    const after = { ...before, vendors: [{ ...relay, purposes: ['audience'] }] };
    const from = world.server.hits.length;
    const asked = () => world.server.hits.slice(from).some(({ host }) => host === 'neuf.example');
    const visitor = await returning(after, before);
    await visitor.page.locator(banner).waitFor();
    await expect.poll(() => visitor.page.locator(banner).innerText()).toContain('Neuf');
    expect(asked()).toBe(false);
    await answer(visitor, 'accept');
    await expect.poll(asked).toBe(true);
    await visitor.close();
  });

  it('goes on for a new policy where only an embed was allowed meanwhile', async () => {
    const frame =
      '<iframe title="Film" width="560" height="315" data-vendor="youtube" data-consent-src="https://www.youtube-nocookie.com/embed/x"></iframe>';
    const asked = { ...first, vendors: [{ use: 'youtube' }] };
    let current: unknown = asked;
    world.site('www.example.co.uk', () => ({ body: html({ config: current, body: frame }) }));
    const visitor = await world.visitor();
    await visitor.page.goto('http://www.example.co.uk/');
    await answer(visitor, 'refuse');
    current = { ...asked, policyVersion: '2' };
    await visitor.page.reload();
    await visitor.page.locator(banner).waitFor();
    await visitor.page.locator('[data-portillon="always-allow"]').click();
    await visitor.page.locator('iframe[src]').waitFor({ state: 'attached' });
    await visitor.page.reload();
    await visitor.page.locator(banner).waitFor();
    const state = await visitor.page.evaluate(() => window.portillon!.state);
    expect(state).toMatchObject({ status: 'undecided', vendors: { youtube: 'granted' } });
    expect(state.record).toMatchObject({ policyVersion: '1' });
    await answer(visitor, 'refuse');
    expect(await visitor.page.evaluate(() => window.portillon!.state.status)).toBe('decided');
    await visitor.close();
  });

  it('happens on a host that keeps its answers to itself, whatever was answered on its sister host', async () => {
    const ads = {
      ...first,
      vendors: [{ id: 'neuf', name: 'Neuf', purposes: ['social'], scripts: ['https://neuf.example/t.js'] }],
    };
    world.site('www.soeur.example.co.uk', () => ({ body: html({ config: ads }) }));
    world.site('boutique.soeur.example.co.uk', () => ({
      body: html({ config: { ...ads, store: { domain: 'host' } } }),
    }));
    const visitor = await world.visitor();
    const status = () => visitor.page.evaluate(async () => (await window.portillon!.ready).status);
    await visitor.page.goto('http://www.soeur.example.co.uk/');
    await answer(visitor, 'accept');
    await expect.poll(() => world.server.hits.some(({ host }) => host === 'neuf.example')).toBe(true);
    const from = world.server.hits.length;
    await visitor.page.goto('http://boutique.soeur.example.co.uk/');
    await visitor.page.locator(banner).waitFor();
    await answer(visitor, 'refuse');
    await visitor.page.goto('http://www.soeur.example.co.uk/');
    expect(await status()).toBe('decided');
    await visitor.page.evaluate(() => window.portillon!.decide('all', { source: 'test' }));
    const later = world.server.hits.length;
    await visitor.page.goto('http://boutique.soeur.example.co.uk/');
    expect(await status()).toBe('decided');
    const state = await visitor.page.evaluate(() => window.portillon!.state);
    expect(state.purposes.social).toBe('denied');
    await visitor.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
    expect(world.server.hits.slice(later).map(({ host }) => host)).not.toContain('neuf.example');
    expect(from).toBeLessThan(later);
    await visitor.close();
  });

  it.each([
    [
      'a new partner of a purpose that was refused',
      { ...first, vendors: [...first.vendors, { id: 'neuf', name: 'Neuf', purposes: ['social'] }] },
    ],
    ['another wording', { ...first, site: { ...first.site, name: 'Autre nom' } }],
    ['a vendor or purpose less', { ...first, purposes: ['audience'], vendors: [] }],
    ['a longer retention', { ...first, store: { retention: 'P12M' } }],
  ])('does not happen for %s', async (_, next) => {
    const visitor = await returning(next);
    expect(
      await visitor.page.evaluate(() => (window.portillon as { state: { status: string } }).state.status),
    ).toBe('decided');
    expect(await visitor.page.locator('#portillon').count()).toBe(0);
    await visitor.close();
  });
});

it('holds an answer about 500 partners, which no cookie can hold', async () => {
  const vendors = Array.from({ length: 500 }, (_, index) => ({
    id: `partner-${index}`,
    name: `Partenaire ${index}`,
    purposes: ['audience'],
  }));
  const visitor = await open('www.example.co.uk', { config: { ...config, vendors } });
  await answer(visitor, 'accept');
  await visitor.page.reload();
  const state = await visitor.page.evaluate(() => window.portillon!.ready);
  expect(state).toMatchObject({ status: 'decided', vendors: { 'partner-499': 'granted' } });
  expect((await record(visitor))?.value).toBe('');
  expect(visitor.messages).toEqual([]);
  await visitor.page.evaluate(() => window.portillon!.forget());
  await expect.poll(() => record(visitor)).toBeUndefined();
  await visitor.close();
});

it('asks a returning visitor for portillon.js, the gate, the presets granted and what presets share, and for nothing else', async () => {
  const visitor = await open('www.example.co.uk');
  await visitor.page.locator(button('customise')).click();
  await openPartners(visitor.page);
  await visitor.page.locator(toggle('vendor', 'meta-pixel')).check();
  await answer(visitor, 'save');
  // Until the configuration was checked, and that was noted, the next page checks it again.
  await expect
    .poll(() => visitor.page.evaluate(() => window.portillon?.state.vendors['meta-pixel']))
    .toBe('granted');
  const from = world.server.hits.length;
  await visitor.page.reload({ waitUntil: 'networkidle' });
  const own = () =>
    world.server.hits
      .slice(from)
      .map(({ path }) => path)
      .filter((path) => path.startsWith('/portillon/'));
  expect(own()).toEqual([
    '/portillon/portillon.js',
    '/portillon/gate.js',
    '/portillon/vendors/meta-pixel.js',
    '/portillon/vendors-shared.js',
  ]);
  await visitor.close();
});

describe('the language', () => {
  it.each([
    ['fr', 'en-GB', 'Tout refuser'],
    ['fr-CA', 'en-GB', 'Tout refuser'],
    ['en', 'fr-FR', 'Reject all'],
    ['', 'fr-FR', 'Tout refuser'],
    ['zz', 'yy', 'Reject all'],
  ])('is that of the page (%j), then of the browser (%s)', async (lang, locale, text) => {
    world.site('www.example.co.uk', { '/': html({ lang }) });
    const visitor = await world.visitor({ locale });
    await visitor.page.goto('http://www.example.co.uk/');
    expect(await visitor.page.locator(button('refuse')).textContent()).toBe(text);
    await visitor.close();
  });
});
