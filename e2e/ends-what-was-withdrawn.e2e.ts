// After a withdrawal nothing of what was withdrawn goes on, whatever the page does, and nothing else is taken away.
import { describe, expect, it } from 'vitest';
import { outlast } from './support/outlast.js';
import { banner, button, config, html, openPartners, toggle } from './support/pages.js';
import {
  answerLate,
  eventually,
  mark,
  note,
  passTurn,
  ran,
  settle,
  told,
  withdraw,
  withdrawAndReload,
} from './support/tags.js';
import { useWorld, type Visitor } from './support/world.js';

const world = useWorld();
const bare = { ...config, vendors: [] };
const only = (...names: string[]) => ({
  ...config,
  vendors: config.vendors.filter(({ use, id }) => names.includes(use ?? id ?? '')),
});

let sites = 0;
/** A site of its own for each test, where the visitor has accepted all. */
async function accepted(page: Parameters<typeof html>[0]): Promise<Visitor & { home: string }> {
  const host = `www.withdrawn-${++sites}.co.uk`;
  const home = `http://${host}/`;
  world.site(host, { '/': html(page) });
  const visitor = await world.visitor();
  await visitor.page.goto(home);
  await visitor.page.locator(button('accept')).click();
  await visitor.page.locator(banner).waitFor({ state: 'detached' });
  await eventually(() => state(visitor).then(({ status }) => status)).toBe('decided');
  return { ...visitor, home };
}

const state = ({ page }: Visitor) => page.evaluate(() => window.portillon!.state);
const cookies = async ({ context, home }: Visitor & { home: string }) =>
  (await context.cookies(home)).map(({ name }) => name).sort();
const isMarked = ({ page }: Visitor) =>
  page.evaluate(() => 'marked' in self && document.readyState === 'complete');

const tag = `<script type="text/plain" data-consent="advertising">${note('tag')}</script>`;

describe('a tag that no vendor answers for', () => {
  it('ends with the page, which is loaded again', async () => {
    const visitor = await accepted({ config: bare, body: tag });
    await eventually(() => ran(visitor)).toEqual(['tag']);
    await mark(visitor);
    await withdraw(visitor);
    await eventually(() => isMarked(visitor)).toBe(false);
    await visitor.page.waitForFunction(() => window.portillon?.ready);
    expect((await state(visitor)).purposes.advertising).toBe('denied');
    expect(await ran(visitor)).toEqual([]);
    await visitor.close();
  });

  it('runs on where a form would be lost, and the page says so', async () => {
    const visitor = await accepted({ config: bare, body: `<input aria-label="Nom">${tag}` });
    await eventually(() => ran(visitor)).toEqual(['tag']);
    await visitor.page.locator('main input').fill('Zoé');
    await mark(visitor);
    await withdraw(visitor);
    await eventually(() => state(visitor).then(({ reloadNeeded }) => reloadNeeded)).toBe(true);
    expect(await isMarked(visitor)).toBe(true);
    await visitor.close();
  });

  it('is no reason to load a page where it never ran', async () => {
    const visitor = await accepted({ config: bare, body: '' });
    await mark(visitor);
    await withdraw(visitor);
    await visitor.page.evaluate(() =>
      window.portillon!.decide({ personalisation: true }, { source: 'test' }),
    );
    await passTurn(visitor);
    expect(await isMarked(visitor)).toBe(true);
    await visitor.close();
  });
});

// Not by `beforeunload` and `unload`: Chromium calls their listeners in the order in which they were added, and one of ours
// from the start would keep pages out of the history.
it('no farewell is said while the page is loaded again', async () => {
  const farewell = (type: string) =>
    `addEventListener('${type}', () => navigator.sendBeacon('https://farewell.example/${type}'))`;
  const tags = ['pagehide', 'visibilitychange'].map(farewell).join(';');
  const visitor = await accepted({
    config: bare,
    body: `<script type="text/plain" data-consent="advertising">${tags};${note('tag')}</script>`,
  });
  await eventually(() => ran(visitor)).toEqual(['tag']);
  const from = world.server.hits.length;
  await mark(visitor);
  await withdraw(visitor);
  await eventually(() => isMarked(visitor)).toBe(false);
  await outlast(visitor);
  expect(world.server.hits.slice(from).filter(({ host }) => host === 'farewell.example')).toEqual([]);
  expect(visitor.messages.filter((message) => message.includes('feature'))).toEqual([]);
  await visitor.close();
});

describe('a visitor who follows a link right after a withdrawal', () => {
  const farewell = `addEventListener('pagehide', () => navigator.sendBeacon('https://farewell.example/pagehide'))`;
  const body = `<a href="/ailleurs">Ailleurs</a><script type="text/plain" data-consent="advertising">${farewell};${note('tag')}</script>`;
  const withdrawAndLeave = ({ page }: Visitor) =>
    // Later than the answer to this: it would wait for the page to come.
    page.evaluate(() => {
      setTimeout(async () => {
        await window.portillon!.decide('none', { source: 'test' });
        document.querySelector<HTMLElement>('[href="/ailleurs"]')!.click();
      });
    });

  it('gets there, and nothing says farewell', async () => {
    const visitor = await accepted({ config: bare, body });
    const { host } = new URL(visitor.home);
    world.site(host, { '/': html({ config: bare, body }), '/ailleurs': '<!doctype html><h1>Ailleurs</h1>' });
    await eventually(() => ran(visitor)).toEqual(['tag']);
    const other = await world.visitor();
    await other.page.goto(visitor.home);
    const from = world.server.hits.length;
    const elsewhere = answerLate(world.server, host, '/ailleurs');
    await withdrawAndLeave(visitor);
    await elsewhere.asked;
    // Longer than the page waits before it loads itself again.
    await outlast(other);
    elsewhere.answer();
    await visitor.page.waitForURL('**/ailleurs');
    await outlast(visitor);
    expect(world.server.hits.slice(from).filter((hit) => hit.host === 'farewell.example')).toEqual([]);
    await other.close();
    await visitor.close();
  });

  it('has the page loaded again where the link leads nowhere', async () => {
    const visitor = await accepted({ config: bare, body });
    world.site(new URL(visitor.home).host, ({ path }) =>
      path === '/' ? { body: html({ config: bare, body }) } : { status: 204, body: '' },
    );
    await eventually(() => ran(visitor)).toEqual(['tag']);
    await mark(visitor);
    await withdrawAndLeave(visitor);
    await eventually(() => isMarked(visitor)).toBe(false);
    await eventually(() => state(visitor).then(({ purposes }) => purposes.advertising)).toBe('denied');
    expect(await ran(visitor)).toEqual([]);
    await visitor.close();
  });
});

describe('a form', () => {
  it.each([
    ['a slider', '<input aria-label="Niveau" type="range" max="10">'],
    ['a colour', '<input aria-label="Couleur" type="color">'],
    ['a number that is none', '<input aria-label="Nombre" type="number" value="douze">'],
  ])('that nobody has touched keeps no vendor running: %s', async (_, body) => {
    const visitor = await accepted({ config: only('google-ads'), body });
    await eventually(() => cookies(visitor)).toContain('_gcl_au');
    await mark(visitor);
    await withdraw(visitor);
    await eventually(() => isMarked(visitor)).toBe(false);
    await visitor.close();
  });

  it('that the page itself has filled in keeps no vendor running', async () => {
    const visitor = await accepted({
      config: only('google-ads'),
      body: `<input type="checkbox" id="menu"><label for="menu">Menu</label>
<form><input name="q" aria-label="Mots"><input type="checkbox" name="tout" aria-label="Tout">
<select name="cours" aria-label="Cours"><option>Anglais<option>Grec</select></form>
<script>{
  const [, words, all] = document.querySelectorAll('main input');
  words.value = 'grec';
  all.checked = true;
  document.querySelector('main select').selectedIndex = 1;
}</script>`,
    });
    await eventually(() => cookies(visitor)).toContain('_gcl_au');
    await visitor.page.locator('label[for="menu"]').click();
    await mark(visitor);
    await withdraw(visitor);
    await eventually(() => isMarked(visitor)).toBe(false);
    await visitor.close();
  });

  it.each([
    ['moved', '<input aria-label="Niveau" type="range" max="10">', '8'],
    ['chosen from many', '<select aria-label="Cours" multiple><option>Anglais<option>Grec</select>', 'Grec'],
  ])('keeps what was %s', async (_, body, value) => {
    const visitor = await accepted({ config: only('google-ads'), body });
    await eventually(() => cookies(visitor)).toContain('_gcl_au');
    const field = visitor.page.locator('main input, main select');
    if (body.startsWith('<select')) await field.selectOption(value);
    else await field.fill(value);
    await mark(visitor);
    await withdraw(visitor);
    await eventually(() => state(visitor).then(({ reloadNeeded }) => reloadNeeded)).toBe(true);
    expect(await isMarked(visitor)).toBe(true);
    await visitor.close();
  });

  it('that was sent meanwhile lets the next choice end what ran on', async () => {
    const visitor = await accepted({ config: only('google-ads', 'relay'), body: '<input aria-label="Nom">' });
    const { page } = visitor;
    await eventually(() => cookies(visitor)).toContain('_gcl_au');
    await page.locator('main input').fill('Zoé');
    await mark(visitor);
    const decide = (choice: Record<string, boolean>) =>
      page.evaluate((wanted) => window.portillon!.decide(wanted, { source: 'test' }), choice);
    await decide({ advertising: false });
    await eventually(() => state(visitor).then(({ reloadNeeded }) => reloadNeeded)).toBe(true);
    await decide({ personalisation: false });
    await settle(visitor);
    expect(await state(visitor)).toMatchObject({
      reloadNeeded: true,
      leftovers: { 'google-ads': { outOfReach: expect.arrayContaining(['IDE (.doubleclick.net)']) } },
    });
    expect(await isMarked(visitor)).toBe(true);
    await page.locator('main input').fill('');
    await decide({ social: false });
    await eventually(() => isMarked(visitor)).toBe(false);
    await visitor.close();
  });
});

it('sends no form a second time: the page that answers one is asked for anew', async () => {
  const host = `www.withdrawn-${++sites}.co.uk`;
  const sent: string[] = [];
  world.site(host, ({ path, incoming }) => {
    if (path === '/commande') sent.push(incoming.method ?? '');
    const form = '<form method="post" action="/commande#merci"><button>Commander</button></form>';
    return {
      body: html({ config: bare, head: '<base href="/ailleurs/">', body: path === '/' ? form : tag }),
    };
  });
  const visitor = await world.visitor();
  const { page } = visitor;
  await page.goto(`http://${host}/`);
  await page.locator(button('accept')).click();
  await page.locator(banner).waitFor({ state: 'detached' });
  await page.locator('form button').click();
  await eventually(() => ran(visitor)).toEqual(['tag']);
  await mark(visitor);
  await withdraw(visitor);
  await eventually(() => isMarked(visitor)).toBe(false);
  expect(sent).toEqual(['POST', 'GET']);
  expect(page.url()).toBe(`http://${host}/commande#merci`);
  await visitor.close();
});

it('stops what plays', async () => {
  const host = `www.withdrawn-${++sites}.co.uk`;
  // Half a minute of silence.
  const sound = Buffer.alloc(44 + 240_000, 128);
  sound.write('RIFF', 0);
  sound.writeUInt32LE(36 + 240_000, 4);
  sound.write('WAVEfmt ', 8);
  for (const [at, value] of [
    [16, 16],
    [24, 8000],
    [28, 8000],
    [40, 240_000],
  ] as const)
    sound.writeUInt32LE(value, at);
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 1],
    [34, 8],
  ] as const)
    sound.writeUInt16LE(value, at);
  sound.write('data', 36);
  world.server.handle((request) =>
    request.host === 'media.example' ? { type: 'audio/wav', body: sound } : undefined,
  );
  const media = ['audio', 'video']
    .map(
      (name) => `<${name} data-consent="social" data-consent-src="https://media.example/son.wav"></${name}>`,
    )
    .join('');
  world.site(host, {
    '/': html({
      config: bare,
      body: `${media}<video><source data-consent="social" data-consent-src="https://media.example/son.wav"></video>`,
    }),
  });
  const visitor = await world.visitor();
  const { page } = visitor;
  await page.goto(`http://${host}/`);
  await page.locator(button('accept')).click();
  const times = () =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLMediaElement>('audio, video')].map((one) => {
        one.muted = true;
        if (one.currentSrc && one.paused) one.play().catch(() => {});
        return one.currentTime;
      }),
    );
  await eventually(async () => (await times()).every((time) => time > 0.1)).toBe(true);
  await withdraw(visitor);
  const ends = () =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLMediaElement>('audio, video')].map((one) => [
        one.currentTime,
        one.readyState,
      ]),
    );
  await eventually(ends).toEqual([
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
  await visitor.close();
});

it('puts back the picture that the site itself shows until the other is allowed', async () => {
  const visitor = await accepted({
    config: bare,
    body: '<img data-consent="social" src="/apercu.svg" data-consent-src="https://t.example/carte.svg" alt="">',
  });
  const source = () => visitor.page.locator('main img').getAttribute('src');
  await eventually(source).toBe('https://t.example/carte.svg');
  await withdraw(visitor);
  await eventually(source).toBe('/apercu.svg');
  await visitor.close();
});

it('lets the timers of a page go on where the visitor stays in it, which says that it must be loaded again', async () => {
  const visitor = await accepted({
    config: bare,
    head: `<script>addEventListener('beforeunload', (event) => event.preventDefault());
      self.beats = 0; setInterval(() => self.beats++, 20);</script>`,
    body: tag,
  });
  const { page } = visitor;
  await eventually(() => ran(visitor)).toEqual(['tag']);
  await mark(visitor);
  const asked = new Promise((resolve) => {
    page.on('dialog', (dialog) => resolve(dialog.dismiss()));
  });
  await withdraw(visitor);
  await asked;
  const beats = () => page.evaluate(() => (self as unknown as { beats: number }).beats);
  const before = await beats();
  await eventually(beats).toBeGreaterThan(before + 3);
  expect(await isMarked(visitor)).toBe(true);
  await eventually(() => page.evaluate(() => window.portillon!.state.reloadNeeded)).toBe(true);
  // Nobody is kept from hearing that the visitor looks elsewhere, or leaves.
  const heard = await page.evaluate(() => {
    const told: string[] = [];
    const types = ['visibilitychange', 'beforeunload'];
    for (const type of types) window.addEventListener(type, () => told.push(type));
    for (const type of types) window.dispatchEvent(new Event(type));
    return told;
  });
  expect(heard).toEqual(['visibilitychange', 'beforeunload']);
  await visitor.close();
});

describe('a copy of what was shown', () => {
  it('is held when the page brings it back after the withdrawal', async () => {
    const visitor = await accepted({
      config: bare,
      body: '<div id="vue"><iframe title="Film" data-consent="social" data-consent-src="https://film.example/"></iframe></div>',
    });
    const { page } = visitor;
    const source = () => page.locator('#vue iframe').getAttribute('src');
    await eventually(source).toBe('https://film.example/');
    await page.locator('[data-portillon="placeholder"]').waitFor({ state: 'detached' });
    await page.evaluate(() => {
      const view = document.querySelector('#vue')!;
      Object.assign(self, { kept: view.cloneNode(true) });
      view.remove();
    });
    await withdraw(visitor);
    await eventually(() => state(visitor).then(({ purposes }) => purposes.social)).toBe('denied');
    await page.evaluate(() => {
      document.querySelector('main')!.append((self as unknown as { kept: Node }).kept);
    });
    await eventually(source).toBeNull();
    await page.locator('[data-portillon="placeholder"]').waitFor();
    await visitor.close();
  });
});

it('deletes what the site itself says of a vendor that we know, and spares it while it is granted', async () => {
  const visitor = await accepted({
    config: {
      ...config,
      vendors: [
        { use: 'meta-pixel', id: '123456789012345', cookies: [{ name: 'essai_*' }], storage: ['essai:*'] },
        { use: 'pinterest-tag', id: '2612345678901', cookies: ['essai_deux'] },
      ],
    },
    body: '<input>',
  });
  await eventually(() => cookies(visitor)).toEqual(['_epik', '_fbp', 'portillon']);
  // What is typed keeps the page that is read: nobody can stop Meta but by a reload.
  await visitor.page.locator('main input').fill('x');
  await visitor.page.evaluate(() => {
    document.cookie = 'essai_un=1; path=/';
    document.cookie = 'essai_deux=1; path=/';
    localStorage.setItem('essai:un', '1');
  });
  await visitor.page.evaluate(() => window.portillon!.decide({ 'meta-pixel': false }, { source: 'test' }));
  await eventually(() => cookies(visitor)).toEqual(['_epik', 'essai_deux', 'portillon']);
  expect(await visitor.page.evaluate(() => localStorage.getItem('essai:un'))).toBeNull();
  await visitor.page.evaluate(() => window.portillon!.decide('none', { source: 'test' }));
  await eventually(() => cookies(visitor)).toEqual(['portillon']);
  await visitor.close();
});

it('tells and cleans up although the data layer of the page refuses every command', async () => {
  const visitor = await accepted({
    placement: 'body',
    head: `<script>dataLayer = [{ commande: 1 }]; dataLayer.push = () => { throw new Error('plein'); };</script>`,
    config: { ...only('relay', 'pinterest-tag'), googleConsentMode: 'basic' },
  });
  await eventually(() => cookies(visitor)).toEqual(['_epik', 'portillon', 'relay_id']);
  const heard = visitor.page.evaluate(
    () =>
      new Promise((resolve) =>
        window.portillon!.subscribe(({ purposes }, before) =>
          resolve([before.purposes.advertising, purposes.advertising]),
        ),
      ),
  );
  await withdraw(visitor);
  expect(await heard).toEqual(['granted', 'denied']);
  await eventually(() => cookies(visitor)).toEqual(['portillon']);
  await eventually(() => told(visitor)).toContain('listener-failed');
  expect(told(visitor)).not.toContain('choice-failed');
  expect(visitor.errors).toEqual([]);
  await visitor.close();
});

it('tells Google no yes for the advertising of which Google Ads alone was refused', async () => {
  const visitor = await accepted({ config: { ...config, googleConsentMode: 'basic' } });
  const { page } = visitor;
  const last = () =>
    page.evaluate(
      () =>
        (self as unknown as { dataLayer: Iterable<unknown>[] }).dataLayer
          .filter((command) => Symbol.iterator in command)
          .map((command) => [...command])
          .findLast(([, kind]) => kind === 'update')?.[2],
    );
  await eventually(last).toBeTruthy();
  await page.locator('[data-consent-open]').click();
  await openPartners(page);
  await page.locator(toggle('vendor', 'google-ads')).click();
  await page.locator(button('save')).click();
  // Google's tags end with the page.
  await page.waitForFunction(
    () => window.portillon?.state.vendors['google-ads'] === 'denied' && document.readyState === 'complete',
  );
  await eventually(() => ran(visitor)).toContain('connect.facebook.net/en_US/fbevents.js');
  expect((await state(visitor)).purposes.advertising).toBe('granted');
  await page.reload();
  await eventually(() => ran(visitor)).toContain('connect.facebook.net/en_US/fbevents.js');
  const first = await page.evaluate(() =>
    (self as unknown as { dataLayer: Iterable<unknown>[] }).dataLayer
      .filter((command) => Symbol.iterator in command)
      .map((command) => [...command])
      .find(([, kind]) => kind === 'update'),
  );
  expect(first?.[2]).toMatchObject({
    ad_storage: 'denied',
    ad_user_data: 'denied',
    analytics_storage: 'granted',
  });
  await visitor.close();
});

describe('Google, told of its tags that run', () => {
  const google = (...vendors: object[]) => ({ ...config, googleConsentMode: 'basic', vendors });
  const ads = { use: 'google-ads', id: 'AW-123456789' };
  const floodlight = { use: 'google-floodlight', id: 'DC-1234567' };
  const analytics = { use: 'google-analytics', id: 'G-AB12CD34EF' };
  /** What Google heard last of a type of consent. */
  const heard = ({ page }: Visitor, type: string) =>
    page.evaluate(
      (name) =>
        (self as unknown as { dataLayer: Iterable<unknown>[] }).dataLayer
          .filter((command) => Symbol.iterator in command)
          .map((command) => [...command] as [string, string, Record<string, string>])
          .findLast(
            ([command, kind, types]) => command === 'consent' && kind === 'update' && name in types,
          )?.[2][name],
      type,
    );
  const choose = ({ page }: Visitor, choice: Record<string, boolean>) =>
    page.evaluate((wanted) => window.portillon!.decide(wanted, { source: 'test' }), choice);

  async function open(used: object): Promise<Visitor> {
    const host = `www.withdrawn-${++sites}.co.uk`;
    world.site(host, { '/': html({ config: used, body: '<input aria-label="Nom">' }) });
    const visitor = await world.visitor();
    await visitor.page.goto(`http://${host}/`);
    await visitor.page.locator(banner).waitFor();
    // A form keeps the page where one of them is withdrawn.
    await visitor.page.locator('main input').fill('Zoé');
    return visitor;
  }

  it.each([
    [
      'another one was refused by itself',
      [ads, floodlight],
      { advertising: true, 'google-floodlight': false },
    ],
    [
      'it was granted by itself',
      [ads, analytics, { use: 'meta-pixel', id: '123456789012345' }],
      { 'google-ads': true },
    ],
    [
      'it stands under a purpose of the site’s own',
      [{ ...ads, purposes: ['accessibility-aid'] }],
      { 'accessibility-aid': true },
    ],
  ])('hears no refusal of one that goes on with the next choice, where %s', async (_, vendors, choice) => {
    const visitor = await open(google(...vendors));
    await choose(visitor, choice as unknown as Record<string, boolean>);
    await eventually(() => heard(visitor, 'ad_storage')).toBe('granted');
    await choose(visitor, { audience: true, social: true });
    await settle(visitor);
    expect(await heard(visitor, 'ad_storage')).toBe('granted');
    expect((await state(visitor)).vendors['google-ads']).toBe('granted');
    await visitor.close();
  });

  it('hears no refusal of one that goes on when another is withdrawn, and of all when all are', async () => {
    const visitor = await open(google(ads, floodlight));
    await choose(visitor, { advertising: true });
    await eventually(() => heard(visitor, 'ad_storage')).toBe('granted');
    await eventually(() => ran(visitor)).toContain('www.googletagmanager.com/gtag/js');
    await choose(visitor, { 'google-floodlight': false });
    expect(await heard(visitor, 'ad_storage')).toBe('granted');
    await choose(visitor, { advertising: false, 'google-ads': false });
    expect(await heard(visitor, 'ad_storage')).toBe('denied');
    await visitor.close();
  });
});

it('a script that carries the name of a map or a player ends with the page', async () => {
  const url = 'https://maps.googleapis.com/maps/api/js';
  const visitor = await accepted({
    config: { ...config, vendors: [{ use: 'google-maps-embed', purposes: ['social'] }] },
    body: `<script type="text/plain" data-vendor="google-maps-embed" src="${url}"></script>`,
  });
  await eventually(() => ran(visitor)).toEqual(['maps.googleapis.com/maps/api/js']);
  await withdrawAndReload(visitor);
  expect(await ran(visitor)).toEqual([]);
  await visitor.close();
});

it('a frame of a player goes, and the page stays', async () => {
  const visitor = await accepted({
    config: only('youtube'),
    body: '<iframe title="Vidéo" data-vendor="youtube" data-consent-src="https://www.youtube-nocookie.com/embed/x"></iframe>',
  });
  const plays = () => visitor.page.frames().some((frame) => frame.url().includes('youtube'));
  await eventually(plays).toBe(true);
  await mark(visitor);
  await withdraw(visitor);
  await eventually(plays).toBe(false);
  await outlast(visitor);
  expect(await isMarked(visitor)).toBe(true);
  await visitor.close();
});

it('leaves what was loaded for this time while something else is allowed, and ends it with its own refusal', async () => {
  const frame = (purpose: string) =>
    `<iframe title="${purpose}" data-consent="${purpose}" data-consent-src="/cadre-${purpose}"></iframe>`;
  const host = `www.withdrawn-${++sites}.co.uk`;
  world.site(host, ({ path }) => ({
    body:
      path === '/' ? html({ config: bare, body: frame('social') + frame('personalisation') }) : '<p>Cadre',
  }));
  const visitor = await world.visitor();
  const { page } = visitor;
  await page.goto(`http://${host}/`);
  await page.locator(button('refuse')).click();
  const source = (purpose: string) => page.locator(`iframe[title="${purpose}"]`).getAttribute('src');
  const covers = page.locator('[data-portillon="placeholder"]');
  await eventually(() => covers.count()).toBe(2);
  await covers.first().locator('[data-portillon="load-once"]').click();
  await eventually(() => source('social')).toBe('/cadre-social');
  await covers.first().locator('[data-portillon="always-allow"]').click();
  await eventually(() => source('personalisation')).toBe('/cadre-personalisation');
  expect(await source('social')).toBe('/cadre-social');
  const decide = (choice: 'all' | 'none') =>
    page.evaluate((wanted) => window.portillon!.decide(wanted, { source: 'test' }), choice);
  await decide('all');
  await decide('none');
  await eventually(() => source('social')).toBeNull();
  await visitor.close();
});

it('says what was granted before, to whoever listens while another tab refuses and the gate is on its way', async () => {
  const one = await accepted({ config: bare, body: tag });
  await eventually(() => ran(one)).toEqual(['tag']);
  const { host } = new URL(one.home);
  const gate = answerLate(world.server, host, '/portillon/gate.js');
  const file = answerLate(world.server, host, '/portillon/interface-fr.js');
  const page = await one.context.newPage();
  const other = { ...one, page };
  await page.goto(one.home, { waitUntil: 'commit' });
  await gate.asked;
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(self, { heard });
    window.portillon!.subscribe(({ purposes }, before) =>
      heard.push(`${before.purposes.advertising}, ${purposes.advertising}`),
    );
  });
  await one.page.evaluate(() => window.portillon!.decide('none', { source: 'test' }));
  gate.answer();
  await eventually(() => state(other).then(({ purposes }) => purposes.advertising)).toBe('denied');
  file.answer();
  await eventually(() => page.evaluate(() => (self as unknown as { heard: string[] }).heard)).toEqual([
    'granted, denied',
  ]);
  expect(await ran(other)).toEqual([]);
  await one.close();
});

it('keeps the choice of the sister sites where the configuration says that it is of this host alone', async () => {
  const visitor = await world.visitor();
  const { page, context } = visitor;
  world.site('www.withdrawn.co.uk', { '/': html({ config: bare }) });
  world.site('ecole.withdrawn.co.uk', {
    '/': html({ config: { ...bare, store: { domain: 'host', name: 'ici' } } }),
  });
  const home = 'http://ecole.withdrawn.co.uk/';
  await page.goto(home);
  await context.addCookies([{ name: 'ici', value: 'ailleurs', domain: '.withdrawn.co.uk', path: '/' }]);
  await page.locator(button('refuse')).click();
  const domains = async () => (await context.cookies(home)).map(({ domain }) => domain).sort();
  await eventually(domains).toEqual(['.withdrawn.co.uk', 'ecole.withdrawn.co.uk']);
  await page.evaluate(() => window.portillon!.forget());
  // It would be read, and hold again.
  await eventually(domains).toEqual([]);
  await visitor.close();
});
