import { expect, it } from 'vitest';
import { config, html } from './support/pages.js';
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
  await visitor.page.goto(`http://${host}/`);
  await visitor.page.locator('#portillon [data-portillon="accept"]').click();
  await expect
    .poll(() => visitor.messages.join())
    .toContain(
      'vendor-parameter: google-ads is not started: id is "UA-1", expected an account such as "AW-123456789"',
    );
  await expect.poll(() => world.server.hits.some((hit) => hit.host === 'connect.facebook.net')).toBe(true);
  expect(world.server.hits.some((hit) => hit.host === 'www.googletagmanager.com')).toBe(false);
  await visitor.close();
});
