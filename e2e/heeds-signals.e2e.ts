import { describe, expect, it } from 'vitest';
import { outlast } from './support/outlast.js';
import { attested, banner, button, config, html, toggle } from './support/pages.js';
import { answerLate, mark } from './support/tags.js';
import { thirdParty, useWorld, type Visitor } from './support/world.js';

const world = useWorld();
const host = 'www.example.co.uk';
const ads = ['connect.facebook.net', 's.pinimg.com', 'www.googletagmanager.com'];

async function open(
  options: { config?: unknown; gpc?: boolean; body?: string } = {},
): Promise<Visitor & { from: number }> {
  world.site(host, () => ({ body: html({ config: options.config ?? config, body: options.body ?? '' }) }));
  const visitor = await world.visitor();
  if (options.gpc) {
    await visitor.context.addInitScript(() =>
      Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }),
    );
  }
  const from = world.server.hits.length;
  await visitor.page.goto(`http://${host}/`);
  await visitor.page.evaluate(() => window.portillon!.ready);
  return { ...visitor, from };
}

const hosts = (from: number) => [
  ...new Set(thirdParty(world.server.hits.slice(from), host).map((hit) => hit.host)),
];
const state = ({ page }: Visitor) => page.evaluate(() => window.portillon!.state);

describe('Global Privacy Control (R78)', () => {
  const quiet = { ...config, vendors: config.vendors.filter(({ use }) => use !== 'google-analytics') };
  /** Whom the signal does not forbid; the preset among them starts no sooner than those of advertising would. */
  const allowed = ['relay.example', 'stats.example.com'];

  it('refuses advertising and social without asking for them, and says so', async () => {
    const visitor = await open({ gpc: true, config: quiet });
    await visitor.page.locator(banner).waitFor();
    const text = await visitor.page.locator(banner).innerText();
    expect(text).toMatch(
      /Votre navigateur demande de ne pas partager vos données\. Reste refusé, .*\s: Réseaux sociaux et vidéos et Publicité personnalisée\./,
    );
    expect(await visitor.page.locator(`${banner} li`).count()).toBe(3);
    expect((await state(visitor)).purposes).toMatchObject({
      advertising: 'denied',
      social: 'denied',
      audience: 'undecided',
    });
    await visitor.page.locator(button('accept')).click();
    await expect.poll(() => hosts(visitor.from)).toEqual(expect.arrayContaining(allowed));
    await outlast(visitor);
    expect(await state(visitor)).toMatchObject({
      status: 'decided',
      purposes: { advertising: 'denied', audience: 'granted' },
      record: { gpc: true },
    });
    expect(hosts(visitor.from).filter((name) => ads.includes(name))).toEqual([]);
    await visitor.close();
  });

  it('gives way to a yes that is given by hand, for that very purpose', async () => {
    const visitor = await open({ gpc: true, config: quiet });
    await visitor.page.locator(button('customise')).click();
    await visitor.page.locator(toggle('purpose', 'advertising')).check();
    await visitor.page.locator(button('save')).click();
    await expect.poll(() => hosts(visitor.from)).toContain('connect.facebook.net');
    await visitor.page.reload();
    await expect.poll(async () => (await state(visitor)).purposes.advertising).toBe('granted');
    await visitor.close();
  });

  it('ends an earlier yes that was given without it, and asks nothing when it refuses everything', async () => {
    const visitor = await open({ config: quiet });
    await visitor.page.locator(button('accept')).click();
    await expect.poll(() => hosts(visitor.from)).toEqual(expect.arrayContaining([...allowed, ...ads]));
    // What this page sends is not taken for the next one's.
    await outlast(visitor);
    await visitor.context.addInitScript(() =>
      Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }),
    );
    const from = world.server.hits.length;
    await visitor.page.reload();
    await visitor.page.evaluate(() => window.portillon!.ready);
    expect((await state(visitor)).purposes).toMatchObject({
      advertising: 'denied',
      social: 'denied',
      audience: 'granted',
    });
    await expect.poll(() => hosts(from)).toEqual(expect.arrayContaining(allowed));
    await outlast(visitor);
    expect(hosts(from).toSorted()).toEqual(allowed);
    await visitor.close();
    const silent = await open({ gpc: true, config: { ...quiet, gpc: 'refuse-all' } });
    expect((await state(silent)).status).toBe('decided');
    await outlast(silent);
    expect(await silent.page.locator('#portillon').count()).toBe(0);
    expect(hosts(silent.from)).toEqual([]);
    await silent.close();
  });
});

describe('exempt audience measurement (R59–R62)', () => {
  const matomo = { use: 'matomo', id: '7', url: 'https://stats.example.com/', exempt: attested };
  const exempt = { ...config, regime: 'FR', vendors: [matomo, { use: 'meta-pixel', id: '123456789012345' }] };

  it('runs without asking in its exempt mode, apart from consent, until the visitor objects', async () => {
    const visitor = await open({ config: exempt });
    await expect.poll(() => hosts(visitor.from)).toEqual(['stats.example.com']);
    const queue = await visitor.page.evaluate(() => (self as unknown as { _paq: unknown[][] })._paq);
    expect(queue).toContainEqual(['setVisitorCookieTimeout', 33_955_200]);
    expect(queue).not.toContainEqual(['requireConsent']);
    expect((await state(visitor)).exempt).toEqual({ matomo: 'active' });
    expect(await visitor.page.locator(banner).innerText()).toContain('1 partenaire');
    await visitor.page.locator(button('refuse')).click();
    await visitor.page.locator(banner).waitFor({ state: 'detached' });
    expect(await state(visitor)).toMatchObject({
      purposes: { audience: 'denied' },
      vendors: { matomo: 'granted' },
    });
    await visitor.page.locator('[data-consent-open]').click();
    const panel = visitor.page.locator('#portillon-panel');
    await expect.poll(() => panel.innerText()).toContain('Statistiques anonymes');
    expect(await visitor.page.locator(toggle('vendor', 'matomo')).isChecked()).toBe(true);
    await visitor.page.locator(toggle('vendor', 'matomo')).uncheck();
    await mark(visitor);
    await visitor.page.locator(button('save')).click();
    await visitor.page.waitForFunction(() => !('marked' in self) && document.readyState === 'complete');
    await expect.poll(async () => (await state(visitor)).exempt).toEqual({ matomo: 'objected' });
    await expect.poll(() => visitor.page.evaluate(() => document.cookie)).not.toContain('_pk_');
    const later = world.server.hits.length;
    await visitor.page.reload({ waitUntil: 'networkidle' });
    expect(hosts(later)).toEqual([]);
    await visitor.close();
  });

  it('is all that there is on some sites, which then ask nothing, and have the way to object', async () => {
    const own = {
      id: 'compteur',
      name: 'Compteur',
      purposes: ['audience'],
      scripts: ['https://compteur.example/c.js'],
      exempt: attested,
    };
    const all = { ...config, regime: 'FR', purposes: [], vendors: [matomo, own] };
    const visitor = await open({ config: all, body: '<input>' });
    await expect.poll(() => hosts(visitor.from).sort()).toEqual(['compteur.example', 'stats.example.com']);
    expect(await state(visitor)).toMatchObject({ status: 'decided', record: undefined, purposes: {} });
    expect(await visitor.page.locator(banner).count()).toBe(0);
    // What is typed keeps the page from being loaded again for what is withdrawn.
    await visitor.page.locator('main input').fill('x');
    await visitor.page.locator('[data-consent-open]').click();
    for (const id of ['matomo', 'compteur']) await visitor.page.locator(toggle('vendor', id)).uncheck();
    await visitor.page.locator(button('save')).click();
    await expect
      .poll(async () => (await state(visitor)).exempt)
      .toEqual({ matomo: 'objected', compteur: 'objected' });
    const later = world.server.hits.length;
    await visitor.page.goto(`http://${host}/`, { waitUntil: 'networkidle' });
    expect(hosts(later)).toEqual([]);
    await visitor.close();
  });

  it('stays objected to where a sister host that does not name it is answered', async () => {
    const sister = `cours.${host.replace('www.', '')}`;
    world.site(sister, { '/': html({ config: { ...config, regime: 'FR', vendors: [] } }) });
    const visitor = await open({ config: exempt, body: '<input>' });
    await visitor.page.locator('main input').fill('x');
    await visitor.page.evaluate(() => window.portillon!.decide({ matomo: false }, { source: 'test' }));
    for (const press of ['accept', 'refuse']) {
      await visitor.page.goto(`http://${sister}/`);
      await visitor.page.evaluate(() => window.portillon!.open());
      await visitor.page.locator(`#portillon-panel [data-portillon="${press}"]`).click();
      await expect.poll(async () => (await state(visitor)).purposes.audience).toMatch(/granted|denied/);
      const later = world.server.hits.length;
      await visitor.page.goto(`http://${host}/`, { waitUntil: 'networkidle' });
      expect((await state(visitor)).exempt).toEqual({ matomo: 'objected' });
      expect(hosts(later).filter((name) => name === 'stats.example.com')).toEqual([]);
    }
    await visitor.close();
  });

  it('is not said to be allowed before it is known that it may run, and that nobody objected', async () => {
    const probe =
      '<script>self.early = [portillon.allows("matomo"), { ...portillon.state.exempt }]</script><input>';
    let current: unknown = exempt;
    world.site(host, () => ({ body: html({ config: current, body: probe }) }));
    const visitor = await world.visitor();
    const early = () => visitor.page.evaluate(() => (self as unknown as { early: unknown }).early);
    await visitor.page.goto(`http://${host}/`);
    expect(await early()).toEqual([false, {}]);
    await visitor.page.evaluate(() => window.portillon!.ready);
    await visitor.page.locator('main input').fill('x');
    await visitor.page.evaluate(() => window.portillon!.decide({ matomo: false }));
    current = { ...exempt, site: { ...exempt.site, name: 'École neuve' } };
    await visitor.page.goto(`http://${host}/`);
    expect(await early()).toEqual([false, { matomo: 'objected' }]);
    current = { ...exempt, vendors: [{ ...matomo, exempt: { ...attested, anonymous: false } }] };
    const other = await world.visitor();
    await other.page.goto(`http://${host}/`);
    await expect.poll(() => other.messages.join()).toContain('config-invalid');
    expect(await other.page.evaluate(() => window.portillon!.allows('matomo'))).toBe(false);
    await other.close();
    await visitor.close();
  });

  it.each(['FR', 'GB'])(
    'is told in the first layer, with the way to object to it: %s (R75)',
    async (regime) => {
      const visitor = await open({ config: { ...exempt, regime }, body: '<input>' });
      await visitor.page.locator('main input').fill('x');
      const note = visitor.page.locator(`${banner} p`, { hasText: 'produit des statistiques anonymes' });
      const object = note.getByRole('button', { name: 'M’y opposer' });
      const panel = visitor.page.locator('#portillon-panel');
      const focused = () =>
        visitor.page.evaluate(() => ({ ...(document.activeElement as HTMLElement | null)?.dataset }));
      // By keyboard it leads to the very switch, and back.
      await object.press('Enter');
      await expect.poll(focused).toMatchObject({ vendor: 'matomo' });
      expect(
        await visitor.page.locator(toggle('vendor', 'matomo')).evaluate((one) => {
          const { top, bottom } = one.getBoundingClientRect();
          const text = one.closest('.portillon-text')!.getBoundingClientRect();
          return top >= text.top && bottom <= text.bottom;
        }),
      ).toBe(true);
      await visitor.page.keyboard.press('Escape');
      await expect.poll(focused).toMatchObject({ portillon: 'object' });
      await object.click();
      await visitor.page.locator(toggle('vendor', 'matomo')).uncheck();
      // Once: the panel has the switch, and needs no way to itself.
      expect((await panel.innerText()).match(/produit des statistiques anonymes/g)).toHaveLength(1);
      expect(await panel.getByRole('button', { name: 'M’y opposer' }).count()).toBe(0);
      await visitor.page.locator(button('save')).click();
      await expect.poll(async () => (await state(visitor)).exempt).toEqual({ matomo: 'objected' });
      const later = world.server.hits.length;
      await visitor.page.reload({ waitUntil: 'networkidle' });
      expect(hosts(later)).toEqual([]);
      expect(visitor.errors).toEqual([]);
      await visitor.close();
    },
  );

  it.each([
    [390, 844],
    [1280, 720],
  ])('is objected to by the keyboard, from where the question says so (%i × %i)', async (width, height) => {
    const { page, errors, close } = await open({ config: exempt });
    await page.setViewportSize({ width, height });
    const object = page.locator(button('object'));
    const toObject = page.locator(toggle('vendor', 'matomo'));
    const has = (focused: typeof object) =>
      expect.poll(() => focused.evaluate((one) => one === document.activeElement)).toBe(true);
    // Loaded anew, and there already.
    for (const _ of [1, 2]) {
      await object.focus();
      await page.keyboard.press('Enter');
      await toObject.waitFor();
      await has(toObject);
      const seen = await toObject.evaluate((one) => {
        const { left, right, top, bottom } = one.getBoundingClientRect();
        return document.elementFromPoint((left + right) / 2, (top + bottom) / 2) === one;
      });
      expect(seen).toBe(true);
      await page.keyboard.press('Escape');
      await page.locator(banner).waitFor();
      await has(object);
    }
    await page.keyboard.press('Enter');
    await has(toObject);
    await page.keyboard.press('Space');
    await page.locator(button('save')).click();
    await expect
      .poll(() => page.evaluate(() => window.portillon!.state.exempt))
      .toEqual({ matomo: 'objected' });
    expect(errors).toEqual([]);
    await close();
  });

  it('leaves a visitor alone who goes on before the switch is there', async () => {
    const late = answerLate(world.server, host, '/portillon/partners.js');
    const { page, close } = await open({ config: exempt });
    await page.locator(button('object')).click();
    await late.asked;
    await page.locator('#portillon-panel h2').waitFor();
    await page.keyboard.press('Tab');
    late.answer();
    await page.locator(toggle('vendor', 'matomo')).waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-portillon'))).toBe('close');
    await close();
  });

  it('has a section of its own in the declaration, apart from what needs consent (R61)', async () => {
    const visitor = await open({ config: exempt, body: '<div data-consent-declaration></div>' });
    const place = visitor.page.locator('[data-consent-declaration]');
    await place.locator('table').first().waitFor();
    expect(await place.locator('table', { hasText: 'Matomo' }).count()).toBe(1);
    const section = place.locator('section', { hasText: 'Statistiques anonymes, sans accord préalable' });
    expect(await section.locator('table').innerText()).toContain('_pk_id.*');
    await section.getByRole('button', { name: 'M’y opposer' }).click();
    const box = visitor.page.locator(toggle('vendor', 'matomo'));
    await expect.poll(() => box.evaluate((one) => one === document.activeElement)).toBe(true);
    await visitor.close();
  });

  it('asks as for any other where the law knows no exemption', async () => {
    for (const regime of ['BE', 'DE', undefined]) {
      const visitor = await open({ config: { ...exempt, regime } });
      await visitor.page.locator(banner).waitFor();
      expect(await visitor.page.locator(banner).innerText()).not.toContain('statistiques anonymes');
      expect(hosts(visitor.from)).toEqual([]);
      expect((await state(visitor)).vendors.matomo).toBe('undecided');
      await visitor.close();
    }
  });

  it('is refused to a vendor without an exempt mode, and to an attestation that is not whole', async () => {
    const visitor = await world.visitor();
    const wrong = {
      ...exempt,
      vendors: [
        { ...matomo, exempt: { ...attested, anonymous: false, dataRetentionMonths: 26 } },
        { use: 'google-analytics', id: 'G-AB12CD34EF', exempt: attested },
      ],
    };
    world.site(host, () => ({ body: html({ config: wrong }) }));
    await visitor.page.goto(`http://${host}/`);
    const find = () => visitor.messages.find((message) => message.includes('config-invalid'));
    await expect.poll(find).toBeDefined();
    const said = find();
    for (const part of [
      'vendors[0].exempt.anonymous',
      'vendors[0].exempt.dataRetentionMonths',
      'vendors[1].exempt: found "google-analytics"',
    ]) {
      expect(said).toContain(part);
    }
    await visitor.close();
  });
});

it('declares what is necessary, gates none of it, and shows no switch for it (R8, R40)', async () => {
  const necessary = {
    ...config,
    vendors: [
      { use: 'stripe' },
      {
        id: 'session',
        name: 'Connexion',
        necessary: 'authentication',
        cookies: [{ name: 'sid', retention: 'session' }],
      },
    ],
  };
  const visitor = await open({ config: necessary });
  expect((await state(visitor)).vendors).toEqual({});
  await visitor.page.locator(button('customise')).click();
  const panel = visitor.page.locator('#portillon-panel');
  await expect.poll(() => panel.innerText()).toContain('Stripe');
  expect(await panel.innerText()).toContain('sid');
  expect(await visitor.page.locator('#portillon [data-vendor]').count()).toBe(0);
  await visitor.close();
});

describe('Google consent mode (R83–R86)', () => {
  const commands = ({ page }: Visitor) =>
    page.evaluate(() =>
      (self as unknown as { dataLayer: unknown[] }).dataLayer.map((command) =>
        Object.prototype.toString.call(command) === '[object Arguments]'
          ? [...(command as Iterable<unknown>)]
          : command,
      ),
    );
  const held = `<script type="text/plain" data-consent="audience" src="https://www.googletagmanager.com/gtag/js?id=G-X"></script>
<script type="text/plain" data-consent="audience">gtag = function () { dataLayer.push(arguments) }; gtag('js', new Date()); gtag('config', 'G-X')</script>`;

  it('denies first, before any other command, and tells each choice before the tags it releases', async () => {
    const visitor = await open({
      config: { ...config, vendors: [], googleConsentMode: 'basic' },
      body: held,
    });
    const first = await commands(visitor);
    expect(first[0]).toEqual([
      'consent',
      'default',
      {
        ad_storage: 'denied',
        ad_user_data: 'denied',
        ad_personalization: 'denied',
        analytics_storage: 'denied',
        personalization_storage: 'denied',
        functionality_storage: 'denied',
        security_storage: 'granted',
      },
    ]);
    expect(first).toContainEqual(['set', 'ads_data_redaction', true]);
    expect(hosts(visitor.from)).toEqual([]);
    await visitor.page.locator(button('customise')).click();
    await visitor.page.locator(toggle('purpose', 'audience')).check();
    await visitor.page.locator(button('save')).click();
    await expect.poll(async () => JSON.stringify(await commands(visitor))).toContain('"config"');
    const all = await commands(visitor);
    const at = (test: (command: unknown) => boolean) => all.findIndex(test);
    const update = at((command) => Array.isArray(command) && command[1] === 'update');
    expect(all[update]).toMatchObject([
      'consent',
      'update',
      { analytics_storage: 'granted', ad_storage: 'denied', ad_user_data: 'denied' },
    ]);
    expect(all[update + 1]).toEqual({ event: 'portillon_consent' });
    expect(update).toBeLessThan(at((command) => Array.isArray(command) && command[0] === 'js'));
    await visitor.close();
  });

  it('refuses the advanced mode where nothing may leave before consent', async () => {
    const advanced = { mode: 'advanced', acknowledge: 'requests-leave-before-consent' };
    const visitor = await world.visitor();
    // While a site is made, faults are told at once.
    const host = 'www.example.test';
    for (const [regime, mode, valid] of [
      ['FR', advanced, false],
      [undefined, advanced, false],
      ['CH', { mode: 'advanced' }, false],
      ['CH', advanced, true],
    ] as const) {
      visitor.messages.length = 0;
      world.site(host, () => ({ body: html({ config: { ...config, regime, googleConsentMode: mode } }) }));
      await visitor.page.goto(`http://${host}/`);
      const told = valid ? 'config-risky: googleConsentMode' : 'config-invalid';
      await expect.poll(() => visitor.messages.join()).toContain(told);
      if (valid) expect(visitor.messages.join()).not.toContain('config-invalid');
    }
    await visitor.close();
  });
});

describe('Google consent mode on later pages (R84, R86)', () => {
  const held = `<script type="text/plain" data-consent="audience">dataLayer.push('tag')</script>`;
  const basic = { ...config, vendors: [], googleConsentMode: 'basic' };
  const layer = ({ page }: Visitor) =>
    page.evaluate(() =>
      (self as unknown as { dataLayer: unknown[] }).dataLayer.map((entry) =>
        Object.prototype.toString.call(entry) === '[object Arguments]'
          ? [...(entry as Iterable<unknown>)].slice(0, 2).join(' ')
          : typeof entry === 'object'
            ? (entry as { event?: string }).event
            : entry,
      ),
    );

  it('tells what was stored before the first tag, after the defaults', async () => {
    const visitor = await open({ config: basic, body: held });
    await visitor.page.locator(button('accept')).click();
    await expect.poll(() => layer(visitor)).toContain('tag');
    await visitor.page.reload();
    await expect.poll(() => layer(visitor)).toContain('tag');
    expect(await layer(visitor)).toEqual([
      'consent default',
      'set ads_data_redaction',
      'set url_passthrough',
      'consent update',
      'portillon_consent',
      'tag',
    ]);
    await visitor.close();
  });

  it('takes it back where a program ends all before the gate is there, and says no more after that', async () => {
    const visitor = await open({ config: basic, body: held });
    await visitor.page.locator(button('accept')).click();
    await expect.poll(() => layer(visitor)).toContain('tag');
    const late = answerLate(world.server, host, '/portillon/gate.js');
    await visitor.page.reload({ waitUntil: 'commit' });
    await late.asked;
    await expect.poll(() => layer(visitor)).toContain('portillon_consent');
    await visitor.page.evaluate(() => window.portillon!.destroy());
    const last = () =>
      visitor.page.evaluate(() =>
        (self as unknown as { dataLayer: unknown[] }).dataLayer
          .filter((entry) => Object.prototype.toString.call(entry) === '[object Arguments]')
          .map((entry) => JSON.stringify([...(entry as Iterable<unknown>)][2]))
          .at(-1),
      );
    expect(await last()).toContain('denied');
    expect(await last()).not.toContain('granted');
    const said = await layer(visitor);
    late.answer();
    await outlast(visitor);
    expect(await layer(visitor)).toEqual(said);
    await visitor.close();
  });

  it('keeps the click id of an advertisement nowhere, before the choice and after a refusal', async () => {
    world.site(host, () => ({ body: html({ config: { ...config, googleConsentMode: 'basic' } }) }));
    const visitor = await world.visitor();
    const { page, context } = visitor;
    const ids = ['gclid-7f3a', 'fbclid-7f3a'];
    const from = world.server.hits.length;
    await page.goto(`http://${host}/?gclid=${ids[0]}&fbclid=${ids[1]}`);
    const kept = async () =>
      JSON.stringify([
        await context.cookies(),
        await page.evaluate(() => [
          { ...localStorage },
          { ...sessionStorage },
          [...document.querySelectorAll('[href], [src], [action]')].map((one) => one.outerHTML),
          (self as unknown as { dataLayer: unknown[] }).dataLayer,
          window.name,
        ]),
        thirdParty(world.server.hits.slice(from), host),
      ]);
    await page.locator(banner).waitFor();
    expect(await kept()).not.toContain('7f3a');
    await page.locator(button('refuse')).click();
    await page.locator(banner).waitFor({ state: 'detached' });
    await page.locator('a[href="/deux"]').click();
    await page.waitForURL('**/deux');
    await page.evaluate(() => window.portillon!.ready);
    expect(await kept()).not.toContain('7f3a');
    await visitor.close();
  });
});
