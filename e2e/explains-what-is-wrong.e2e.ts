import { describe, expect, it } from 'vitest';
import { expectNoProblems, outlast, problemsOf } from './support/outlast.js';
import { button, config, html } from './support/pages.js';
import { thirdParty, useWorld } from './support/world.js';

const world = useWorld();
const host = 'www.example.co.uk';
const held = '<script type="text/plain" data-consent="advertising" src="https://ads.example/a.js"></script>';

async function open(page: string) {
  world.site(host, { '/': page });
  const visitor = await world.visitor();
  const from = world.server.hits.length;
  await visitor.page.goto(`http://${host}/`, { waitUntil: 'networkidle' });
  expect(thirdParty(world.server.hits.slice(from), host)).toEqual([]);
  expect(visitor.errors).toEqual([]);
  expect(await visitor.context.cookies()).toEqual([]);
  const said = visitor.messages.filter((message) => message.startsWith('[portillon]'));
  await visitor.close();
  return said;
}

it('prints one message that lists every problem of a configuration, and holds everything', async () => {
  const wrong = {
    ...config,
    site: { name: '' },
    purposes: ['audience', 'advertizing'],
    vendors: [
      { use: 'google-adz', id: 'AW-1' },
      { id: 'x', name: 'X', purposes: ['audiance'], scripts: ['javascript:alert(1)'] },
    ],
    stoer: {},
  };
  const said = await open(html({ config: wrong, body: held }));
  expect(said).toHaveLength(1);
  for (const part of [
    'config-invalid',
    'site.name: found ""',
    'site.privacyPolicyUrl: found nothing',
    'purposes[1]: found "advertizing", expected',
    'did you mean "advertising"?',
    'vendors[0].use: found "google-adz"',
    'did you mean "google-ads"?',
    'vendors[1].purposes[0]: found "audiance"',
    'vendors[1].scripts[0]: found "javascript:alert(1)"',
    'config.stoer: found "stoer"',
    'did you mean "store"?',
  ]) {
    expect(said[0]).toContain(part);
  }
});

it('tells whoever makes the site at once of an account in the wrong form, and starts the others', async () => {
  const site = 'www.example.test';
  const vendors = [
    { use: 'google-analytics', id: 'UA-123-1' },
    { use: 'meta-pixel', id: '123456789012345' },
  ];
  world.site(site, { '/': html({ config: { ...config, vendors } }) });
  const visitor = await world.visitor();
  const from = world.server.hits.length;
  await visitor.page.goto(`http://${site}/`);
  await expect.poll(() => visitor.messages.join()).toContain('vendor-parameter: google-analytics');
  expect(visitor.messages.join()).toContain('UA-123-1');
  await outlast(visitor);
  expect(thirdParty(world.server.hits.slice(from), site)).toEqual([]);
  await visitor.page.locator(button('accept')).click();
  await expect.poll(() => visitor.page.evaluate(() => document.cookie)).toContain('_fbp');
  await visitor.close();
});

it('tells of a frame that is held for no purpose, whose place is covered', async () => {
  world.site(host, {
    '/': html({ body: '<iframe title="Cadre" data-consent-src="https://frame.example/"></iframe>' }),
  });
  const visitor = await world.visitor();
  await visitor.page.goto(`http://${host}/`);
  await expect.poll(() => visitor.messages.join()).toContain('purpose-missing: <iframe');
  const cover = visitor.page.locator('[data-portillon="placeholder"]');
  await expect.poll(() => cover.textContent()).toContain('frame.example');
  expect(await cover.locator('button').count()).toBe(0);
  await visitor.close();
});

it.each([
  [
    'no configuration',
    html({ body: held }).replace(/<script type="application\/json".*?<\/script>/s, ''),
    'config-missing',
  ],
  ['a configuration that is not JSON', html({ body: held }).replace('{"site"', '{site'), 'config-unreadable'],
  ['an empty configuration', html({ config: {}, body: held }), 'config-invalid'],
  ['a list for a configuration', html({ config: [], body: held }), 'config-invalid'],
])('says one thing and holds everything with %s', async (_, page, code) => {
  const said = await open(page);
  expect(said).toHaveLength(1);
  expect(said[0]).toContain(`[portillon] ${code}`);
});

it('says which account of a vendor is wrong, and does not start it', async () => {
  world.site(host, {
    '/': html({
      config: {
        ...config,
        vendors: [
          { use: 'google-ads', id: 'UA-1' },
          { use: 'meta-pixel', id: 123456789012345 },
        ],
      },
    }),
  });
  const visitor = await world.visitor();
  const from = world.server.hits.length;
  const asked = (name: string) => world.server.hits.slice(from).some((hit) => hit.host === name);
  await visitor.page.goto(`http://${host}/`);
  await visitor.page.locator('#portillon [data-portillon="accept"]').click();
  await expect
    .poll(() => visitor.messages.join())
    .toContain(
      'vendor-parameter: google-ads is not started: id is "UA-1", expected an account such as "AW-123456789"',
    );
  await expect.poll(() => asked('connect.facebook.net')).toBe(true);
  await outlast(visitor);
  expect(asked('www.googletagmanager.com')).toBe(false);
  await visitor.close();
});

/** A fault that lets the question be asked. */
const faulty = html({ config: { ...config, stoer: {} }, body: held });

it('says it at once where a site is made, and asks nothing', async () => {
  const site = 'www.example.test';
  world.site(site, { '/': faulty });
  const visitor = await world.visitor();
  await visitor.page.goto(`http://${site}/`, { waitUntil: 'networkidle' });
  expect(visitor.messages.join()).toContain('config-invalid');
  expect(await visitor.page.locator('#portillon-banner').count()).toBe(0);
  await visitor.close();
});

it('takes a refusal on a real site without any check', async () => {
  world.site(host, { '/': faulty });
  const visitor = await world.visitor();
  const from = world.server.hits.length;
  await visitor.page.goto(`http://${host}/`);
  await visitor.page.locator('#portillon [data-portillon="refuse"]').click();
  await visitor.page.reload({ waitUntil: 'networkidle' });
  expect(await visitor.page.evaluate(() => window.portillon!.state.status)).toBe('decided');
  const asked = world.server.hits.slice(from).map(({ path }) => path);
  expect(asked).not.toContain('/portillon/check.js');
  expect(asked).not.toContain('/portillon/gate.js');
  expect(thirdParty(world.server.hits.slice(from), host)).toEqual([]);
  expect(visitor.errors).toEqual([]);
  await visitor.close();
});

it('grants nothing by a faulty configuration on a real site, says why, and keeps the answer', async () => {
  const page = html({
    config: { ...config, stoer: {} },
    body: `${held}<script type="text/plain" data-consent="advertising">self.mine = true</script>`,
  });
  world.site(host, { '/': page });
  const visitor = await world.visitor();
  await visitor.page.goto(`http://${host}/`);
  await visitor.page.locator('#portillon [data-portillon="accept"]').click();
  const said = () => visitor.messages.filter((message) => message.includes('config-invalid'));
  for (const visit of ['first', 'next']) {
    if (visit === 'next') {
      visitor.messages.length = 0;
      await visitor.page.reload();
    }
    await expect.poll(said).toHaveLength(1);
    await outlast(visitor);
    expect(await visitor.page.locator('#portillon-banner').count()).toBe(0);
    const { purposes, vendors } = await visitor.page.evaluate(() => window.portillon!.state);
    expect([...Object.values(purposes), ...Object.values(vendors)]).not.toContain('granted');
    expect(await visitor.page.evaluate(() => 'mine' in self)).toBe(false);
  }
  // Mended, it holds.
  world.site(host, { '/': page.replace('"stoer":{}', '"entry":"none"') });
  await visitor.page.reload();
  await expect.poll(() => visitor.page.evaluate(() => 'mine' in self)).toBe(true);
  expect(visitor.errors).toEqual([]);
  await visitor.close();
});

it('says of a sheet that loads without consent which attribute holds it', async () => {
  world.site(host, {
    '/': html({ body: '<link rel="stylesheet" data-consent="personalisation" href="/feuille.css">' }),
    '/feuille.css': '',
  });
  const visitor = await world.visitor();
  await visitor.page.goto(`http://${host}/`);
  await visitor.page.locator(button('accept')).click();
  await expect
    .poll(() => visitor.messages.join())
    .toContain('loads without consent: write data-consent-src instead of href.');
  await visitor.close();
});

it('lists what is said of the tag and of early calls with all the rest', async () => {
  const early =
    '<script>window.portillon = window.portillon || { q: [] }; portillon.q.push(["opne"])</script>';
  world.site(host, { '/': html({ head: early, placement: 'defer' }) });
  const visitor = await world.visitor();
  await visitor.page.goto(`http://${host}/`);
  await expect
    .poll(() => visitor.page.evaluate(() => window.portillon?.problems.map(({ code }) => code)))
    .toEqual(['call-unknown']);
  await visitor.close();
});

describe('markup that is marked and not held', () => {
  const dev = 'www.markup.test';
  /** What is told of this markup, and of nothing else: one more that is wrong comes last. */
  const problems = async (body: string): Promise<readonly string[]> => {
    const last = '<p id="last" data-consent="social"></p>';
    world.site(dev, { '/': html({ config: { ...config, vendors: [] }, body: body + last }) });
    const visitor = await world.visitor();
    await visitor.page.goto(`http://${dev}/`);
    const all = () => visitor.messages.filter((message) => message.startsWith('[portillon] tag-not-held'));
    const isLast = (message: string) => message.includes('<p id="last"');
    await expect.poll(() => all().some(isLast)).toBe(true);
    await problemsOf(visitor);
    await visitor.close();
    return all().filter((message) => !isLast(message));
  };
  const held = 'data-consent="social" data-consent-src="https://film.example/"';

  it.each([
    ['a part of the page', '<div data-consent="social"><p>Film</p></div>', 'Put it into a <template>.'],
    ['a style', '<style data-consent="social">p { color: red }</style>', 'Put it into a <template>.'],
    ['a text for a frame', '<iframe title="x" data-consent="social" srcdoc="x"></iframe>', 'its srcdoc'],
    ['a text beside an address', `<iframe title="x" ${held} srcdoc="x"></iframe>`, 'its srcdoc'],
    ['pictures', '<img alt="" data-consent="social" srcset="/a.png 2x">', 'data-consent-srcset instead of'],
    ['a poster of others', `<video ${held} poster="https://t.example/p.png"></video>`, 'its poster'],
    [
      'a picture of others',
      `<img alt="" ${held} src="https://t.example/p.png">`,
      'loads its src without consent: leave that out.',
    ],
  ])('%s', async (_, body, words) => {
    const said = await problems(body);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(words);
  });

  it('also for visitors where a program has copied the address to where it loads; it is taken away', async () => {
    const body = `<iframe id="film" title="x" ${held} src="https://film.example/"></iframe>
<iframe title="y" data-consent="social" data-consent-src="https://film.example/y"></iframe>`;
    world.site(host, { '/': html({ config: { ...config, vendors: [] }, body }) });
    const visitor = await world.visitor();
    await visitor.page.goto(`http://${host}/`);
    await expect.poll(() => visitor.page.locator('#film').getAttribute('src')).toBeNull();
    await expect.poll(() => visitor.messages.join()).toContain('its src without consent: leave that out.');
    await expectNoProblems(visitor, 'tag-not-held');
    await visitor.close();
  });

  it('says nothing of what is held, nor of a vendor that is only named', async () => {
    const body = `<div data-vendor="relay">Relais</div><template data-consent="social"><div>Film</div></template>
<img alt="" ${held} src="/apercu.png" srcset="data:image/png;base64,AA, /deux.png 2x"><video ${held} poster="/affiche.png"></video>
<iframe title="x" data-consent="social"></iframe><script type="text/plain" data-consent="social" src="https://t.example/"></script>`;
    expect(await problems(body)).toEqual([]);
  });
});
