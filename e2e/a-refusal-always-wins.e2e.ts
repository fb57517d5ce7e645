// Whatever is slow, lost, or on its way: what was refused last, in whichever tab, does not run, and its cookies go.
import { describe, expect, it } from 'vitest';
import { expectSilence, outlast } from './support/outlast.js';
import { attested, banner, button, config, html } from './support/pages.js';
import { answerLate, eventually, note, ran, settle, withdraw } from './support/tags.js';
import { useWorld, type Visitor } from './support/world.js';

const world = useWorld();
const quiet = { ...config, vendors: config.vendors.filter(({ use }) => !use?.startsWith('google')) };
const bare = { ...quiet, vendors: [] };
/** Never checked on the device, whatever was. */
const changed = (used: object) => ({ ...used, site: { ...config.site, contact: 'dpo@example.org' } });

let sites = 0;
const newHost = () => `www.last-word-${++sites}.co.uk`;

async function accepted(host: string): Promise<Visitor> {
  const visitor = await world.visitor();
  await visitor.page.goto(`http://${host}/`);
  await visitor.page.locator(button('accept')).click();
  await visitor.page.locator(banner).waitFor({ state: 'detached' });
  // The check is noted with the choice, once it holds.
  await eventually(() => visitor.page.evaluate(() => window.portillon!.state.status)).toBe('decided');
  return visitor;
}

/** One more tab of the same browser. */
async function openTab(visitor: Visitor, url: string): Promise<Visitor> {
  const page = await visitor.context.newPage();
  await page.goto(url, { waitUntil: 'commit' });
  return { ...visitor, page };
}

/** What is typed keeps the page from being loaded again for what is withdrawn. */
const type = ({ page }: Visitor) => page.locator('main input').fill('x');

const refuse = ({ page }: Visitor) =>
  page.evaluate(() => window.portillon!.decide('none', { source: 'test' }));
const allows = ({ page }: Visitor) => page.evaluate(() => window.portillon?.allows('advertising'));
const cookies = async ({ context }: Visitor, host: string) =>
  (await context.cookies([`http://${host}/`, `https://${host}/`])).map(({ name }) => name).sort();
const beats = (host: string) => world.server.hits.filter((hit) => hit.host === host);
/** Sends a sign of life for ever: only a reload ends it. */
const beacon = (host: string) => `setInterval(() => fetch('https://${host}/', { mode: 'no-cors' }), 50)`;
const gated = (code: string) => `<script type="text/plain" data-consent="advertising">${code}</script>`;

describe('made in another tab', () => {
  it('holds before the interface is there, which a returning visitor has not loaded', async () => {
    const host = newHost();
    const slow = `<script type="text/plain" data-consent="advertising" src="https://slow-${host}/late.js?name=late"></script>`;
    world.site(host, () => ({ body: html({ config: quiet, body: `${slow}<input>` }) }));
    const late = answerLate(world.server, `slow-${host}`, '/late.js');
    const one = await accepted(host);
    const interfaceFile = answerLate(world.server, host, '/portillon/interface-fr.js');
    const other = await openTab(one, `http://${host}/`);
    await eventually(() => ran(other)).toContain('connect.facebook.net/en_US/fbevents.js');
    await type(other);
    await other.page.evaluate(() => {
      const page = self as unknown as { heard: string[] };
      page.heard = [];
      window.portillon!.subscribe((state, previous) => {
        page.heard.push(`${previous.purposes.advertising}, ${state.purposes.advertising}`);
      });
    });
    await refuse(one);
    await interfaceFile.asked;
    await eventually(() => allows(other)).toBe(false);
    late.answer();
    await settle(other);
    interfaceFile.answer();
    await eventually(() => cookies(other, host)).toEqual(['portillon']);
    // It also hears of what is left.
    await eventually(() =>
      other.page.evaluate(() => (self as unknown as { heard: string[] }).heard),
    ).toContain('granted, denied');
    expect(await ran(other)).not.toContain('late');
    await one.close();
  });

  it('holds before the gate is there', async () => {
    const host = newHost();
    world.site(host, () => ({ body: html({ config: bare, body: `${gated(note('inline'))}<input>` }) }));
    const one = await accepted(host);
    await eventually(() => ran(one)).toContain('inline');
    await type(one);
    const gate = answerLate(world.server, host, '/portillon/gate.js');
    answerLate(world.server, host, '/portillon/interface-fr.js');
    const other = await openTab(one, `http://${host}/`);
    await gate.asked;
    await refuse(one);
    gate.answer();
    await eventually(() => allows(other)).toBe(false);
    await settle(other);
    expect(await ran(other)).toEqual([]);
    await one.close();
  });

  it('holds though the interface never comes, and the page that runs on is loaded again', async () => {
    const host = newHost();
    world.site(host, ({ path }) => ({
      body: html({ config: bare, body: path === '/' ? gated(beacon(`alive-${host}`)) : '' }),
    }));
    let isLost = false;
    world.server.handle((request) =>
      isLost && request.host === host && request.path.includes('/interface-') ? { status: 404 } : undefined,
    );
    const one = await accepted(host);
    await one.page.goto('about:blank');
    const other = await openTab(one, `http://${host}/`);
    const third = await openTab(one, `http://${host}/deux`);
    await third.page.locator('[data-consent-open]').click();
    await third.page.locator('#portillon-panel').waitFor();
    isLost = true;
    await eventually(() => beats(`alive-${host}`).length).toBeGreaterThan(2);
    await refuse(third);
    await expectSilence(() => beats(`alive-${host}`), third);
    expect(await allows(other)).toBe(false);
    await one.close();
  });

  it('holds though it was made while the configuration was still checked here', async () => {
    const host = newHost();
    world.site(host, ({ path }) => ({
      body: html(
        path === '/deux' ? { config: changed(bare), body: gated(note('inline')) } : { config: bare },
      ),
    }));
    const one = await accepted(host);
    await eventually(() => one.page.evaluate(() => localStorage.getItem('portillon-checked'))).toBeTruthy();
    const check = answerLate(world.server, host, '/portillon/check.js');
    const other = await openTab(one, `http://${host}/deux`);
    await check.asked;
    await refuse(one);
    check.answer();
    await other.page.evaluate(() => window.portillon!.ready);
    await settle(other);
    expect(await ran(other)).toEqual([]);
    expect(await allows(other)).toBe(false);
    await one.close();
  });

  it('is heard by a page that cannot be painted yet', async () => {
    const host = newHost();
    world.site(host, ({ path }) =>
      path === '/late.css'
        ? { type: 'text/css', body: 'p{}' }
        : {
            body: html({
              config: bare,
              head:
                path === '/deux'
                  ? `${gated(beacon(`alive-${host}`))}<link rel="stylesheet" href="/late.css">`
                  : '',
            }),
          },
    );
    const sheet = answerLate(world.server, host, '/late.css');
    const one = await accepted(host);
    await openTab(one, `http://${host}/deux`);
    await sheet.asked;
    await eventually(() => beats(`alive-${host}`).length).toBeGreaterThan(2);
    await refuse(one);
    await expectSilence(() => beats(`alive-${host}`), one);
    sheet.answer();
    await one.close();
  });

  it('is not undone by a partial choice of a tab that has not heard of it', async () => {
    const host = newHost();
    const sister = host.replace('www', 'cours');
    for (const one of [host, sister]) world.site(one, () => ({ body: html({ config: bare }) }));
    const one = await accepted(host);
    // Plain http: the browser tells nothing of a cookie that a sister host sets.
    const other = await openTab(one, `http://${sister}/`);
    await eventually(() => allows(other)).toBe(true);
    await refuse(one);
    await other.page.evaluate(() => window.portillon!.decide({ audience: true }, { source: 'test' }));
    const stored = (await one.context.cookies(`http://${host}/`)).find(({ name }) => name === 'portillon')!;
    expect(/&granted=([^&]*)/.exec(stored.value)?.[1]).toBe('audience');
    await one.close();
  });
});

describe('deletes what was left by', () => {
  it.each(['late', 'lost'])('an earlier page, where the gate is %s', async (how) => {
    const host = newHost();
    world.site(host, () => ({ body: html({ config: quiet }) }));
    const visitor = await accepted(host);
    await eventually(() => cookies(visitor, host)).toContain('relay_id');
    await eventually(() => cookies(visitor, host)).toContain('_fbp');
    const gate = answerLate(world.server, host, '/portillon/gate.js');
    await visitor.page.goto(`http://${host}/deux`);
    await gate.asked;
    await withdraw(visitor);
    if (how === 'late') gate.answer();
    await eventually(() => cookies(visitor, host)).toEqual(['portillon']);
    await visitor.close();
  });

  it('a choice that is forgotten while the configuration is still checked', async () => {
    const host = newHost();
    world.site(host, ({ path }) => ({ body: html({ config: path === '/deux' ? changed(quiet) : quiet }) }));
    const visitor = await accepted(host);
    await eventually(() => cookies(visitor, host)).toContain('_fbp');
    const check = answerLate(world.server, host, '/portillon/check.js');
    await visitor.page.goto(`http://${host}/deux`);
    await check.asked;
    await visitor.page.evaluate(() => window.portillon!.forget());
    check.answer();
    await eventually(() => cookies(visitor, host)).toEqual([]);
    await visitor.close();
  });

  it('a yes that the browser’s own signal has ended since (R78)', async () => {
    const host = newHost();
    world.site(host, () => ({ body: html({ config: quiet, body: '<input>' }) }));
    const visitor = await accepted(host);
    await eventually(() => cookies(visitor, host)).toContain('_fbp');
    await visitor.context.addInitScript(() =>
      Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }),
    );
    await visitor.page.reload();
    await type(visitor);
    await withdraw(visitor);
    await eventually(() => cookies(visitor, host)).not.toContain('_fbp');
    await visitor.close();
  });
});

it.each(['missing', 'hanging'])(
  'ends what only a reload ends though the file that cleans up is %s',
  async (how) => {
    const host = newHost();
    world.server.handle((request) =>
      request.host === `recorder-${host}`
        ? { type: 'text/javascript', body: beacon(`alive-${host}`) }
        : request.host === host && request.path === '/portillon/withdraw.js'
          ? { status: 404, delay: how === 'hanging' ? Number.POSITIVE_INFINITY : 0 }
          : undefined,
    );
    const vendors = [
      {
        id: 'recorder',
        name: 'R',
        purposes: ['audience'],
        scripts: [`https://recorder-${host}/t.js`],
        reload: true,
      },
    ];
    world.site(host, () => ({ body: html({ config: { ...quiet, vendors } }) }));
    const visitor = await accepted(host);
    await eventually(() => beats(`alive-${host}`).length).toBeGreaterThan(2);
    await withdraw(visitor);
    await expectSilence(() => beats(`alive-${host}`), visitor);
    await visitor.close();
  },
);

/** Lets cookies be read, and none be written. */
const shut = `<script>{
  const { get } = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
  Object.defineProperty(document, 'cookie', { get: () => get.call(document), set() {} });
}</script>`;

it('and an objection that was made under it, where our cookie can be read, and none be written', async () => {
  const host = newHost();
  const own = {
    id: 'compteur',
    name: 'Compteur',
    purposes: ['audience'],
    scripts: [`https://count-${host}/c.js`],
    exempt: attested,
  };
  const page = html({ config: { ...quiet, regime: 'FR', vendors: [own] }, body: '<input>' });
  world.site(host, { '/': page, '/shut': page.replace('<head>', `<head>${shut}`) });
  const visitor = await world.visitor();
  await visitor.page.goto(`http://${host}/`);
  await visitor.page.locator(button('refuse')).click();
  await visitor.page.locator(banner).waitFor({ state: 'detached' });
  await visitor.page.goto(`http://${host}/shut`);
  await eventually(() => ran(visitor)).toEqual([`count-${host}/c.js`]);
  await type(visitor);
  await visitor.page.evaluate(() => window.portillon!.decide({ compteur: false }, { source: 'test' }));
  const exempt = () => visitor.page.evaluate(() => window.portillon!.state.exempt);
  await eventually(exempt).toEqual({ compteur: 'objected' });
  await visitor.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await settle(visitor);
  expect(await exempt()).toEqual({ compteur: 'objected' });
  const before = beats(`count-${host}`).length;
  for (const path of ['/shut', '/']) {
    await visitor.page.goto(`http://${host}${path}`, { waitUntil: 'networkidle' });
    expect(await exempt()).toEqual({ compteur: 'objected' });
  }
  expect(beats(`count-${host}`)).toHaveLength(before);
  await visitor.close();
});

it('holds on pages that let our cookie be read, and no cookie be written', async () => {
  const host = newHost();
  const page = html({ config: quiet, body: '<input>' });
  world.site(host, { '/': page, '/shut': page.replace('<head>', `<head>${shut}`) });
  const visitor = await accepted(host);
  await visitor.page.goto(`http://${host}/shut`);
  await eventually(() => allows(visitor)).toBe(true);
  await type(visitor);
  await withdraw(visitor);
  await eventually(() => allows(visitor)).toBe(false);
  await visitor.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await settle(visitor);
  expect(await allows(visitor)).toBe(false);
  for (const path of ['/shut', '/']) {
    await visitor.page.goto(`http://${host}${path}`, { waitUntil: 'networkidle' });
    expect(await visitor.page.evaluate(() => window.portillon!.state.status)).toBe('decided');
    expect(await allows(visitor)).toBe(false);
    expect(await ran(visitor)).toEqual([]);
  }
  await visitor.close();
});

it('recalls a module on its way though the page lets nobody make scripts (R117)', async () => {
  const host = newHost();
  world.server.handle(({ host: asked, path }) =>
    asked === `modules-${host}`
      ? {
          type: 'text/javascript',
          headers: { 'access-control-allow-origin': '*' },
          body: path === '/a.js' ? `import './b.js'; ${note('module')}` : '1',
        }
      : undefined,
  );
  const late = answerLate(world.server, `modules-${host}`, '/b.js');
  const module = `<script type="text/plain" data-consent="advertising" data-type="module" src="https://modules-${host}/a.js"></script>`;
  world.site(host, () => ({
    headers: { 'content-security-policy': "require-trusted-types-for 'script'; trusted-types other" },
    body: html({ config: quiet, body: `<input aria-label="Nom">${module}` }),
  }));
  const visitor = await world.visitor();
  await visitor.page.goto(`https://${host}/`);
  // What was typed keeps the page in which the module would run.
  await visitor.page.locator('main input').fill('Zoé');
  await visitor.page.locator(button('accept')).click();
  await late.asked;
  await visitor.context.addCookies([{ name: '_fbp', value: '1', url: `https://${host}/` }]);
  await withdraw(visitor);
  await eventually(() => cookies(visitor, host)).toEqual(['portillon']);
  late.answer();
  await outlast(visitor);
  expect(await ran(visitor)).toEqual([]);
  await visitor.close();
});

it('keeps a frame that was to be seen once, and is on its way, out of the page', async () => {
  const host = newHost();
  const frame = `<iframe title="Cadre" width="400" height="300" data-consent="social" data-consent-src="https://frame-${host}/"></iframe>`;
  world.site(host, () => ({ body: html({ config: quiet, body: frame }) }));
  const visitor = await world.visitor();
  const content = answerLate(world.server, host, '/portillon/content.js');
  await visitor.page.goto(`http://${host}/`);
  await visitor.page.locator('[data-portillon="load-once"]').click();
  await content.asked;
  await visitor.page.locator(button('refuse')).click();
  await visitor.page.locator(banner).waitFor({ state: 'detached' });
  content.answer();
  await outlast(visitor);
  expect(beats(`frame-${host}`)).toEqual([]);
  await visitor.close();
});

it('is not needed after `destroy()`: what waited runs no more', async () => {
  const host = newHost();
  const late = answerLate(world.server, `slow-${host}`, '/late.js');
  const slow = `<script type="text/plain" data-consent="advertising" src="https://slow-${host}/late.js?name=late"></script>`;
  world.site(host, () => ({ body: html({ config: bare, body: slow }) }));
  const visitor = await accepted(host);
  await late.asked;
  await visitor.page.evaluate(() => window.portillon!.destroy());
  late.answer();
  await outlast(visitor);
  expect(await ran(visitor)).toEqual([]);
  await visitor.close();
});
