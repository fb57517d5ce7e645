import fc from 'fast-check';
import { expect, it } from 'vitest';
import { button, config, html, toggle } from './support/pages.js';
import { thirdParty, useWorld } from './support/world.js';

const world = useWorld();
const host = 'www.example.co.uk';

/** The model: a tag, the purposes that it needs, and the request that shows it ran. */
const tags: readonly (readonly [request: string, ...purposes: string[]])[] = [
  ['tag.example/audience.js', 'audience'],
  ['tag.example/personalisation.js', 'personalisation'],
  ['tag.example/social.js', 'social'],
  ['tag.example/advertising.js', 'advertising'],
  ['tag.example/aid.js', 'accessibility-aid'],
  ['tag.example/both.js', 'audience', 'advertising'],
  ['tag.example/three.js', 'social', 'personalisation', 'accessibility-aid'],
  ['connect.facebook.net/en_US/fbevents.js', 'advertising'],
  ['s.pinimg.com/ct/core.js', 'advertising'],
  ['stats.example.com/matomo.js', 'audience'],
  ['relay.example/tag.js', 'accessibility-aid'],
  ['www.youtube-nocookie.com/embed/x', 'social'],
];
const body = tags
  .filter(([request]) => request.startsWith('tag.'))
  .map(
    ([request, ...purposes]) =>
      `<script type="text/plain" data-consent="${purposes.join(' ')}" src="https://${request}"></script>`,
  )
  .join('')
  .concat(
    '<iframe data-vendor="youtube" data-consent-src="https://www.youtube-nocookie.com/embed/x" title="Vidéo"></iframe>',
  );

const ids = config.purposes.map((purpose) => (typeof purpose === 'string' ? purpose : purpose.id));

async function check(granted: readonly string[]): Promise<void> {
  const visitor = await world.visitor();
  const from = world.server.hits.length;
  await visitor.page.goto(`http://${host}/`);
  await visitor.page.locator(button('customise')).click();
  for (const id of granted) await visitor.page.locator(toggle('purpose', id)).check();
  await visitor.page.locator(button('save')).click();
  await visitor.page.locator('#portillon-panel').waitFor({ state: 'detached' });
  const expected = tags
    .filter(([, ...needed]) => needed.every((id) => granted.includes(id)))
    .map(([request]) => request);
  const named = tags.map(([request]) => request);
  const requests = () => thirdParty(world.server.hits.slice(from), host).map((hit) => hit.host + hit.path);
  const ran = () =>
    requests()
      .filter((request) => named.includes(request))
      .toSorted();
  await expect.poll(ran).toEqual(expected.toSorted());
  // Once more as a returning visitor, until nothing moves: each of them once more, and no other.
  await visitor.page.reload({ waitUntil: 'networkidle' });
  await expect.poll(ran).toEqual([...expected, ...expected].toSorted());
  const google = granted.includes('audience') || granted.includes('advertising');
  expect(requests().filter((request) => request.startsWith('www.googletagmanager.com/gtag/js'))).toHaveLength(
    google ? 2 : 0,
  );
  if (!granted.length) expect(requests()).toEqual([]);
  expect(visitor.errors).toEqual([]);
  await visitor.close();
}

const subsets = Array.from({ length: 2 ** ids.length }, (_, bits) =>
  ids.filter((_id, place) => (bits >> place) & 1),
);

it('runs exactly what the granted purposes allow, for every subset of the purposes (R6)', async () => {
  world.site(host, { '/': html({ body }) });
  // All subsets in any order: the order and the seed are fast-check's, the cover is complete.
  const order = fc.sample(fc.shuffledSubarray(subsets, { minLength: subsets.length }), 1)[0]!;
  for (const granted of order) await check(granted);
  expect(order).toHaveLength(32);
}, 300_000);
