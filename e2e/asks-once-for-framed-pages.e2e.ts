// A page in a frame of a page that asks does not ask a second time (R122).
import { expect, it } from 'vitest';
import { banner, button, config, html } from './support/pages.js';
import { eventually, note, ran } from './support/tags.js';
import { useWorld } from './support/world.js';

const world = useWorld();
const bare = { ...config, vendors: [] };
const tag = `<script type="text/plain" data-consent="advertising">${note('tag')}</script>`;
const frame = (url: string) => `<iframe title="Cadre" width="600" height="600" src="${url}"></iframe>`;
const inner = html({ config: bare, body: tag });

it.each([
  ['of the same site', 'http://www.around.co.uk/cadre', true],
  ['of another subdomain', 'http://cours.around.co.uk/cadre', true],
  ['of another site', 'http://www.inside.co.uk/cadre', false],
])('a frame %s shows no banner, and takes no word of a message', async (_, url, follows) => {
  world.site('www.around.co.uk', ({ path }) => ({
    body: path === '/' ? html({ config: bare, body: frame(url) }) : inner,
  }));
  for (const host of ['cours.around.co.uk', 'www.inside.co.uk']) world.site(host, () => ({ body: inner }));
  const visitor = await world.visitor();
  const { page } = visitor;
  await page.goto('http://www.around.co.uk/');
  await page.locator(banner).waitFor();
  const framed = page.frame({ url })!;
  const state = () => framed.evaluate(() => window.portillon?.state);
  await framed.locator('#portillon-entry, [data-consent-open]').first().waitFor();
  await eventually(() => state().then((now) => now?.status)).toBe('undecided');
  await framed.evaluate(() => {
    const seen = Object.assign(self, { messages: 0 });
    addEventListener('message', () => seen.messages++);
  });
  await page.evaluate((target) => {
    for (const message of ['all', { portillon: 'all' }, { purposes: { advertising: 'granted' } }])
      (document.querySelector('iframe') as HTMLIFrameElement).contentWindow!.postMessage(
        message,
        new URL(target).origin,
      );
  }, url);
  await eventually(() => framed.evaluate(() => (self as unknown as { messages: number }).messages)).toBe(3);
  expect(await framed.locator(banner).count()).toBe(0);
  expect((await state())?.status).toBe('undecided');
  await page.locator(button('accept')).click();
  await eventually(() => page.evaluate(() => window.portillon!.state.status)).toBe('decided');
  if (follows) {
    await page.reload();
    await eventually(() =>
      page.frame({ url })!.evaluate(() => (self as unknown as { ran?: string[] }).ran),
    ).toEqual(['tag']);
  }
  await visitor.close();
});

it('a frame asks where the page around it does not', async () => {
  world.site('www.around.co.uk', ({ path }) => ({
    body: path === '/' ? `<!doctype html><title>Autour</title>${frame('/cadre')}` : inner,
  }));
  const visitor = await world.visitor();
  await visitor.page.goto('http://www.around.co.uk/');
  const framed = visitor.page.frameLocator('iframe');
  await framed.locator(button('accept')).click();
  await framed.locator(banner).waitFor({ state: 'detached' });
  await visitor.close();
});

it('a frame of another site still answers whoever opens its preferences', async () => {
  world.site('www.inside.co.uk', () => ({ body: inner }));
  world.site('www.around.co.uk', () => ({
    body: html({ config: bare, body: frame('http://www.inside.co.uk/') }),
  }));
  const visitor = await world.visitor();
  await visitor.page.goto('http://www.around.co.uk/');
  await visitor.page.locator(button('refuse')).click();
  const framed = visitor.page.frameLocator('iframe');
  await framed.locator('[data-consent-open]').click();
  await framed.locator('#portillon-panel [data-portillon="accept"]').click();
  await framed.locator('#portillon-panel').waitFor({ state: 'detached' });
  expect(await ran(visitor)).toEqual([]);
  await visitor.close();
});
