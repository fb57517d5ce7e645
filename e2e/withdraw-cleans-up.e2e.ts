import { expect, it } from 'vitest';
import { banner, button, html, toggle } from './support/pages.js';
import { thirdParty, useWorld, type Visitor } from './support/world.js';

const world = useWorld();
const host = 'a.b.example.co.uk';
const home = `http://${host}/cours/anglais/`;

async function accepted(body = ''): Promise<Visitor> {
  world.site(host, () => ({ body: html({ body }) }));
  const visitor = await world.visitor();
  await visitor.page.goto(home);
  await visitor.page.locator(button('accept')).click();
  await visitor.page.locator(banner).waitFor({ state: 'detached' });
  await expect.poll(() => cookies(visitor)).toContain('_fbp');
  await expect.poll(() => cookies(visitor)).toContain('_gcl_au');
  await expect.poll(() => cookies(visitor)).toContain('_pk_id.7.abcd');
  await expect.poll(() => cookies(visitor)).toContain('relay_id');
  return visitor;
}

const cookies = async ({ context }: Visitor) => (await context.cookies(home)).map(({ name }) => name);

async function withdraw({ page }: Visitor): Promise<void> {
  await page.locator('[data-consent-open]').click();
  await page.locator('#portillon-panel [data-portillon="refuse"]').click();
}

it('deletes every declared cookie and key, on each domain and path, and leaves the others alone', async () => {
  const visitor = await accepted();
  await visitor.page.evaluate(() => {
    const domains = ['', '; domain=a.b.example.co.uk', '; domain=b.example.co.uk', '; domain=example.co.uk'];
    const paths = ['/', '/cours', '/cours/', '/cours/anglais', '/cours/anglais/'];
    for (const domain of domains) {
      for (const path of paths) {
        for (const name of ['_fbp', '_ga_XYZ', 'relay_more', 'session']) {
          document.cookie = `${name}=1; path=${path}${domain}`;
        }
      }
    }
    localStorage.setItem('relay:x', '1');
    sessionStorage.setItem('relay:y', '1');
    localStorage.setItem('basket', '1');
  });
  await withdraw(visitor);
  await expect.poll(async () => new Set(await cookies(visitor))).toEqual(new Set(['portillon', 'session']));
  expect((await cookies(visitor)).filter((name) => name === 'session')).toHaveLength(20);
  expect(
    await visitor.page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]),
  ).toEqual(['basket']);
  await visitor.close();
});

it('tells each vendor that runs, in its own words', async () => {
  const visitor = await accepted();
  await withdraw(visitor);
  const queues = () =>
    visitor.page.evaluate(() => {
      const page = self as unknown as Record<string, { queue: unknown[] } & unknown[]>;
      return {
        google: page
          .dataLayer!.map((command) => [...(command as Iterable<unknown>)])
          .filter(([name]) => name === 'consent'),
        meta: page.fbq!.queue,
        pinterest: page.pintrk!.queue,
        matomo: page._paq!.slice(),
      };
    });
  await expect.poll(async () => (await queues()).meta.at(-1)).toEqual(['consent', 'revoke']);
  const { google, meta, pinterest, matomo } = await queues();
  expect(google[0]).toMatchObject([
    'consent',
    'default',
    { ad_storage: 'denied', analytics_storage: 'denied' },
  ]);
  expect(google.slice(-2)).toEqual([
    ['consent', 'update', { ad_storage: 'denied', ad_user_data: 'denied', ad_personalization: 'denied' }],
    ['consent', 'update', { analytics_storage: 'denied' }],
  ]);
  expect(meta).toEqual([
    ['consent', 'revoke'],
    ['init', '123456789012345'],
    ['track', 'PageView'],
    ['consent', 'grant'],
    ['consent', 'revoke'],
  ]);
  expect(pinterest).toEqual([
    ['load', '2612345678901'],
    ['setconsent', true],
    ['page'],
    ['setconsent', false],
  ]);
  expect(matomo.slice(-2)).toEqual([['forgetConsentGiven'], ['deleteCookies']]);
  await visitor.close();
});

it('takes frames away, sends nothing more, and does not load anything on the next page', async () => {
  const visitor = await accepted(
    '<iframe data-vendor="youtube" data-consent-src="https://www.youtube-nocookie.com/embed/x" width="560" height="315" title="Vidéo"></iframe>',
  );
  await expect.poll(() => visitor.page.frames().length).toBe(2);
  await withdraw(visitor);
  await expect.poll(() => visitor.page.frames().some((frame) => frame.url().includes('youtube'))).toBe(false);
  await visitor.page.locator('[data-portillon="placeholder"]').waitFor();
  const from = world.server.hits.length;
  await visitor.page.reload({ waitUntil: 'networkidle' });
  expect(thirdParty(world.server.hits.slice(from), host)).toEqual([]);
  await visitor.close();
});

it('withdraws one purpose and leaves the others running (R54)', async () => {
  const visitor = await accepted();
  await visitor.page.locator('[data-consent-open]').click();
  await visitor.page.locator(toggle('purpose', 'advertising')).uncheck();
  await visitor.page.locator(button('save')).click();
  await expect.poll(() => cookies(visitor)).not.toContain('_fbp');
  const left = await cookies(visitor);
  expect(left).toContain('_pk_id.7.abcd');
  expect(left).toContain('_ga');
  expect(left).not.toContain('_gcl_au');
  expect(left).not.toContain('_epik');
  await visitor.close();
});

it('starts nothing twice when consent is given again in the same page', async () => {
  const visitor = await accepted(
    '<script type="text/plain" data-consent="advertising">(self.ran ??= []).push("mine")</script>',
  );
  await expect
    .poll(() => visitor.page.evaluate(() => (self as unknown as { ran: string[] }).ran.length))
    .toBe(6);
  const before = await visitor.page.evaluate(() => (self as unknown as { ran: string[] }).ran);
  await withdraw(visitor);
  await visitor.page.locator('[data-consent-open]').click();
  await visitor.page.locator('#portillon-panel [data-portillon="accept"]').click();
  await expect
    .poll(() =>
      visitor.page.evaluate(() => (self as unknown as { fbq: { queue: unknown[] } }).fbq.queue.at(-1)),
    )
    .toEqual(['consent', 'grant']);
  expect(await visitor.page.evaluate(() => (self as unknown as { ran: string[] }).ran)).toEqual(before);
  await visitor.close();
});
