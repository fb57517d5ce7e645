// R30–R33, R43, R49, R50, R74, R115: what the panel and the page tell the visitor after and beside the question.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { attested, banner, button, config, html, toggle } from './support/pages.js';
import { answerLate } from './support/tags.js';
import { useWorld, type Visitor } from './support/world.js';

const world = useWorld();
const host = 'www.example.co.uk';
const panel = '#portillon-panel';

async function open(
  options: {
    config?: object;
    body?: string;
    link?: boolean;
    lang?: string;
    locale?: string;
    secure?: boolean;
    /** Runs before the page does. */
    before?: () => void;
  } = {},
): Promise<Visitor> {
  const { lang = 'fr', body = '' } = options;
  const page = html({ config: { ...config, ...options.config }, body, lang });
  world.site(host, () => ({
    body: options.link === false ? page.replace(/<footer>.*<\/footer>/s, '') : page,
  }));
  const visitor = await world.visitor({ locale: options.locale ?? 'fr-FR' });
  if (options.before) await visitor.context.addInitScript(options.before);
  await visitor.page.goto(`http${options.secure ? 's' : ''}://${host}/`);
  await visitor.page.evaluate(() => window.portillon!.ready);
  return visitor;
}

const state = ({ page }: Visitor) => page.evaluate(() => window.portillon!.state);
const manyVendors = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `vendor-${index}`,
    name: `Partenaire ${index}`,
    purposes: ['advertising'],
    country: index % 2 ? 'US' : 'FR',
  }));

describe('the permanent entry (R50, R115)', () => {
  it('is shown where the page has none, once the banner is gone, and withdraws all in two clicks', async () => {
    const visitor = await open({ link: false, body: '<input>' });
    await visitor.page.locator(banner).waitFor();
    const entry = visitor.page.locator('#portillon-entry');
    expect(await entry.count()).toBe(0);
    expect(await visitor.page.locator(banner).innerText()).toMatch(/«\s*Cookies\s*»/);
    await visitor.page.locator(button('accept')).click();
    await entry.waitFor();
    await visitor.page.reload();
    // What was typed keeps the page: a partner that nobody can stop would reload it while it is read.
    await visitor.page.locator('main input').fill('x');
    await entry.click();
    await visitor.page.locator(`${panel} [data-portillon="refuse"]`).click();
    await expect.poll(async () => Object.values((await state(visitor)).purposes)).not.toContain('granted');
    await entry.waitFor();
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  it('costs a returning visitor neither interface nor language', async () => {
    const visitor = await open({ link: false });
    await visitor.page.locator(button('refuse')).click();
    await visitor.page.locator('#portillon-entry').waitFor();
    const from = world.server.hits.length;
    await visitor.page.reload();
    await visitor.page.locator('#portillon-entry').waitFor();
    const files = world.server.hits
      .slice(from)
      .map(({ path }) => path)
      .filter((path) => path.includes('/portillon/'));
    expect(files.toSorted()).toEqual(['/portillon/entry.js', '/portillon/portillon.js']);
    await visitor.close();
  });

  it.each([
    ['where the page has a link of its own', {}, true],
    ['where the site wants none', { entry: 'none' }, false],
  ])('is not shown %s', async (_, more, link) => {
    const visitor = await open({ config: more, link });
    await visitor.page.locator(button('refuse')).click();
    await visitor.page.locator('[role="status"]', { hasText: 'enregistrés' }).waitFor();
    await visitor.page.waitForLoadState('networkidle');
    expect(await visitor.page.locator('#portillon-entry').count()).toBe(0);
    await visitor.close();
  });

  it('stands in another corner where the site has a fixed control in the first', async () => {
    const visitor = await open({
      link: false,
      body: '<button id="chat" style="position:fixed;left:0;bottom:0;width:120px;height:80px">Aide</button>',
    });
    await visitor.page.locator(button('refuse')).click();
    const entry = await visitor.page.locator('#portillon-entry').boundingBox();
    const chat = await visitor.page.locator('#chat').boundingBox();
    expect(entry!.x >= chat!.x + chat!.width || entry!.y + entry!.height <= chat!.y).toBe(true);
    expect(Math.min(entry!.width, entry!.height)).toBeGreaterThanOrEqual(44);
    await visitor.close();
  });
});

describe('the page’s own way back, as the question names it (R32)', () => {
  it('is named even if it comes late, or has an icon for a text', async () => {
    const visitor = await world.visitor();
    const page = html({ body: '<script src="/lent.js"></script>' });
    world.site(host, ({ path }) =>
      path === '/lent.js'
        ? { type: 'text/javascript', body: '' }
        : {
            body:
              path === '/image'
                ? page.replace('>Gérer mes cookies<', ' aria-label="Mes choix"><svg></svg><')
                : page,
          },
    );
    const late = answerLate(world.server, host, '/lent.js');
    await visitor.page.goto(`http://${host}/`, { waitUntil: 'commit' });
    const question = visitor.page.locator(banner);
    await question.getByText(/«\s*Cookies\s*»/).waitFor();
    late.answer();
    await question.getByText(/«\s*Gérer mes cookies\s*»/).waitFor();
    await visitor.page.goto(`http://${host}/image`);
    await question.getByText(/«\s*Mes choix\s*»/).waitFor();
    await visitor.close();
  });
});

describe('the visitor’s own record', () => {
  it('can be read, copied and downloaded', async () => {
    // Only a secure page may use the clipboard.
    const visitor = await open({ secure: true });
    await visitor.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await visitor.page.locator(button('customise')).click();
    await visitor.page.locator('#portillon-record').click();
    await visitor.page.locator(panel).getByText('Aucun choix n’est enregistré').waitFor();
    await visitor.page.locator(toggle('purpose', 'audience')).check();
    await visitor.page.locator(button('save')).click();
    await visitor.page.locator('[data-consent-open]').click();
    await visitor.page.locator('#portillon-record').click();
    const { record } = await state(visitor);
    const shown = await visitor.page.locator('.portillon-record').innerText();
    for (const text of [
      record!.id,
      'Mesure d’audience – Accepté',
      'Publicité personnalisée – Refusé',
      'gardé jusqu’au',
    ]) {
      expect(shown).toContain(text);
    }
    await visitor.page.locator(button('copy')).click();
    // In the dialog: all that stands outside of it is inert, and lies under it.
    const said = visitor.page
      .locator(panel)
      .getByRole('status')
      .filter({ hasText: 'Votre choix est copié.' });
    await said.waitFor();
    const { nodes } = await (await visitor.context.newCDPSession(visitor.page)).send(
      'Accessibility.getFullAXTree',
    );
    expect(nodes.some((node) => !node.ignored && node.name?.value === 'Votre choix est copié.')).toBe(true);
    const copied = await visitor.page.evaluate(() => navigator.clipboard.readText());
    expect(copied.split('\n')).toEqual(await visitor.page.locator('.portillon-record li').allInnerTexts());
    const [download] = await Promise.all([
      visitor.page.waitForEvent('download'),
      visitor.page.locator(button('download')).click(),
    ]);
    expect(JSON.parse(await readFile(await download.path(), 'utf8'))).toEqual(record);
    // What is stored next was not copied.
    await visitor.page.locator(`${panel} [data-portillon="refuse"]`).click();
    await visitor.page.locator('[data-consent-open]').click();
    await visitor.page.locator('#portillon-record').click();
    await visitor.page.locator(button('copy')).waitFor();
    expect(await said.count()).toBe(0);
    await visitor.close();
  });

  it('stands in a page of the site too, up to date after each choice', async () => {
    const visitor = await open({ body: '<div data-consent-state></div><input>' });
    const place = visitor.page.locator('[data-consent-state]');
    await place.getByText('Aucun choix n’est enregistré').waitFor();
    // What is typed keeps the page that is read: what nobody can stop would have it loaded again.
    await visitor.page.locator('main input').fill('x');
    await visitor.page.locator(button('accept')).click();
    await place.getByText('Publicité personnalisée – Accepté').waitFor();
    await place.getByRole('button', { name: 'Modifier mes choix' }).click();
    await visitor.page.locator(`${panel} [data-portillon="refuse"]`).click();
    await place.getByText('Publicité personnalisée – Refusé').waitFor();
    await visitor.close();
  });

  it('tells in the place where it stands that it was copied', async () => {
    const visitor = await open({ body: '<div data-consent-state></div>'.repeat(2), secure: true });
    await visitor.context.grantPermissions(['clipboard-write']);
    await visitor.page.locator(button('refuse')).click();
    const places = visitor.page.locator('[data-consent-state]');
    await places.last().locator('[data-portillon="copy"]').click();
    await places.last().getByText('Votre choix est copié.').waitFor();
    expect(await visitor.page.getByText('Votre choix est copié.').count()).toBe(1);
    await visitor.close();
  });
});

describe('what Portillon itself stores (R8, R33)', () => {
  const body = '<div data-consent-declaration></div>';
  const place = '[data-consent-declaration]';

  it('is all named in the declaration, and in the panel', async () => {
    const visitor = await open({
      body,
      config: {
        // It answers 404, so that proofs wait.
        records: { endpoint: '/api/consents' },
        import: [{ from: 'klaro', name: 'klaro', purposes: { audience: ['stats'] } }],
      },
      before: () => {
        document.cookie = `klaro=${encodeURIComponent('{"stats":true}')}`;
      },
    });
    await visitor.page.locator(button('accept')).click();
    const stored = async () => {
      const cookies = (await visitor.context.cookies()).map(({ name }) => name);
      const keys = await visitor.page.evaluate(() => [localStorage, sessionStorage].flatMap(Object.keys));
      return [...new Set([...cookies, ...keys])].filter((name) => name.startsWith('portillon')).sort();
    };
    const expected = ['portillon', 'portillon-checked', 'portillon-due', 'portillon-imported'];
    await expect.poll(stored).toEqual(expect.arrayContaining(expected));
    await expect.poll(async () => (await stored()).join()).toContain('portillon-proof:');
    const undeclared = async (names: readonly string[]) =>
      (await stored()).filter(
        (key) =>
          !names.some((name) => name === key || (name.endsWith('*') && key.startsWith(name.slice(0, -1)))),
      );
    const own = visitor.page.locator(`${place} section`).last();
    expect(await undeclared(await own.locator('th[scope="row"]').allInnerTexts())).toEqual([]);
    expect(await own.innerText()).toMatch(/portillon-imported\s+Cookie\s+400\sjours/);
    await visitor.page.locator('[data-consent-open]').click();
    await visitor.page.locator('#portillon-record').click();
    const table = visitor.page.locator(`${panel} section[aria-labelledby="portillon-record"] table`);
    await table.waitFor();
    expect(await undeclared(await table.locator('th[scope="row"]').allInnerTexts())).toEqual([]);
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  it.each([390, 1280])(
    'is seen in the panel of a site without partners too, %i pixels wide',
    async (width) => {
      const visitor = await open({ config: { vendors: [] } });
      await visitor.page.setViewportSize({ width, height: 844 });
      await visitor.page.locator(button('customise')).click();
      await visitor.page.locator('#portillon-record').click();
      const table = visitor.page.locator(`${panel} table`);
      await table.waitFor();
      expect(await table.count()).toBe(1);
      expect(await table.innerText()).toMatch(
        /portillon-checked\s+Stockage du navigateur\s+Jusqu’à effacement/,
      );
      const heads = await table.locator('thead').evaluate((one) => getComputedStyle(one).display);
      expect(heads).toBe(width < 640 ? 'none' : 'table-header-group');
      await visitor.close();
    },
  );

  it.each([
    ['fr', 'Responsable\u00a0: École d’essai'],
    ['de', 'Verantwortlich: École d’essai'],
  ])('is answered for by somebody who is named as the language writes it: %s', async (lang, words) => {
    const visitor = await open({ body, lang });
    const last = visitor.page.locator(`${place} section`).last().locator('p').last();
    await expect.poll(() => last.textContent()).toBe(words);
    await visitor.close();
  });
});

describe('objections (R43)', () => {
  const objections = [
    { id: 'profiling', title: { fr: 'Segmentation de nos clients' }, description: { fr: 'Sans cookie.' } },
  ];

  it('are on until the visitor objects, apart from consent, and remembered', async () => {
    const visitor = await open({ config: { objections } });
    await visitor.page.locator(button('refuse')).click();
    expect((await state(visitor)).objections).toEqual({ profiling: 'active' });
    await visitor.page.locator('[data-consent-open]').click();
    const box = visitor.page.locator('[data-objection="profiling"]');
    expect(await box.isChecked()).toBe(true);
    await box.uncheck();
    await visitor.page.locator(button('save')).click();
    await expect.poll(async () => (await state(visitor)).objections).toEqual({ profiling: 'objected' });
    expect(Object.values((await state(visitor)).purposes)).not.toContain('granted');
    await visitor.page.reload();
    expect((await state(visitor)).objections).toEqual({ profiling: 'objected' });
    await visitor.page.evaluate(() => window.portillon!.decide('all', { source: 'test' }));
    expect((await state(visitor)).objections).toEqual({ profiling: 'objected' });
    expect(await visitor.page.evaluate(() => window.portillon!.allows('profiling'))).toBe(false);
    await visitor.close();
  });

  it.each([
    ['refuse', 'denied'],
    ['accept', 'granted'],
  ])('that were switched count, whichever button of the panel follows: %s', async (name, answer) => {
    const counter = (id: string) => ({
      id,
      name: id,
      purposes: ['audience'],
      scripts: [`https://${id}.example/c.js`],
      exempt: attested,
    });
    const ads = { id: 'ads', name: 'Ads', purposes: ['advertising'] };
    const visitor = await open({
      // What was typed keeps the page: it would be loaded again for what is withdrawn.
      body: '<input>',
      config: {
        objections,
        regime: 'FR',
        purposes: ['audience', 'advertising'],
        vendors: [counter('compteur'), counter('mesure'), ads],
      },
    });
    await visitor.page.locator('main input').fill('x');
    await visitor.page.locator(button('customise')).click();
    await visitor.page.locator(toggle('vendor', 'compteur')).uncheck();
    await visitor.page.locator('[data-objection="profiling"]').uncheck();
    await visitor.page.locator(`${panel} [data-portillon="${name}"]`).click();
    await expect.poll(async () => (await state(visitor)).status).toBe('decided');
    await expect.poll(async () => (await state(visitor)).vendors.ads).toBe(answer);
    expect(await state(visitor)).toMatchObject({
      purposes: { audience: answer, advertising: answer },
      vendors: { compteur: 'denied', mesure: 'granted', ads: answer },
      exempt: { compteur: 'objected', mesure: 'active' },
      objections: { profiling: 'objected' },
      record: { source: 'panel', vendors: { compteur: false, profiling: false } },
    });
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });
});

describe('rights and partners', () => {
  it.each([
    ['fr-BE', 'APD-GBA'],
    ['fr-CH', 'PFPDT'],
    ['fr-FR', 'CNIL'],
  ])('names the authority of the visitor’s country: %s', async (locale, authority) => {
    const visitor = await open({ locale });
    await visitor.page.locator(button('customise')).click();
    const links = visitor.page.locator('section[aria-labelledby="portillon-rights"] a');
    await visitor.page.locator('#portillon-rights').click();
    await links.first().waitFor();
    expect(await links.first().innerText()).toContain(authority);
    expect(await links.count()).toBe(8);
    await visitor.close();
  });

  it('says what protects a transfer, and that it is not known where nobody said it', async () => {
    const [first, second] = manyVendors(4).filter(({ country }) => country === 'US');
    const visitor = await open({ config: { vendors: [{ ...first, safeguards: ['scc'] }, second] } });
    await visitor.page.locator(`${banner} [data-portillon="partners"]`).click();
    const partners = visitor.page.locator('.portillon-vendor');
    await partners.first().waitFor();
    expect(await partners.first().innerText()).toContain('clauses contractuelles types');
    expect(await partners.nth(1).innerText()).toContain('Protection du transfert\u00a0: Non précisée');
    await visitor.close();
  });

  it('lists what a partner stores by its file and what the site adds, once each, databases too', async () => {
    const visitor = await open({
      config: {
        vendors: [
          {
            use: 'google-analytics',
            id: 'G-AB12CD34EF',
            cookies: ['_ga_ecole', { name: '_gid', retention: 'P2D' }],
          },
          { use: 'google-analytics', id: 'G-ZZ12CD34EF', storage: ['ga:second'] },
          { id: 'base', name: 'Base', purposes: ['audience'], databases: ['base_*'] },
        ],
      },
    });
    await visitor.page.locator(`${banner} [data-portillon="partners"]`).click();
    const partners = visitor.page.locator('.portillon-vendor');
    await partners.first().waitFor();
    const namesIn = (place: number) => partners.nth(place).locator('tbody th').allTextContents();
    const google = await namesIn(0);
    expect(google).toEqual([...new Set(google)]);
    for (const name of ['_ga_ecole', '_gid', '_ga', 'ga:second']) expect(google).toContain(name);
    const row = partners.nth(0).locator('tr', { has: visitor.page.locator('th', { hasText: /^_gid$/ }) });
    expect(await row.textContent()).toMatch(/2.jours$/);
    expect(await namesIn(1)).toEqual(['base_*']);
    await visitor.close();
  });

  it('finds one partner among five hundred, and makes none before somebody looks', async () => {
    const visitor = await open({ config: { vendors: manyVendors(500) } });
    await visitor.page.locator(button('customise')).click();
    await visitor.page.locator(toggle('purpose', 'advertising')).waitFor();
    expect(await visitor.page.locator('.portillon-vendor').count()).toBe(0);
    await visitor.page.getByLabel('Chercher un partenaire').fill('partenaire 42');
    await visitor.page.locator(`${panel} [role="status"]`, { hasText: '11 partenaires trouvés' }).waitFor();
    expect(await visitor.page.locator('.portillon-vendor').count()).toBe(11);
    await visitor.close();
  });

  it('lets what was switched be undone before it is saved', async () => {
    const visitor = await open();
    await visitor.page.locator(button('customise')).click();
    await visitor.page.locator(toggle('purpose', 'advertising')).check();
    await visitor.page.locator(button('undo')).click();
    expect(await visitor.page.locator(toggle('purpose', 'advertising')).isChecked()).toBe(false);
    expect(await visitor.page.locator(button('undo')).count()).toBe(0);
    await visitor.close();
  });

  it('keeps open, and looked for, what was, where that is undone', async () => {
    const visitor = await open({ config: { vendors: manyVendors(20) } });
    const { page } = visitor;
    await page.locator(button('customise')).click();
    await page.locator('.portillon-purpose:has([data-purpose="advertising"]) summary').click();
    await page.locator('.portillon-vendor').nth(19).waitFor();
    await page.locator(toggle('vendor', 'vendor-3')).check();
    await page.locator(button('undo')).click();
    expect(await page.locator(toggle('vendor', 'vendor-3')).isChecked()).toBe(false);
    expect(await page.locator('.portillon-vendor').count()).toBe(20);
    await page.getByLabel('Chercher un partenaire').fill('partenaire 12');
    await page.locator(`${panel} [role="status"]`, { hasText: '1 partenaire trouvé' }).waitFor();
    await page.locator(toggle('vendor', 'vendor-12')).check();
    await page.locator(button('undo')).click();
    expect(await page.locator('.portillon-vendor').count()).toBe(1);
    await visitor.close();
  });

  it.each(['customise', 'partners'])('shows what was found, even in what was closed (%s)', async (way) => {
    const visitor = await open({ config: { vendors: manyVendors(20) } });
    const { page } = visitor;
    const found = page.locator('.portillon-vendor', { hasText: 'Partenaire 12' });
    await page.locator(button(way)).click();
    const summary = page.locator('.portillon-purpose:has([data-purpose="advertising"]) summary');
    await summary.waitFor();
    if (way === 'customise') await summary.click();
    await page.locator('.portillon-vendor').first().waitFor();
    await summary.click();
    const search = page.getByLabel('Chercher un partenaire');
    for (const words of ['partenaire 1', 'partenaire 12']) {
      await search.fill(words);
      await found.waitFor();
      await summary.click();
      await found.waitFor({ state: 'hidden' });
    }
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });
});
