// R76, R77: a page for minors leaves advertising and social networks out, and leaks nothing to other pages.
import { describe, expect, it } from 'vitest';
import { outlast } from './support/outlast.js';
import { banner, button, config, html, toggle } from './support/pages.js';
import { thirdParty, useWorld } from './support/world.js';

const world = useWorld();
const host = 'www.example.co.uk';
const adult = html({ config });
const minors = html({ config: { ...config, audience: 'minors' } });

async function visit() {
  world.site(host, { '/': adult, '/enfants': minors });
  const visitor = await world.visitor();
  const go = async (path: string) => {
    const from = world.server.hits.length;
    await visitor.page.goto(`http://${host}${path}`);
    await visitor.page.evaluate(() => window.portillon!.ready);
    return () => thirdParty(world.server.hits.slice(from), host).map((hit) => hit.host);
  };
  const state = () => visitor.page.evaluate(() => window.portillon!.state);
  /** Presses a button that ends what runs on this page: only a reload does. */
  const stop = async (name: string) => {
    const reloaded = visitor.page.waitForEvent('load');
    await visitor.page.locator(button(name)).click();
    await reloaded;
  };
  return { ...visitor, go, state, stop };
}

const ads = ['connect.facebook.net', 's.pinimg.com'];
/** Google Analytics: nothing but a reload ends it. */
const endless = 'www.googletagmanager.com';
/** One that may run: it starts no sooner than those of advertising would. */
const preset = 'stats.example.com';
/** What may be asked there. */
const allowed = ['audience', 'personalisation', 'accessibility-aid'];

describe('a page for minors', () => {
  it('does not ask for advertising, nor for the age, and grants none of it to « Tout accepter »', async () => {
    const { page, context, go, state, close } = await visit();
    const hosts = await go('/enfants');
    await page.locator(banner).waitFor();
    expect(await page.locator(`${banner} li`).count()).toBe(allowed.length);
    expect(await page.locator(banner).innerText()).toContain('Cette page s’adresse à des mineurs');
    await page.locator(button('customise')).click();
    await page.locator(toggle('purpose', 'audience')).waitFor();
    const switches = page.locator('#portillon [data-portillon="switch"][data-purpose]');
    expect(
      await switches.evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.purpose)),
    ).toEqual(allowed);
    expect(await page.locator('#portillon').innerText()).not.toMatch(/\bans\b|âge/);
    await page.locator('#portillon-panel [data-portillon="accept"]').click();
    await expect.poll(hosts).toEqual(expect.arrayContaining(['relay.example', endless, preset]));
    await outlast({ context, page });
    expect(hosts().filter((name) => ads.includes(name))).toEqual([]);
    expect((await state()).purposes).toMatchObject({
      advertising: 'denied',
      social: 'denied',
      audience: 'granted',
    });
    await close();
  });

  it.each(['customise', 'partners'])(
    'lists and switches what it asks for, beside a partner that it leaves out (%s; R30, R40)',
    async (way) => {
      const { page, errors, close } = await world.visitor();
      const tags = { use: 'google-tag-manager', id: 'GTM-ABC1234' };
      const own = { ...config, audience: 'minors', vendors: [tags, ...config.vendors] };
      world.site(host, { '/': html({ config: own }) });
      await page.goto(`http://${host}/`);
      await page.locator(button(way)).click();
      const row = page
        .locator('.portillon-purpose')
        .filter({ has: page.locator('[data-purpose="audience"]') });
      const states = () => row.locator('small').allInnerTexts();
      await row.locator('h3').waitFor();
      expect((await states())[0]).toBe('Refusé');
      if (way === 'customise') await row.locator('summary').click();
      await row.locator('.portillon-vendor').first().waitFor();
      expect(await row.locator('summary').innerText()).toBe('2 partenaires');
      expect(await states()).toEqual(Array(3).fill('Refusé'));
      await page.locator(toggle('purpose', 'audience')).check();
      expect(await states()).toEqual(Array(3).fill('Accepté'));
      expect(errors).toEqual([]);
      await close();
    },
  );

  it('leaves the question open for other pages, and leaks no grant to them', async () => {
    const { page, context, go, state, close } = await visit();
    const there = await go('/enfants');
    await page.locator(button('accept')).click();
    // A yes holds once the configuration was checked.
    await expect.poll(there).toContain(preset);
    const hosts = await go('/');
    await page.locator(banner).waitFor();
    expect((await state()).purposes).toMatchObject({ advertising: 'undecided', audience: 'granted' });
    await expect.poll(hosts).toEqual(expect.arrayContaining(['relay.example', endless, preset]));
    await outlast({ context, page });
    expect(hosts().filter((name) => ads.includes(name))).toEqual([]);
    await close();
  });

  it('keeps the answer that was given elsewhere, without obeying it', async () => {
    const { page, context, go, state, stop, close } = await visit();
    const there = await go('/');
    await page.locator(button('accept')).click();
    await expect.poll(there).toEqual(expect.arrayContaining(ads));
    // What this page sends is not taken for the next one's.
    await outlast({ context, page });
    const hosts = await go('/enfants');
    expect(await state()).toMatchObject({ status: 'decided', purposes: { advertising: 'denied' } });
    await expect.poll(hosts).toEqual(expect.arrayContaining(['relay.example', endless, preset]));
    await outlast({ context, page });
    expect(hosts().filter((name) => ads.includes(name))).toEqual([]);
    await page.locator('[data-consent-open]').click();
    await page.locator(toggle('purpose', 'audience')).uncheck();
    await stop('save');
    await go('/');
    expect((await state()).purposes).toMatchObject({ advertising: 'granted', audience: 'denied' });
    await close();
  });

  it('asks nothing about a new policy where nothing can be answered, and leaves the question to other pages', async () => {
    const adult = { ...config, purposes: ['advertising'], vendors: [] };
    const changed = { ...adult, policyVersion: '2' };
    world.site(host, {
      '/': html({ config: adult }),
      '/changed': html({ config: changed }),
      '/enfants': html({ config: { ...changed, audience: 'minors' } }),
    });
    const { page, close } = await world.visitor();
    await page.goto(`http://${host}/`);
    await page.locator(button('accept')).click();
    await page.locator(banner).waitFor({ state: 'detached' });
    await page.goto(`http://${host}/enfants`, { waitUntil: 'networkidle' });
    expect(await page.evaluate(() => window.portillon!.state.status)).toBe('decided');
    expect(await page.locator(banner).count()).toBe(0);
    await page.goto(`http://${host}/changed`);
    await page.locator(banner).waitFor();
    await close();
  });

  it('offers to load no embed of a social network', async () => {
    const frame =
      '<iframe title="Cadre" width="400" height="300" data-consent="social" data-consent-src="https://frame.example/"></iframe>';
    world.site(host, { '/': html({ config: { ...config, audience: 'minors' }, body: frame }) });
    const { page, close } = await world.visitor();
    await page.goto(`http://${host}/`);
    const cover = page.locator('[data-portillon="placeholder"]');
    await cover.locator('a').waitFor();
    expect(await cover.locator('button').count()).toBe(0);
    await close();
  });

  it('refuses everything everywhere where the visitor refuses everything', async () => {
    const { page, go, state, stop, close } = await visit();
    await go('/');
    await page.locator(button('accept')).click();
    await page.locator(banner).waitFor({ state: 'detached' });
    const hosts = await go('/enfants');
    await expect.poll(hosts).toContain(endless);
    await page.locator('[data-consent-open]').click();
    await stop('refuse');
    await go('/');
    expect(Object.values((await state()).purposes)).not.toContain('granted');
    await close();
  });
});
