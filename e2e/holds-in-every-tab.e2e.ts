import { expect, it } from 'vitest';
import { expectSilence } from './support/outlast.js';
import { banner, button, config, html } from './support/pages.js';
import { eventually, ran, withdrawAndReload } from './support/tags.js';
import { useWorld, type Visitor } from './support/world.js';

const world = useWorld();
const vendors = config.vendors.filter(({ use }) => !use?.startsWith('google'));
const quiet = { ...config, vendors };
/** Sends a sign of life for ever, as trackers do; nobody can tell it to stop. */
const beacon = `<script type="text/plain" data-consent="audience">
  setInterval(() => fetch('https://beacon.example/alive', { mode: 'no-cors' }), 50);
</script>`;

const day = 24 * 60 * 60 * 1000;

const signs = () => world.server.hits.filter(({ host }) => host === 'beacon.example');
const beats = () => signs().length;

async function open(visitor: Visitor, url: string): Promise<Visitor> {
  const page = await visitor.context.newPage();
  await page.goto(url);
  return { ...visitor, page };
}

const status = ({ page }: Visitor) => page.evaluate(() => window.portillon!.state.status);

for (const protocol of ['http', 'https']) {
  const home = `${protocol}://www.example.co.uk/`;

  it(`a choice in one tab holds in the other (${protocol}; R57)`, async () => {
    world.site('www.example.co.uk', () => ({ body: html({ config: quiet, body: beacon }) }));
    const one = await world.visitor();
    await one.page.goto(home);
    const other = await open(one, home);
    await other.page.locator(banner).waitFor();
    await one.page.locator(button('accept')).click();
    await other.page.locator(banner).waitFor({ state: 'detached' });
    await eventually(() => ran(other)).toContain('connect.facebook.net/en_US/fbevents.js');
    await one.close();
  });

  it(`a withdrawal in one tab stops the other and cleans up there (${protocol}; R57)`, async () => {
    world.site('www.example.co.uk', () => ({ body: html({ config: quiet, body: beacon }) }));
    const one = await world.visitor();
    await one.page.goto(home);
    await one.page.locator(button('accept')).click();
    const other = await open(one, home);
    await eventually(() => ran(other)).toContain('connect.facebook.net/en_US/fbevents.js');
    const from = beats();
    await eventually(beats).toBeGreaterThan(from + 1);
    await one.page.close();
    const third = await open(one, home);
    // Its reload is its own affair; both must be silent.
    await withdrawAndReload(third);
    await third.page.close();
    await eventually(() => other.page.evaluate(() => window.portillon?.state.purposes.audience)).toBe(
      'denied',
    );
    await expectSilence(signs, other);
    const names = async () => (await one.context.cookies(home)).map(({ name }) => name);
    await eventually(names).toEqual(['portillon']);
    await one.close();
  });
}

it('a choice on one subdomain holds on the other, where the browser tells of cookies', async () => {
  for (const host of ['www.example.co.uk', 'cours.example.co.uk']) {
    world.site(host, () => ({ body: html({ config: quiet }) }));
  }
  const one = await world.visitor();
  await one.page.goto('https://www.example.co.uk/');
  const other = await open(one, 'https://cours.example.co.uk/');
  await other.page.locator(banner).waitFor();
  await one.page.locator(button('refuse')).click();
  await other.page.locator(banner).waitFor({ state: 'detached' });
  await one.close();
});

it('deleting the cookie asks again when the visitor comes back to the tab', async () => {
  world.site('www.example.co.uk', () => ({ body: html({ config: quiet, body: '<input>' }) }));
  const visitor = await world.visitor();
  await visitor.page.goto('http://www.example.co.uk/');
  await visitor.page.locator(button('accept')).click();
  await visitor.page.locator(banner).waitFor({ state: 'detached' });
  // What was typed keeps the page: a partner that nobody can stop would reload it while it is read.
  await visitor.page.locator('main input').fill('x');
  await visitor.context.clearCookies();
  await visitor.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await visitor.page.locator(banner).waitFor();
  expect(await status(visitor)).toBe('undecided');
  await visitor.close();
});

it('a choice that ends while the page is open ends, and the visitor is asked again', async () => {
  world.site('www.example.co.uk', () => ({ body: html({ config: quiet, body: '<input>' }) }));
  const visitor = await world.visitor();
  await visitor.page.clock.install({ time: new Date('2026-11-23T10:00:00Z') });
  await visitor.page.goto('http://www.example.co.uk/');
  await visitor.page.clock.resume();
  await visitor.page.locator(button('accept')).click();
  await visitor.page.locator(banner).waitFor({ state: 'detached' });
  await eventually(() => ran(visitor)).toContain('connect.facebook.net/en_US/fbevents.js');
  // As above: the page stays the one that is read.
  await visitor.page.locator('main input').fill('x');
  await visitor.page.clock.fastForward(180 * day);
  expect(await status(visitor)).toBe('decided');
  await visitor.page.clock.fastForward(2 * day);
  await visitor.page.locator(banner).waitFor();
  expect(await status(visitor)).toBe('undecided');
  expect(await visitor.page.evaluate(() => window.portillon!.allows('advertising'))).toBe(false);
  await visitor.close();
});

it('a choice in one tab is heard of in the other within a second, each time (R57)', async () => {
  world.site('www.example.co.uk', () => ({ body: html({ config: { ...quiet, vendors: [] } }) }));
  const one = await world.visitor();
  await one.page.goto('http://www.example.co.uk/');
  const other = await open(one, 'http://www.example.co.uk/');
  await other.page.locator(banner).waitFor();
  await other.page.evaluate(() => {
    const times: number[] = [];
    Object.assign(self, { times });
    window.portillon!.subscribe(() => times.push(Date.now()));
  });
  const times = () => other.page.evaluate(() => (self as unknown as { times: number[] }).times);
  const delays: number[] = [];
  for (const audience of [true, false, true, false, true]) {
    const said = await one.page.evaluate((yes) => {
      window.portillon!.decide({ audience: yes }, { source: 'test' });
      return Date.now();
    }, audience);
    await eventually(async () => (await times()).length).toBe(delays.length + 1);
    delays.push((await times()).at(-1)! - said);
  }
  expect(Math.max(...delays)).toBeLessThan(1000);
  await one.close();
});

/** Our files of this name do not come to this host until then. */
function keepBack(host: string, file: string): () => void {
  let comes = () => {};
  const come = new Promise<void>((resolve) => {
    comes = resolve;
  });
  world.server.handle(async (request) => {
    if (request.host === host && request.path === `/portillon/${file}`) await come;
    return undefined;
  });
  return comes;
}

it('a choice made elsewhere while the question is on its way takes the question away (R57)', async () => {
  world.site('late.example.co.uk', () => ({ body: html({ config: quiet }) }));
  const home = 'http://late.example.co.uk/';
  const one = await world.visitor();
  await one.page.goto(home);
  await one.page.locator(banner).waitFor();
  const come = keepBack('late.example.co.uk', 'interface-fr.js');
  const other = await open(one, home);
  await one.page.locator(button('refuse')).click();
  await one.page.locator(banner).waitFor({ state: 'detached' });
  come();
  await eventually(() => status(other)).toBe('decided');
  await other.page.locator(banner).waitFor({ state: 'detached' });
  await one.close();
});

it('a withdrawal elsewhere stops what runs while a new question is on its way', async () => {
  const purpose = { id: 'new', title: { fr: 'Du nouveau' }, description: { fr: 'Une autre finalité.' } };
  const more = { ...quiet, layout: 'bar', purposes: [...quiet.purposes, purpose] };
  world.site('news.example.co.uk', ({ path }) => ({
    body: html({ config: path === '/more' ? more : quiet, body: path === '/more' ? beacon : '' }),
  }));
  const one = await world.visitor();
  await one.page.goto('http://news.example.co.uk/');
  await one.page.locator(button('accept')).click();
  await one.page.locator(banner).waitFor({ state: 'detached' });
  const come = keepBack('news.example.co.uk', 'layouts/bar.js');
  const from = beats();
  const other = await open(one, 'http://news.example.co.uk/more');
  await eventually(beats).toBeGreaterThan(from + 1);
  expect(await status(other)).toBe('undecided');
  await one.page.evaluate(() => window.portillon!.decide('none', { source: 'test' }));
  await expectSilence(signs, one);
  come();
  await one.close();
});
