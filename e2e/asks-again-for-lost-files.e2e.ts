import { afterEach, expect, it } from 'vitest';
import { expectNoProblems } from './support/outlast.js';
import { banner, button, config, html } from './support/pages.js';
import { eventually, mark, note, ran, told, withdraw } from './support/tags.js';
import { thirdParty, useWorld, type Visitor } from './support/world.js';

// A phone loses its network on the way: a file of ours does not come, and comes when it is asked for again.

const world = useWorld();
const host = 'www.example.co.uk';
const home = `http://${host}/`;
const relay = { ...config, vendors: config.vendors.filter(({ id }) => id === 'relay') };
const body = `<script type="text/plain" data-consent="social">${note('inline')}</script>`;

/** The files that are lost each time they are asked for, and how often that was. */
let lost: RegExp | undefined;
let losses = 0;

async function open(used: object = relay): Promise<Visitor> {
  world.site(host, { '/': html({ config: used, body }) });
  world.server.handle(({ path }) => {
    if (!lost?.test(path)) return undefined;
    losses++;
    return { status: 503 };
  });
  const visitor = await world.visitor();
  await visitor.page.goto(home);
  return visitor;
}

/** From the next time on, they come. */
const find = () => {
  lost = undefined;
};

afterEach(() => {
  find();
  losses = 0;
});

const cookies = async ({ context }: Visitor) => (await context.cookies(home)).map(({ name }) => name);

async function acceptInPanel({ page }: Visitor): Promise<void> {
  await page.locator('[data-consent-open]').click();
  await page.locator('#portillon-panel [data-portillon="accept"]').click();
}

it('shows the banner a moment later, in its language, and tells nobody', async () => {
  lost = /interface-fr/;
  const visitor = await open();
  await eventually(() => losses).toBeGreaterThan(0);
  find();
  await visitor.page.locator(banner).waitFor();
  expect(await visitor.page.locator(button('refuse')).textContent()).toBe('Tout refuser');
  await expectNoProblems(visitor);
  await visitor.close();
});

it('opens the panel for a visitor who asks for it once the network is back', async () => {
  lost = /interface/;
  const visitor = await open();
  await eventually(() => told(visitor)).toEqual(['interface-missing']);
  find();
  await acceptInPanel(visitor);
  await eventually(() => ran(visitor)).toContain('inline');
  expect(visitor.errors).toEqual([]);
  await visitor.close();
});

for (const file of ['gate', 'check']) {
  it(`runs what was accepted a moment later, where the ${file} was lost`, async () => {
    lost = new RegExp(`/${file}\\.js`);
    const visitor = await open();
    await visitor.page.locator(button('accept')).click();
    await eventually(() => losses).toBeGreaterThan(0);
    expect(await ran(visitor)).toEqual([]);
    find();
    await eventually(() => ran(visitor)).toContain('inline');
    await expectNoProblems(visitor);
    await visitor.close();
  });

  it(`holds all while the ${file} is lost, and runs it when the visitor says yes once more`, async () => {
    lost = new RegExp(`/${file}\\.js`);
    const visitor = await open();
    await visitor.page.locator(button('accept')).click();
    await eventually(() => told(visitor)).toEqual(['file-missing']);
    expect(await ran(visitor)).toEqual([]);
    find();
    await acceptInPanel(visitor);
    await eventually(() => ran(visitor)).toContain('inline');
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });
}

it('keeps a stored yes that cannot be checked now, and neither runs it nor asks again', async () => {
  const visitor = await open();
  const { page } = visitor;
  await page.locator(button('accept')).click();
  await eventually(() => ran(visitor)).toContain('inline');
  await page.evaluate(() => localStorage.removeItem('portillon-checked'));
  lost = /\/check\.js/;
  const from = world.server.hits.length;
  await page.reload();
  await eventually(() => told(visitor)).toEqual(['file-missing']);
  expect(await page.locator(banner).count()).toBe(0);
  expect(await ran(visitor)).toEqual([]);
  expect(thirdParty(world.server.hits.slice(from), host)).toEqual([]);
  // The way back is there all the same.
  await page.locator('[data-consent-open]').click();
  await page.locator(button('close')).click();
  await page.locator('#portillon-panel').waitFor({ state: 'detached' });
  expect(await page.locator(banner).count()).toBe(0);
  find();
  await page.reload();
  await eventually(() => ran(visitor)).toContain('inline');
  expect(await page.locator(banner).count()).toBe(0);
  await visitor.close();
});

it('deletes the cookies of a withdrawn vendor a moment later', async () => {
  const visitor = await open();
  await visitor.page.locator(button('accept')).click();
  await eventually(() => cookies(visitor)).toContain('relay_id');
  lost = /\/withdraw\.js/;
  await mark(visitor);
  await withdraw(visitor);
  await eventually(() => losses).toBeGreaterThan(0);
  find();
  await eventually(() => cookies(visitor)).toEqual(['portillon']);
  // The tag that no vendor answers for ends with the page.
  await eventually(() =>
    visitor.page.evaluate(() => !('marked' in self) && window.portillon?.state.status),
  ).toBe('decided');
  await expectNoProblems(visitor);
  await visitor.close();
});

it('starts a vendor a moment later', async () => {
  lost = /vendors\/meta-pixel/;
  const visitor = await open({
    ...config,
    vendors: config.vendors.filter(({ use }) => use === 'meta-pixel'),
  });
  await visitor.page.locator(button('accept')).click();
  await eventually(() => losses).toBeGreaterThan(0);
  find();
  await eventually(() => cookies(visitor)).toContain('_fbp');
  await expectNoProblems(visitor);
  await visitor.close();
});

it('lets a visitor refuse whose yes cannot be checked now', async () => {
  const visitor = await open();
  const { page } = visitor;
  await page.locator(button('accept')).click();
  await eventually(() => ran(visitor)).toContain('inline');
  await eventually(() => cookies(visitor)).toContain('relay_id');
  await page.evaluate(() => localStorage.removeItem('portillon-checked'));
  lost = /\/check\.js/;
  await page.reload();
  await eventually(() => told(visitor)).toEqual(['file-missing']);
  await withdraw(visitor);
  await eventually(() => cookies(visitor)).toEqual(['portillon']);
  expect(await page.evaluate(() => window.portillon!.state.status)).toBe('decided');
  find();
  await page.reload();
  expect(await page.evaluate(() => window.portillon!.ready)).toMatchObject({
    status: 'decided',
    purposes: { social: 'denied' },
  });
  await visitor.close();
});

it('shows its own entry, where the page has none, once it can be had', async () => {
  lost = /\/entry\.js/;
  world.site(host, { '/': html({ config: relay }).replace(' data-consent-open', '') });
  world.server.handle(({ path }) => (lost?.test(path) ? { status: 503 } : undefined));
  const visitor = await world.visitor();
  const { page } = visitor;
  await page.goto(home);
  await page.locator(button('refuse')).click();
  await eventually(() => told(visitor)).toEqual(['interface-missing']);
  find();
  await page.evaluate(() => window.portillon!.open());
  await page.locator(button('close')).click();
  await page.locator('#portillon-entry').waitFor();
  await visitor.close();
});

it('shows the partners of the panel, once they can be had', async () => {
  lost = /\/partners[.-]/;
  const visitor = await open();
  const { page } = visitor;
  await page.locator(button('customise')).click();
  const partners = page.locator('.portillon-purpose:has([data-purpose]) summary');
  await partners.last().click();
  await eventually(() => told(visitor)).toEqual(['interface-missing']);
  find();
  await page.locator(button('close')).click();
  await page.locator(button('customise')).click();
  await partners.last().click();
  await page.locator('.portillon-purpose [data-vendor="relay"]').waitFor();
  await visitor.close();
});

it('begins the download of the check with a pointer on the yes only where nothing was checked here', async () => {
  const visitor = await open();
  const { page } = visitor;
  await page.locator(button('accept')).click();
  await eventually(() => ran(visitor)).toContain('inline');
  await visitor.context.clearCookies();
  await page.reload();
  await page.locator(banner).waitFor();
  const from = world.server.hits.length;
  await page.locator(button('accept')).hover();
  await eventually(() => world.server.hits.slice(from).map(({ path }) => path)).toContain(
    '/portillon/gate.js',
  );
  await page.locator(button('accept')).click();
  await eventually(() => ran(visitor)).toContain('inline');
  expect(world.server.hits.slice(from).map(({ path }) => path)).not.toContain('/portillon/check.js');
  await visitor.close();
});
