import { beforeAll, expect, it } from 'vitest';
import { createEndpoint } from './support/endpoint.js';
import { banner, button, config, html, toggle } from './support/pages.js';
import { eventually, ran } from './support/tags.js';
import { useWorld, type Visitor } from './support/world.js';

// The number of a proof must not become the number of a visitor (R65): nobody but the site ever gets it.

const world = useWorld();
const site = /(^|\.)preuve\.co\.uk$/;

/** All that each request to others said: address, headers, body. */
const told: { readonly host: string; readonly text: string }[] = [];

beforeAll(() => {
  world.server.handle(async ({ host, url, incoming }) => {
    if (site.test(host)) return undefined;
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    told.push({ host, text: [url.href, JSON.stringify(incoming.headers), Buffer.concat(parts)].join('\n') });
    return undefined;
  });
});

/** The ways in which an id may be written. */
const forms = (id: string): string[] => [
  id,
  id.replaceAll('-', ''),
  Buffer.from(id).toString('base64').replace(/=+$/, ''),
  Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64').replace(/=+$/, ''),
];

const whoKnows = (ids: Iterable<string>, from = 0): string[] => {
  const all = [...ids].flatMap(forms);
  return told
    .slice(from)
    .filter(({ text }) => all.some((form) => text.toLowerCase().includes(form.toLowerCase())))
    .map(({ host }) => host);
};

const stored = async ({ context }: Visitor) =>
  /(?<=&id=)[\da-f-]{36}/.exec(
    (await context.cookies()).find(({ name }) => name === 'portillon')?.value ?? '',
  )?.[0];

it('whatever is chosen, no vendor is told the id of a choice or of its proof', async () => {
  const endpoint = createEndpoint();
  const body = `<iframe data-vendor="youtube" data-consent-src="https://www.youtube-nocookie.com/embed/x" title="Vidéo"></iframe>
<script type="text/plain" data-consent="advertising" src="https://ads.example/a.js?name=a"></script>
<script type="text/plain" data-consent="audience">fetch('https://collect.example/', { method: 'POST', mode: 'no-cors', body: JSON.stringify(self.dataLayer) })</script>`;
  const page = html({
    config: { ...config, googleConsentMode: 'basic', records: { endpoint: '/api/consents' } },
    body,
  });
  world.site('www.preuve.co.uk', async (request) => (await endpoint.handle(request)) ?? { body: page });
  const visitor = await world.visitor();
  const ids = new Set<string>();
  const taken = async (count: number) => {
    await eventually(() => endpoint.taken.size).toBe(count);
    for (const id of [...endpoint.taken.keys(), await stored(visitor)]) if (id) ids.add(id);
  };
  const { page: tab } = visitor;
  await tab.goto('https://www.preuve.co.uk/');
  await tab.locator(button('accept')).click();
  await taken(1);
  await eventually(() => ran(visitor)).toContain('a');
  await tab.goto('https://www.preuve.co.uk/deux?x=1', { waitUntil: 'networkidle' });
  await tab.locator('[data-consent-open]').click();
  await tab.locator(toggle('purpose', 'social')).uncheck();
  await tab.locator(button('save')).click();
  await taken(2);
  await tab.locator('[data-consent-open]').click();
  await tab.locator('#portillon-panel [data-portillon="refuse"]').click();
  await taken(3);
  // Google's tags end with the page.
  await eventually(() => tab.evaluate(() => window.portillon?.state.purposes.advertising)).toBe('denied');
  await tab.goto('https://www.preuve.co.uk/trois', { waitUntil: 'networkidle' });
  await tab.locator('[data-consent-open]').click();
  await tab.locator('#portillon-panel [data-portillon="accept"]').click();
  await taken(4);
  await eventually(() => ran(visitor)).toContain('a');
  await tab.evaluate(() => window.portillon!.forget());
  await tab.locator(banner).waitFor();
  await taken(5);
  await tab.waitForLoadState('networkidle');

  expect(ids.size).toBe(5);
  const asked = new Set(told.map(({ host }) => host));
  for (const host of [
    'ads.example',
    'collect.example',
    'connect.facebook.net',
    'relay.example',
    's.pinimg.com',
    'stats.example.com',
    'www.googletagmanager.com',
    'www.youtube-nocookie.com',
  ]) {
    expect([...asked]).toContain(host);
  }
  expect(whoKnows(ids)).toEqual([]);
  await visitor.close();
});

it.each([
  ['the address', "new Image().src = 'https://probe.example/?' + id"],
  ['the address, shortened', "new Image().src = 'https://probe.example/?' + id.replaceAll('-', '')"],
  ['the body', "navigator.sendBeacon('https://probe.example/', btoa(id))"],
  [
    'a header',
    "history.replaceState(0, '', '?' + id); fetch('https://probe.example/', { mode: 'no-cors', referrerPolicy: 'unsafe-url' })",
  ],
])('the measurement finds an id in %s', async (_, send) => {
  world.site('probe.preuve.co.uk', {
    '/': html({
      config: { ...config, vendors: [] },
      body: `<script type="text/plain" data-consent="audience">{ const { id } = portillon.state.record; ${send} }</script>`,
    }),
  });
  const visitor = await world.visitor();
  const from = told.length;
  await visitor.page.goto('https://probe.preuve.co.uk/');
  await visitor.page.locator(button('accept')).click();
  await eventually(() => told.length).toBeGreaterThan(from);
  expect(whoKnows([(await stored(visitor))!], from)).toContain('probe.example');
  await visitor.close();
});
