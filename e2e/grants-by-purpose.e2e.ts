import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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

describe('an element that a framework uses again', () => {
  const used = 'www.used-again.co.uk';
  const film = (vendor: string, address: string, id = 'film') =>
    `<iframe id="${id}" title="Film" width="480" height="270" data-vendor="${vendor}" data-consent-src="${address}"></iframe>`;
  const youtube = 'https://www.youtube-nocookie.com/embed/x';
  const vimeo = 'https://player.vimeo.com/video/1';
  const settings = { ...config, vendors: [{ use: 'youtube' }, { use: 'vimeo' }] };

  async function open(body: string) {
    world.site(used, { '/': html({ config: settings, body }) });
    const visitor = await world.visitor();
    const { page } = visitor;
    await page.goto(`http://${used}/`);
    await page.locator(button('refuse')).click();
    await page.locator('[data-portillon="always-allow"]').first().waitFor();
    const change = (marks: Record<string, string>) =>
      page.evaluate((wanted) => {
        const film = document.querySelector('#film')!;
        for (const [name, value] of Object.entries(wanted)) film.setAttribute(name, value);
      }, marks);
    const source = () => page.locator('#film').getAttribute('src');
    const asked = (host: string) => world.server.hits.slice(from).filter((hit) => hit.host === host).length;
    const from = world.server.hits.length;
    return { ...visitor, change, source, asked };
  }

  it('waits for the consent that it needs now, and its placeholder names that', async () => {
    const visitor = await open(film('youtube', youtube) + film('youtube', youtube, 'other'));
    const { page, change, source, asked } = visitor;
    await change({ 'data-vendor': 'vimeo', 'data-consent-src': vimeo });
    const cover = page.locator('[data-portillon="placeholder"]:has(+ #film)');
    await expect.poll(() => cover.textContent()).toContain('Vimeo');
    await page.evaluate(() => window.portillon!.decide({ youtube: true }, { source: 'test' }));
    await expect.poll(() => page.locator('#other').getAttribute('src')).toBe(youtube);
    expect(await source()).toBeNull();
    await cover.locator('[data-portillon="always-allow"]').click();
    await expect.poll(source).toBe(vimeo);
    expect(await page.evaluate(() => window.portillon!.state.vendors)).toEqual({
      youtube: 'granted',
      vimeo: 'granted',
    });
    expect(asked('www.youtube-nocookie.com')).toBe(1);
    await visitor.close();
  });

  it('takes its placeholder along: moved, hidden, shown again, and out of the page', async () => {
    const visitor = await open(
      `<section id="list">${film('youtube', youtube)}${film('vimeo', vimeo, 'other')}</section>
<iframe title="Compteur" width="1" height="1" data-vendor="youtube" data-consent-src="${youtube}"></iframe>
<iframe title="Caché" style="display:none" data-vendor="youtube" data-consent-src="${youtube}"></iframe>`,
    );
    const { page } = visitor;
    const covers = page.locator('[data-portillon="placeholder"]');
    // What nobody could see has none that is seen.
    await expect.poll(() => covers.count()).toBe(4);
    /** What is seen of the placeholders, and whether each lies right over its embed. */
    const seen = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('[data-portillon="placeholder"]')]
          .filter((cover) => cover.getClientRects().length)
          .map((cover) => {
            const [one, other] = [cover, cover.nextElementSibling!].map((each) =>
              each.getBoundingClientRect(),
            );
            return [
              cover.nextElementSibling!.id,
              ['x', 'y', 'width', 'height'].every(
                (side) => Math.abs(one![side as 'x'] - other![side as 'x']) < 2,
              ),
            ];
          }),
      );
    await expect.poll(seen).toEqual([
      ['film', true],
      ['other', true],
    ]);
    // As a framework orders a list anew: by inserting what it made before what follows.
    await page.evaluate(() => {
      const list = document.querySelector('#list')!;
      list.insertBefore(document.querySelector('#other')!, document.querySelector('#film'));
    });
    await expect.poll(seen).toEqual([
      ['other', true],
      ['film', true],
    ]);
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('#film')!.hidden = true;
    });
    await expect.poll(seen).toEqual([['other', true]]);
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('#film')!.hidden = false;
    });
    await expect.poll(seen).toEqual([
      ['other', true],
      ['film', true],
    ]);
    await page.evaluate(() => document.querySelector('#other')!.remove());
    await expect.poll(() => covers.count()).toBe(3);
    await expect.poll(seen).toEqual([['film', true]]);
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  it('is held again where it shows something, unless that is allowed too', async () => {
    const visitor = await open(film('youtube', youtube));
    const { page, change, source, asked } = visitor;
    await page.evaluate(() => window.portillon!.decide({ youtube: true }, { source: 'test' }));
    await expect.poll(source).toBe(youtube);
    await change({ 'data-consent-src': `${youtube}2` });
    await expect.poll(source).toBe(`${youtube}2`);
    // The same value once more changes nothing.
    await change({ 'data-vendor': 'youtube', 'data-consent-src': `${youtube}2` });
    await change({ 'data-vendor': 'vimeo', 'data-consent-src': vimeo });
    await expect.poll(source).toBeNull();
    await page.locator('[data-portillon="placeholder"]').waitFor();
    await page.evaluate(() => {
      const frame = document.querySelector('#film')!;
      for (const name of ['data-vendor', 'data-consent-src']) frame.removeAttribute(name);
      frame.setAttribute('src', '/ici');
    });
    await page.locator('[data-portillon="placeholder"]').waitFor({ state: 'detached' });
    expect(await source()).toBe('/ici');
    expect(asked('www.youtube-nocookie.com')).toBe(2);
    expect(asked('player.vimeo.com')).toBe(0);
    await visitor.close();
  });

  it('is found where its marks come after it', async () => {
    const visitor = await open(
      `${film('youtube', youtube, 'other')}<iframe id="film" title="Film"></iframe>`,
    );
    await visitor.change({ 'data-vendor': 'vimeo', 'data-consent-src': vimeo });
    await visitor.page.evaluate(() => window.portillon!.decide({ vimeo: true }, { source: 'test' }));
    await expect.poll(visitor.source).toBe(vimeo);
    await visitor.close();
  });
});

it('runs exactly what the granted purposes allow, for every subset of the purposes (R6)', async () => {
  world.site(host, { '/': html({ body }) });
  // All subsets in any order: the order and the seed are fast-check's, the cover is complete.
  const order = fc.sample(fc.shuffledSubarray(subsets, { minLength: subsets.length }), 1)[0]!;
  for (const granted of order) await check(granted);
  expect(order).toHaveLength(32);
}, 300_000);
