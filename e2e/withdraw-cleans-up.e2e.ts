import { describe, expect, it } from 'vitest';
import { outlast } from './support/outlast.js';
import { banner, button, config, html, toggle } from './support/pages.js';
import { eventually, mark, withdraw, withdrawAndReload } from './support/tags.js';
import { thirdParty, useWorld, type Visitor } from './support/world.js';

const world = useWorld();
const host = 'a.b.example.co.uk';
const home = `http://${host}/cours/anglais/`;

/** Without Google's tags, which have their own tests below. */
const quiet = { ...config, vendors: config.vendors.filter(({ use }) => !use?.startsWith('google')) };

async function accepted(body = '', used: typeof quiet = quiet): Promise<Visitor> {
  world.site(host, () => ({ body: html({ body, config: used }) }));
  const visitor = await world.visitor();
  await visitor.page.goto(home);
  await visitor.page.locator(button('accept')).click();
  await visitor.page.locator(banner).waitFor({ state: 'detached' });
  await expect.poll(() => cookies(visitor)).toContain('_fbp');
  await expect.poll(() => cookies(visitor)).toContain('_pk_id.7.abcd');
  await expect.poll(() => cookies(visitor)).toContain('relay_id');
  return visitor;
}

const cookies = async ({ context }: Visitor) => (await context.cookies(home)).map(({ name }) => name);

const field = '<input aria-label="Nom">';
/** What was typed keeps the page, which a withdrawal would load again. */
const type = ({ page }: Visitor) => page.locator('main input').fill('Zoé');

it('deletes every declared cookie and key, on each domain and path, and leaves the others alone', async () => {
  const visitor = await accepted();
  await visitor.page.evaluate(() => {
    const domains = ['', '; domain=a.b.example.co.uk', '; domain=b.example.co.uk', '; domain=example.co.uk'];
    const paths = ['/', '/cours', '/cours/', '/cours/anglais', '/cours/anglais/'];
    for (const domain of domains) {
      for (const path of paths) {
        for (const name of ['_fbp', '_pk_ref.7.x', 'relay_more', 'session']) {
          document.cookie = `${name}=1; path=${path}${domain}`;
        }
      }
    }
    localStorage.setItem('relay:x', '1');
    sessionStorage.setItem('relay:y', '1');
    localStorage.setItem('basket', '1');
  });
  await withdrawAndReload(visitor);
  await expect.poll(async () => new Set(await cookies(visitor))).toEqual(new Set(['portillon', 'session']));
  expect((await cookies(visitor)).filter((name) => name === 'session')).toHaveLength(20);
  // While the page is loaded again, it notes what is to be cleaned up.
  await eventually(() =>
    visitor.page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)].sort()),
  ).toEqual(['basket', 'portillon-checked']);
  await visitor.close();
});

it('leaves our own choice where a vendor has names like it', async () => {
  const visitor = await accepted('', { ...quiet, store: { name: 'relay_consent' } } as typeof quiet);
  await withdrawAndReload(visitor);
  await expect.poll(() => cookies(visitor)).toEqual(['relay_consent']);
  await visitor.close();
});

it('takes content out of a view that the page has put aside, and holds it there until it is granted again', async () => {
  const embed = 'data-consent="social" data-consent-src="/cadre"';
  const visitor = await accepted(
    `${field}<section id="vue"><template data-consent="social"><p class="contenu">Du contenu</p></template><iframe title="Cadre" ${embed}></iframe></section>`,
  );
  const { page } = visitor;
  const content = page.locator('.contenu');
  await content.waitFor();
  await type(visitor);
  await page.evaluate(() => {
    const kept = self as unknown as { view: Element };
    kept.view = document.querySelector('#vue')!;
    kept.view.remove();
  });
  await withdraw(visitor);
  const putBack = () =>
    page.evaluate(() => {
      document.querySelector('main')!.append((self as unknown as { view: Element }).view);
      return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    });
  await putBack();
  expect(await content.count()).toBe(0);
  expect(await page.locator('#vue iframe').getAttribute('src')).toBeNull();
  await page.evaluate(() => window.portillon!.decide('all', { source: 'test' }));
  await content.waitFor();
  expect(await content.count()).toBe(1);
  await expect.poll(() => page.locator('#vue iframe').getAttribute('src')).toBe('/cadre');
  expect(visitor.errors).toEqual([]);
  await visitor.close();
});

it('tells each vendor that runs, in its own words', async () => {
  const visitor = await accepted(field, config);
  await expect.poll(() => cookies(visitor)).toContain('_gcl_au');
  await type(visitor);
  await withdraw(visitor);
  const queues = () =>
    visitor.page.evaluate(() => {
      const page = self as unknown as Record<string, { queue: unknown[] } & unknown[]>;
      return {
        state: window.portillon!.state.reloadNeeded,
        google: page
          .dataLayer!.map((command) => [...(command as Iterable<unknown>)])
          .filter(([name]) => name === 'consent'),
        meta: page.fbq!.queue,
        pinterest: page.pintrk!.queue,
        matomo: page._paq!.slice(),
      };
    });
  await expect.poll(async () => (await queues()).meta.at(-1)).toEqual(['consent', 'revoke']);
  // What was typed is not lost by a reload.
  await expect.poll(async () => (await queues()).state).toBe(true);
  await expect.poll(() => visitor.messages.some((message) => message.includes('reload-needed'))).toBe(true);
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
    ['set', 'autoConfig', false, '123456789012345'],
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
    `${field}<iframe data-vendor="youtube" data-consent-src="https://www.youtube-nocookie.com/embed/x" width="560" height="315" title="Vidéo"></iframe>`,
  );
  await expect.poll(() => visitor.page.frames().length).toBe(2);
  await type(visitor);
  await withdraw(visitor);
  await expect.poll(() => visitor.page.frames().some((frame) => frame.url().includes('youtube'))).toBe(false);
  await visitor.page.locator('[data-portillon="placeholder"]').waitFor();
  const from = world.server.hits.length;
  await visitor.page.reload();
  await outlast(visitor);
  expect(thirdParty(world.server.hits.slice(from), host)).toEqual([]);
  await visitor.close();
});

it('withdraws one purpose and leaves the others running (R54)', async () => {
  const visitor = await accepted();
  await visitor.page.locator('[data-consent-open]').click();
  await visitor.page.locator(toggle('purpose', 'advertising')).uncheck();
  await mark(visitor);
  await visitor.page.locator(button('save')).click();
  await visitor.page.waitForFunction(() => !('marked' in self) && document.readyState === 'complete');
  await expect.poll(() => cookies(visitor)).toContain('_pk_id.7.abcd');
  expect(await cookies(visitor)).not.toContain('_fbp');
  const left = await cookies(visitor);
  expect(left).toContain('_pk_id.7.abcd');
  expect(left).not.toContain('_epik');
  await visitor.close();
});

it('starts nothing twice when consent is given again in the same page', async () => {
  const visitor = await accepted(
    `${field}<script type="text/plain" data-consent="advertising">(self.ran ??= []).push("mine")</script>`,
  );
  await type(visitor);
  await expect
    .poll(() => visitor.page.evaluate(() => (self as unknown as { ran: string[] }).ran.length))
    .toBe(5);
  const before = await visitor.page.evaluate(() => (self as unknown as { ran: string[] }).ran);
  await withdraw(visitor);
  await visitor.page.locator('[data-consent-open]').click();
  await visitor.page.locator('#portillon-panel [data-portillon="accept"]').click();
  await expect
    .poll(() =>
      visitor.page.evaluate(() => (self as unknown as { fbq: { queue: unknown[] } }).fbq.queue.at(-1)),
    )
    .toEqual(['consent', 'grant']);
  await outlast(visitor);
  expect(await visitor.page.evaluate(() => (self as unknown as { ran: string[] }).ran)).toEqual(before);
  await visitor.close();
});

it('reloads once where a vendor cannot be stopped otherwise, and starts it no more', async () => {
  const visitor = await accepted('', config);
  await expect.poll(() => cookies(visitor)).toContain('_ga');
  // Tags may hold back the first load of the page, which is not the one to be counted.
  await visitor.page.waitForLoadState('load');
  let loads = 0;
  visitor.page.on('load', () => loads++);
  const from = world.server.hits.length;
  await withdraw(visitor);
  await expect.poll(() => loads).toBe(1);
  await outlast(visitor);
  expect(loads).toBe(1);
  expect(await cookies(visitor)).toEqual(['portillon']);
  expect(thirdParty(world.server.hits.slice(from), host)).toEqual([]);
  await visitor.close();
});

it('catches a vendor that writes its cookie again every 100 ms, and names it within a second', async () => {
  const visitor = await accepted(field);
  await type(visitor);
  await visitor.page.evaluate(() => {
    setInterval(() => {
      document.cookie = '_fbp=again; path=/; domain=example.co.uk';
    }, 100);
  });
  const started = Date.now();
  await withdraw(visitor);
  await expect
    .poll(() => visitor.page.evaluate(() => window.portillon!.state.leftovers['meta-pixel']?.returned), {
      timeout: 1500,
    })
    .toEqual(['_fbp']);
  expect(Date.now() - started).toBeLessThan(2500);
  expect(visitor.messages.some((message) => message.includes('trace-returned: meta-pixel'))).toBe(true);
  await visitor.close();
});

it('names what it cannot reach of a vendor that ran on an earlier page, whatever other cookies there are', async () => {
  const visitor = await accepted(field);
  await expect.poll(() => cookies(visitor)).toContain('_fbp');
  await visitor.page.evaluate(() => {
    document.cookie = 'session=1; path=/';
  });
  // It does not run in this one.
  await visitor.page.route('**/gate.js', (route) => route.abort());
  await visitor.page.reload();
  await withdraw(visitor);
  await expect
    .poll(() => visitor.page.evaluate(() => window.portillon!.state.leftovers['meta-pixel']?.outOfReach))
    .toContain('fr (.facebook.com)');
  await visitor.close();
});

it('names what it cannot reach: cookies of other domains', async () => {
  const visitor = await accepted(field);
  await type(visitor);
  await withdraw(visitor);
  await expect
    .poll(() => visitor.page.evaluate(() => window.portillon!.state.leftovers['meta-pixel']?.outOfReach))
    .toContain('fr (.facebook.com)');
  await visitor.close();
});

it('deletes partitioned cookies and databases too', async () => {
  world.site(host, () => ({
    body: html({
      config: {
        ...quiet,
        vendors: [
          { id: 'relay', name: 'R', purposes: ['accessibility-aid'], cookies: [{ name: 'relay_*' }] },
        ],
      },
    }),
  }));
  const visitor = await world.visitor();
  await visitor.page.goto(home.replace('http:', 'https:'));
  await visitor.page.locator(button('accept')).click();
  await visitor.page.waitForFunction(() => window.portillon!.allows('relay'));
  await visitor.page.evaluate(() => {
    document.cookie = 'relay_plain=1; path=/; secure';
    document.cookie = 'relay_split=1; path=/; secure; samesite=none; partitioned';
    document.cookie = 'relay_wide=1; path=/; domain=example.co.uk; secure; samesite=none; partitioned';
  });
  expect(await visitor.page.evaluate(() => document.cookie.match(/relay_/g)?.length)).toBe(3);
  await withdraw(visitor);
  await expect.poll(() => visitor.page.evaluate(() => document.cookie)).not.toContain('relay_');
  await visitor.close();
});

describe('a database', () => {
  const open = async (entry: object) => {
    const relay = { id: 'relay', name: 'R', purposes: ['accessibility-aid'], databases: ['relay*'] };
    world.site(host, () => ({
      body: html({ config: { ...quiet, vendors: [{ ...relay, ...entry }] } }),
    }));
    const visitor = await world.visitor();
    await visitor.page.goto(home.replace('http:', 'https:'));
    await visitor.page.locator(button('accept')).click();
    await visitor.page.waitForFunction(() => window.portillon!.allows('relay'));
    return visitor;
  };
  const names = ({ page }: Visitor) =>
    page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  const returned = ({ page }: Visitor) =>
    page.evaluate(() => window.portillon!.state.leftovers.relay?.returned);

  it('that its vendor writes once more while it is told is deleted all the same', async () => {
    const visitor = await open({});
    await visitor.page.evaluate(async () => {
      const write = () =>
        new Promise<void>((resolve) => {
          const request = indexedDB.open('relayDb');
          request.onsuccess = () => {
            request.result.close();
            resolve();
          };
        });
      await write();
      window.portillon!.subscribe(() => setTimeout(write, 60));
    });
    await withdraw(visitor);
    await outlast(visitor);
    expect(await names(visitor)).toEqual([]);
    expect(await returned(visitor)).toEqual([]);
    await visitor.close();
  });

  it('that the page holds open is named, and goes with the page', async () => {
    const visitor = await open({});
    await visitor.page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const request = indexedDB.open('relayDb');
          // Kept: what nobody holds is collected, and closed.
          request.onsuccess = () => resolve(void Object.assign(self, { relayDb: request.result }));
        }),
    );
    await withdraw(visitor);
    await eventually(() => returned(visitor)).toEqual(['relayDb']);
    await eventually(() => visitor.messages.join()).toContain('trace-returned: relay');
    await visitor.page.goto(home.replace('http:', 'https:'));
    await eventually(() => names(visitor)).toEqual([]);
    await visitor.close();
  });
});

it('unregisters the push workers of a vendor, and leaves the site its own', async () => {
  const site = 'push.localhost';
  const vendors = [{ use: 'onesignal', id: '01234567-89ab-cdef-0123-456789abcdef' }];
  world.site(site, ({ path }) =>
    path.endsWith('.js')
      ? { type: 'text/javascript', body: '' }
      : { body: html({ config: { ...quiet, vendors } }) },
  );
  const visitor = await world.visitor();
  await visitor.page.goto(`http://${site}/`);
  await visitor.page.locator(button('accept')).click();
  await visitor.page.waitForFunction(() => window.portillon!.allows('onesignal'));
  await visitor.page.evaluate(async () => {
    await navigator.serviceWorker.register('/push/OneSignalSDKWorker.js', { scope: '/push/' });
    await navigator.serviceWorker.register('/sw.js');
  });
  const workers = () =>
    visitor.page.evaluate(async () =>
      (await navigator.serviceWorker.getRegistrations())
        .map(({ scope }) => new URL(scope).pathname)
        .toSorted(),
    );
  expect(await workers()).toEqual(['/', '/push/']);
  await withdraw(visitor);
  await eventually(workers).toEqual(['/']);
  await visitor.close();
});

describe('calls that the site makes before a vendor is there', () => {
  const calls = `<script>fbq('track', 'Early'); ttq.track('Early'); _paq.push(['early']); (window.uetq = window.uetq || []).push('event', 'early', {}); clarity('set', 'early', '1'); gtag('event', 'early'); pintrk('track', 'early');</script>`;
  const vendors = (hold: boolean) =>
    [
      { use: 'meta-pixel', id: '123456789012345' },
      { use: 'tiktok-pixel', id: 'C4A1B2C3D4E5F6G7H8I9' },
      { use: 'matomo', id: '7', url: 'https://stats.example.com/' },
      { use: 'microsoft-uet', id: '12345678' },
      { use: 'microsoft-clarity', id: 'abcdefghij' },
      { use: 'google-ads', id: 'AW-123456789' },
      { use: 'pinterest-tag', id: '2612345678901' },
    ].map((vendor) => ({ ...vendor, hold }));

  it.each([
    [false, 0],
    [true, 1],
  ])('never throw; with hold: %s they are replayed %d times after a grant', async (hold, times) => {
    world.site(host, () => ({ body: html({ body: calls, config: { ...config, vendors: vendors(hold) } }) }));
    const visitor = await world.visitor();
    const from = world.server.hits.length;
    await visitor.page.goto(home);
    await visitor.page.locator(banner).waitFor();
    expect(visitor.errors).toEqual([]);
    expect(thirdParty(world.server.hits.slice(from), host)).toEqual([]);
    await visitor.page.locator(button('accept')).click();
    const early = () =>
      visitor.page.evaluate(() => {
        const page = self as unknown as Record<string, { queue?: unknown[]; q?: unknown[] } & unknown[]>;
        const all = {
          meta: page.fbq?.queue,
          matomo: page._paq,
          uet: page.uetq,
          google: page.dataLayer,
          pinterest: page.pintrk?.queue,
          clarity: page.clarity?.q,
        };
        return Object.fromEntries(
          Object.entries(all).map(([name, calls = []]) => [
            name,
            calls.map((call) => JSON.stringify(call)).filter((call) => /early/i.test(call)).length,
          ]),
        );
      });
    await expect
      .poll(() => visitor.page.evaluate(() => 'version' in (self as unknown as { fbq: object }).fbq))
      .toBe(true);
    await expect.poll(early).toMatchObject({ meta: times, matomo: times, google: times, pinterest: times });
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  /** What the page has told Meta, by the names of its events. */
  const told = ({ page }: Visitor) =>
    page.evaluate(() => {
      const { fbq } = self as unknown as { fbq: { queue?: unknown[][] } };
      return (fbq.queue ?? []).filter(([command]) => command === 'track').map(([, event]) => event);
    });

  it.each(['head', 'defer'] as const)(
    'reach a vendor that was granted on a page before, and not one that was granted after them: %s',
    async (placement) => {
      const body = `<script>addEventListener('DOMContentLoaded', () => fbq('track', 'Lead'));
${placement === 'head' ? "fbq('track', 'Purchase')" : ''}</script>`;
      const used = { ...config, vendors: [{ use: 'meta-pixel', id: '123456789012345' }] };
      world.site(host, () => ({ body: html({ body, config: used, placement }) }));
      const visitor = await world.visitor();
      await visitor.page.goto(home);
      await visitor.page.locator(button('accept')).click();
      await eventually(() => told(visitor)).toEqual(['PageView']);
      // A choice is noted to the second.
      await eventually(() =>
        visitor.page.evaluate(() => Date.now() - window.portillon!.state.record!.last),
      ).toBeGreaterThan(1000);
      await visitor.page.reload();
      const expected = ['PageView', ...(placement === 'head' ? ['Purchase'] : []), 'Lead'];
      await eventually(() => told(visitor)).toEqual(expected);
      await visitor.close();
    },
  );

  it('start Matomo where the page has declared its queue by `var`', async () => {
    const own = `<script>var _paq = window._paq = window._paq || []; _paq.push(['early'])</script>`;
    const used = {
      ...config,
      vendors: [{ use: 'matomo', id: '7', url: 'https://stats.example.com/', hold: true }],
    };
    world.site(host, () => ({ body: html({ body: own, config: used, placement: 'defer' }) }));
    const visitor = await world.visitor();
    await visitor.page.goto(home);
    await visitor.page.locator(button('accept')).click();
    const queue = () =>
      visitor.page.evaluate(() => (self as unknown as { _paq: unknown[][] })._paq.map(([name]) => name));
    await eventually(queue).toContain('setTrackerUrl');
    expect((await queue()).at(-1)).toBe('early');
    await visitor.close();
  });

  it.each([
    ['nobody has answered', undefined],
    ['it was refused', 'refuse'],
  ])('let a link go on that waits for Google’s answer, where %s', async (_, answer) => {
    const link = `<a id="rdv" href="/rendez-vous" onclick="gtag('event', 'conversion', {
event_callback: () => { location = this.href } }); return false">Prendre rendez-vous</a>`;
    const used = { ...config, vendors: [{ use: 'google-ads', id: 'AW-123456789' }] };
    world.site(host, () => ({ body: html({ body: link, config: used }) }));
    const visitor = await world.visitor();
    await visitor.page.goto(home);
    await visitor.page.locator(banner).waitFor();
    if (answer) await visitor.page.locator(button(answer)).click();
    await visitor.page.evaluate(() => document.querySelector<HTMLElement>('#rdv')!.click());
    await visitor.page.waitForURL('**/rendez-vous');
    await visitor.close();
  });

  it('find whole objects or none, where the page asks whether they are there', async () => {
    const guarded = `<script>for (const act of [
  () => window.twttr && twttr.widgets.load(), () => window.grecaptcha && grecaptcha.reset(),
  () => window.LiveChatWidget && LiveChatWidget.get('state'), () => window.ttq && ttq.load('x'),
]) setTimeout(act)</script>`;
    const purposes = ['accessibility-aid'];
    const used = {
      ...config,
      vendors: [
        { use: 'x-share' },
        { use: 'google-recaptcha', purposes },
        { use: 'livechat', id: '12345678', purposes, hold: true },
        { use: 'tiktok-pixel', id: 'C4A1B2C3D4E5F6G7H8I9', hold: true },
      ],
    };
    world.site(host, () => ({ body: html({ body: guarded, config: used }) }));
    const visitor = await world.visitor();
    await visitor.page.goto(home);
    await visitor.page.locator(button('accept')).click();
    await eventually(() => visitor.page.evaluate(() => 'TiktokAnalyticsObject' in self)).toBe(true);
    await outlast(visitor);
    expect(visitor.errors).toEqual([]);
    expect(visitor.messages.filter((message) => message.includes('vendor-failed'))).toEqual([]);
    await visitor.close();
  });
});

it('spares what a vendor that is still granted, or a necessary one, declares too', async () => {
  const own = (id: string, purpose: string, name: string) => ({
    id,
    name: id,
    purposes: [purpose],
    cookies: [{ name }],
  });
  const vendors = [
    own('wide', 'advertising', 'app_*'),
    own('narrow', 'audience', 'app_v'),
    { id: 'shop', name: 'Shop', necessary: 'basket', cookies: [{ name: 'app_basket' }] },
  ];
  world.site(host, () => ({ body: html({ config: { ...config, vendors } }) }));
  const visitor = await world.visitor();
  await visitor.page.goto(home);
  await visitor.page.locator(button('accept')).click();
  await visitor.page.waitForFunction(() => window.portillon!.allows('wide'));
  await visitor.page.evaluate(() => {
    for (const name of ['app_v', 'app_basket', 'app_x']) document.cookie = `${name}=1; path=/`;
    window.portillon!.decide({ advertising: false, wide: false });
  });
  await expect.poll(() => cookies(visitor)).not.toContain('app_x');
  // The last look is 900 ms after the first.
  await outlast(visitor);
  expect(await cookies(visitor)).toEqual(expect.arrayContaining(['app_v', 'app_basket']));
  await visitor.close();
});

it.each(['its vendor starts', 'stands in the page'])(
  'recalls a script that is in the page and has not run, and runs it after the next yes: one that %s',
  async (kind) => {
    const url = 'https://slow.example/start.js';
    const own = kind === 'its vendor starts';
    world.server.handle(({ host: asked }) =>
      asked === 'slow.example'
        ? { type: 'text/javascript', body: `(self.seen ??= []).push(portillon.allows('slow'))` }
        : undefined,
    );
    const vendors = [{ id: 'slow', name: 'S', purposes: ['advertising'], scripts: own ? [url] : [] }];
    // Withdraws in the moment between the insertion of the script and its run.
    const head = `<script>new MutationObserver((changes) => {
  for (const { addedNodes } of changes) for (const node of addedNodes) {
    if (self.withdrew || node.localName !== 'script' || node.src !== '${url}' || node.type === 'text/plain') continue;
    self.withdrew = portillon.decide('none', { source: 'test' });
  }
}).observe(document, { childList: true, subtree: true })</script>`;
    const body = own ? '' : `<script type="text/plain" data-vendor="slow" src="${url}"></script>`;
    world.site(host, () => ({ body: html({ config: { ...quiet, vendors }, head, body }) }));
    const { context, page, errors, close } = await world.visitor();
    await page.goto(home);
    await page.locator(button('accept')).click();
    await page.waitForFunction(() => 'withdrew' in self && !window.portillon!.allows('slow'));
    await outlast({ context, page });
    const seen = () => page.evaluate(() => (self as unknown as { seen?: boolean[] }).seen ?? []);
    expect(await seen()).toEqual([]);
    await page.evaluate(() => window.portillon!.decide('all', { source: 'test' }));
    await expect.poll(seen).toEqual([true]);
    await outlast({ context, page });
    expect(await seen()).toEqual([true]);
    expect(errors).toEqual([]);
    await close();
  },
);
