import { describe, expect, it } from 'vitest';
import { outlast } from './support/outlast.js';
import { banner, button, config, html, type Placement } from './support/pages.js';
import { eventually, ran } from './support/tags.js';
import { thirdParty, useWorld, type Visitor } from './support/world.js';

const world = useWorld();
const host = 'www.example.co.uk';
const home = `http://${host}/`;

/** Every kind of gated markup, for purposes and for vendors. */
const markup = `
<script type="text/plain" data-consent="advertising" src="https://ads.example/a.js?name=a"></script>
<script type="text/plain" data-consent="advertising">(self.ran ??= []).push('inline')</script>
<script type="text/plain" data-consent="advertising audience" src="https://ads.example/both.js?name=both"></script>
<script type="text/plain" data-vendor="meta-pixel" src="https://connect.facebook.net/extra.js?name=extra"></script>
<iframe data-vendor="youtube" data-consent-src="https://www.youtube-nocookie.com/embed/x" width="560" height="315" title="Vidéo"></iframe>
<img data-consent="advertising" data-consent-src="https://ads.example/pixel.gif" alt="">
<link rel="stylesheet" data-consent="social" data-consent-src="https://social.example/style.css">
<video data-consent="social" data-consent-src="https://social.example/film.mp4"></video>
<video><source data-consent="social" data-consent-src="https://social.example/film.webm"></video>
<audio data-consent="social" data-consent-src="https://social.example/son.mp3"></audio>
<embed data-consent="social" data-consent-src="https://social.example/embed.html">
<object data-consent="social" data-consent-src="https://social.example/object.html"></object>
<template data-consent="social"><p id="unfolded">Déplié</p><img src="https://social.example/in-template.gif" alt=""></template>`;

const scripts = ['inline', 'a', 'both', 'extra'];

async function stored({ page, context }: Visitor) {
  return {
    cookies: (await context.cookies()).map(({ name }) => name),
    keys: await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]),
  };
}

/** Scrolls, moves, waits, follows a link and comes back: none of that is an answer (R4). */
async function idle({ page }: Visitor) {
  await page.mouse.move(50, 50);
  await page.mouse.wheel(0, 2000);
  for (let presses = 0; presses < 5; presses++) await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await page.locator('a[href="/deux"]').click();
  await page.waitForURL('**/deux');
  await page.locator(banner).waitFor();
  await page.goBack();
  await page.locator(banner).waitFor();
}

describe.each<Placement>(['head', 'body', 'defer', 'async'])('the tag placed %s', (placement) => {
  const site = () => {
    const page = html({ placement, body: markup });
    world.site(
      host,
      Object.fromEntries(['/', '/deux', '/trois', '/quatre', '/cinq'].map((path) => [path, page])),
    );
  };

  it('requests, runs and stores nothing before a choice', async () => {
    site();
    const visitor = await world.visitor();
    const from = world.server.hits.length;
    await visitor.page.goto(home);
    await visitor.page.locator(banner).waitFor();
    await idle(visitor);
    expect(thirdParty(world.server.hits.slice(from), host)).toEqual([]);
    expect(await stored(visitor)).toEqual({ cookies: [], keys: [] });
    expect(await visitor.page.evaluate(() => (self as { ran?: string[] }).ran)).toBeUndefined();
    expect([
      ...visitor.errors,
      ...visitor.messages.filter((message) => message.includes('portillon')),
    ]).toEqual([]);
    await visitor.close();
  });

  it('runs nothing after a refusal, on five pages and after a restart', async () => {
    site();
    const first = await world.visitor();
    await first.page.goto(home);
    const from = world.server.hits.length;
    await first.page.locator(button('refuse')).click();
    await first.page.locator(banner).waitFor({ state: 'detached' });
    for (const path of ['deux', 'trois', 'quatre', 'cinq', '']) {
      await first.page.goto(home + path, { waitUntil: 'networkidle' });
    }
    const storageState = await first.context.storageState();
    await first.close();
    const second = await world.visitor({ storageState });
    await second.page.goto(home, { waitUntil: 'networkidle' });
    expect(await second.page.locator(banner).count()).toBe(0);
    expect(thirdParty(world.server.hits.slice(from), host)).toEqual([]);
    // The page has a place for a frame: the configuration was checked before that was looked at.
    expect(await stored(second)).toEqual({ cookies: ['portillon'], keys: ['portillon-checked'] });
    await second.close();
  });

  it('runs each tag exactly once a page after acceptance, in order', async () => {
    site();
    const visitor = await world.visitor();
    await visitor.page.goto(home);
    await visitor.page.locator(button('accept')).click();
    await visitor.page.waitForFunction(() => document.querySelector('#unfolded'));
    await outlast(visitor);
    for (const visit of ['first', 'returning']) {
      if (visit === 'returning') {
        world.server.hits.length = 0;
        await visitor.page.goto(`${home}trois`, { waitUntil: 'networkidle' });
      }
      const ran = () => visitor.page.evaluate(() => (self as unknown as { ran?: string[] }).ran ?? []);
      await expect
        .poll(async () => (await ran()).toSorted())
        .toEqual(
          [
            ...scripts,
            'connect.facebook.net/en_US/fbevents.js',
            'relay.example/tag.js',
            's.pinimg.com/ct/core.js',
            'stats.example.com/matomo.js',
            'www.googletagmanager.com/gtag/js',
          ].toSorted(),
        );
      // Others may overtake a script that takes more than half a second, as it can on a busy machine.
      const order = await ran();
      expect(order.indexOf('a')).toBeLessThan(order.indexOf('inline'));
    }
    const requests = thirdParty(world.server.hits, host)
      // One loader for both Google services: with the account of whichever preset came first.
      .map((hit) => (hit.host + hit.path).replace(/(gtag\/js\?id=).*/, '$1…'));
    const wanted = [
      'ads.example/a.js?name=a',
      'ads.example/both.js?name=both',
      'connect.facebook.net/extra.js?name=extra',
      'connect.facebook.net/en_US/fbevents.js',
      'www.googletagmanager.com/gtag/js?id=…',
      's.pinimg.com/ct/core.js',
      'stats.example.com/matomo.js',
      'relay.example/tag.js',
      'www.youtube-nocookie.com/embed/x',
      'social.example/style.css',
      'social.example/embed.html',
      'social.example/object.html',
      'social.example/in-template.gif',
    ];
    for (const name of wanted)
      expect([name, requests.filter((other) => other === name).length]).toEqual([name, 1]);
    for (const name of ['film.mp4', 'film.webm', 'son.mp3'])
      expect(requests).toContain(`social.example/${name}`);
    expect([
      ...visitor.errors,
      ...visitor.messages.filter((message) => message.includes('portillon')),
    ]).toEqual([]);
    await visitor.close();
  });
});

it('asks for a necessary service to which the site gives purposes', async () => {
  const held = (name: string, needs = '') =>
    `<script type="text/plain" data-vendor="sentry"${needs} src="https://js.sentry-cdn.com/replay.js?name=${name}"></script>`;
  world.site('www.sentry.co.uk', {
    '/': html({
      config: { ...config, purposes: ['audience'], vendors: [{ use: 'sentry', purposes: ['audience'] }] },
      body: held('both', ' data-consent="audience"') + held('alone'),
    }),
  });
  const visitor = await world.visitor();
  const from = world.server.hits.length;
  await visitor.page.goto('http://www.sentry.co.uk/');
  await visitor.page.locator(button('refuse')).click();
  await visitor.page.locator(banner).waitFor({ state: 'detached' });
  await visitor.page.reload();
  await outlast(visitor);
  expect(thirdParty(world.server.hits.slice(from), 'www.sentry.co.uk')).toEqual([]);
  await visitor.page.evaluate(() => window.portillon!.decide('all', { source: 'test' }));
  await expect.poll(() => ran(visitor)).toEqual(['both', 'alone']);
  await visitor.close();
});

it('a pointer on the yes downloads files of ours, and neither requests nor stores anything else', async () => {
  const body =
    '<script type="text/plain" data-consent="advertising" src="https://ads.example/a.js?name=a"></script>';
  world.site(host, { '/': html({ body, config: { ...config, entry: 'none', vendors: [] } }) });
  const visitor = await world.visitor();
  const from = world.server.hits.length;
  const own = () => world.server.hits.slice(from).map(({ path }) => path);
  await visitor.page.goto(home);
  await visitor.page.locator(button('refuse')).hover();
  await visitor.page.locator(button('customise')).hover();
  await visitor.page.evaluate(() => new Promise(requestAnimationFrame));
  expect(own()).not.toContain('/portillon/gate.js');
  await visitor.page.locator(button('accept')).hover();
  await eventually(own).toEqual(expect.arrayContaining(['/portillon/gate.js', '/portillon/check.js']));
  await outlast(visitor);
  expect(thirdParty(world.server.hits.slice(from), host)).toEqual([]);
  expect(await stored(visitor)).toEqual({ cookies: [], keys: [] });
  expect(await visitor.page.evaluate(() => window.portillon!.state.status)).toBe('undecided');
  const before = own().filter((path) => path.startsWith('/portillon/')).length;
  await visitor.page.locator(button('accept')).click();
  await eventually(() => visitor.page.evaluate(() => (self as { ran?: string[] }).ran)).toEqual(['a']);
  expect(own().filter((path) => path.startsWith('/portillon/'))).toHaveLength(before);
  expect(visitor.errors).toEqual([]);
  await visitor.close();
});
