import { describe, expect, it } from 'vitest';
import { type Answer, type FormerTool, formerTools, serveTools } from './support/former-tools.js';
import { banner, button, html } from './support/pages.js';
import { eventually, note, ran, withdrawAndReload } from './support/tags.js';
import { useWorld, type Visitor } from './support/world.js';

const world = useWorld();
const host = 'www.ecole.example.co.uk';

const ruleOf = ({ name, cookie, purposes }: FormerTool) => ({ from: name, name: cookie, purposes });

const configOf = (rules: readonly object[], fields: object = {}) => ({
  site: { name: 'École d’essai', privacyPolicyUrl: '/confidentialite' },
  purposes: ['audience', 'advertising'],
  vendors: [
    { id: 'mesure', name: 'Mesure', purposes: ['audience'], scripts: ['https://mesure.example/tag.js'] },
  ],
  import: rules,
  ...fields,
});

const tags = ['audience', 'advertising', 'social']
  .map((id) => `<script type="text/plain" data-consent="${id}">${note(id)}</script>`)
  .join('');

/** The site before it switched, and after. */
function serve(tool: FormerTool, config: unknown = configOf([ruleOf(tool)]), theirs?: object): void {
  world.site(host, (request) => {
    if (request.path === '/avant') {
      return {
        body: `<!doctype html><html lang="fr"><head><title>Avant</title>${tool.head(theirs)}</head><body><h1>Avant</h1></body></html>`,
      };
    }
    return request.path.startsWith('/theirs/') ? serveTools(request) : { body: html({ config, body: tags }) };
  });
}

const stored = async ({ context }: Visitor, name: string) =>
  (await context.cookies()).find((cookie) => cookie.name === name);

/** A visitor who answered the former banner. */
async function answered(tool: FormerTool, answer: Answer, expected = tool.cookie): Promise<Visitor> {
  const visitor = await world.visitor();
  await visitor.page.goto(`http://${host}/avant`);
  await tool.answer(visitor.page, answer);
  await eventually(async () => (await stored(visitor, expected))?.value ?? '').not.toMatch(/^$|=wait/);
  return visitor;
}

/** Today's page, once Portillon knows, and two frames were painted. */
async function visit({ page }: Visitor) {
  await page.goto(`http://${host}/`);
  return page.evaluate(async () => {
    const { purposes, status, record } = (await window.portillon!.ready) as unknown as {
      purposes: { [id: string]: string };
      status: string;
      record?: { source?: string; first: number; last: number; shown: string[] };
    };
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    await frame();
    return { purposes: { ...purposes }, status, record };
  });
}

const isAsked = async ({ page }: Visitor) => (await page.locator(banner).count()) === 1;

const results = {
  accept: { audience: 'granted', advertising: 'granted' },
  refuse: { audience: 'denied', advertising: 'denied' },
  // One of two partners refused: not the purpose.
  partly: { audience: 'granted', advertising: 'denied' },
} as const;

describe.each(formerTools.map((tool) => [tool.name, tool] as const))(
  'a choice made with %s',
  (name, tool) => {
    it.each(Object.keys(results) as Answer[])('holds without another question: %s', async (answer) => {
      serve(tool);
      const visitor = await answered(tool, answer);
      const theirs = await stored(visitor, tool.cookie);
      const { purposes, status, record } = await visit(visitor);
      expect({ purposes, status }).toEqual({ purposes: results[answer], status: 'decided' });
      expect(record).toMatchObject({ source: `import-${name}`, shown: ['mesure'] });
      // The tags of the page, and the vendor's own.
      const allowed = Object.keys(purposes).filter((id) => purposes[id] === 'granted');
      const expected = purposes.audience === 'granted' ? [...allowed, 'mesure.example/tag.js'] : allowed;
      await eventually(async () => (await ran(visitor)).sort()).toEqual(expected.sort());
      expect(await isAsked(visitor)).toBe(false);
      // It is a choice like any other from now on, and theirs is left alone.
      expect((await stored(visitor, 'portillon'))?.domain).toBe('.example.co.uk');
      expect(await stored(visitor, tool.cookie)).toEqual(theirs);
      const again = await visit(visitor);
      expect(again).toEqual({ purposes, status, record });
      expect(await isAsked(visitor)).toBe(false);
      expect(visitor.errors).toEqual([]);
      await visitor.close();
    });

    it('counts for nothing once somebody has edited it', async () => {
      serve(tool);
      const visitor = await answered(tool, 'refuse');
      const theirs = (await stored(visitor, tool.cookie))!;
      const value = theirs.value.replace(/false/, '1').replace(/%22services%22/, '%22service%22');
      expect(value).not.toBe(theirs.value);
      await visitor.context.addCookies([{ ...theirs, value }]);
      const { purposes, status, record } = await visit(visitor);
      expect({ purposes, status, record }).toEqual({
        purposes: { audience: 'undecided', advertising: 'undecided' },
        status: 'undecided',
        record: undefined,
      });
      await visitor.page.locator(banner).waitFor();
      expect(await ran(visitor)).toEqual([]);
      await eventually(
        () => visitor.messages.filter((message) => message.includes('import-unreadable')).length,
      ).toBe(1);
      await visitor.close();
    });

    it('gives way to a newer one, and does not come back when that is forgotten', async () => {
      serve(tool);
      const visitor = await answered(tool, 'accept');
      await visit(visitor);
      await eventually(() => stored(visitor, 'portillon')).toBeDefined();
      await withdrawAndReload(visitor);
      await eventually(async () => (await stored(visitor, 'portillon'))?.value).toContain(
        'denied=audience.advertising',
      );
      expect((await visit(visitor)).purposes).toEqual(results.refuse);
      await visitor.page.evaluate(() => window.portillon!.forget());
      await eventually(() => stored(visitor, 'portillon')).toBeUndefined();
      expect(await visit(visitor)).toMatchObject({ status: 'undecided', record: undefined });
      await visitor.page.locator(banner).waitFor();
      await visitor.close();
    });
  },
);

const [tarteaucitron, vanilla, klaro] = formerTools as [FormerTool, FormerTool, FormerTool];

it('asks for what the former banner did not ask, and for nothing else', async () => {
  serve(klaro, configOf([ruleOf(klaro)], { purposes: ['audience', 'advertising', 'social'] }));
  const visitor = await answered(klaro, 'accept');
  const { purposes, status } = await visit(visitor);
  expect(purposes).toEqual({ ...results.accept, social: 'undecided' });
  expect(status).toBe('undecided');
  await eventually(() => visitor.page.locator(banner).innerText()).toContain('Réseaux sociaux');
  await eventually(async () => (await ran(visitor)).sort()).toEqual([
    'advertising',
    'audience',
    'mesure.example/tag.js',
  ]);
  await visitor.close();
});

it('counts the time from the choice where it is known, and asks where it is over', async () => {
  serve(vanilla, configOf([ruleOf(vanilla)], { store: { retention: 'P30D' } }));
  const day = 86_400_000;
  const visitor = await answered(vanilla, 'accept');
  const theirs = (await stored(visitor, vanilla.cookie))!;
  const { lastConsentTimestamp } = JSON.parse(decodeURIComponent(theirs.value));
  const made = Math.floor(Date.parse(lastConsentTimestamp) / 1000) * 1000;
  const later = async (time: number) => {
    const other = await world.visitor();
    await other.context.addCookies([theirs]);
    await other.page.clock.setFixedTime(time);
    const { status, record } = await visit(other);
    await other.close();
    return { status, last: record?.last };
  };
  expect(await later(made + 29 * day)).toEqual({ status: 'decided', last: made });
  expect(await later(made + 31 * day)).toEqual({ status: 'undecided', last: undefined });
  // A choice from a day that has not come was not made.
  expect(await later(made - 2 * day)).toEqual({ status: 'undecided', last: undefined });
  await visitor.close();
});

it.each([
  ['klaro', klaro, { storageMethod: 'localStorage' }],
  ['vanilla-cookieconsent', vanilla, { cookie: { useLocalStorage: true } }],
] as const)('finds what %s keeps in local storage', async (_, tool, theirs) => {
  serve(tool, configOf([ruleOf(tool)]), theirs);
  const visitor = await world.visitor();
  await visitor.page.goto(`http://${host}/avant`);
  await tool.answer(visitor.page, 'partly');
  await visitor.page.waitForFunction((key) => localStorage.getItem(key), tool.cookie);
  expect(await stored(visitor, tool.cookie)).toBeUndefined();
  expect((await visit(visitor)).purposes).toEqual(results.partly);
  await visitor.close();
});

it('takes no open question for an answer', async () => {
  serve(tarteaucitron);
  const visitor = await world.visitor();
  await visitor.page.goto(`http://${host}/avant`);
  await eventually(async () => (await stored(visitor, 'tarteaucitron'))?.value).toContain('stat=wait');
  expect((await visit(visitor)).status).toBe('undecided');
  await visitor.close();
});

it('asks where two choices of one name differ', async () => {
  serve(tarteaucitron);
  const visitor = await answered(tarteaucitron, 'accept');
  const theirs = (await stored(visitor, 'tarteaucitron'))!;
  const value = theirs.value.replaceAll('true', 'false');
  await visitor.context.addCookies([{ ...theirs, domain: '.example.co.uk', value }]);
  expect(await visit(visitor)).toMatchObject({ status: 'undecided', record: undefined });
  await visitor.close();
});

it('asks where the file cannot be had, and says so', async () => {
  serve(klaro);
  let missing = true;
  world.server.handle(({ path }) =>
    missing && path === '/portillon/modules/import-klaro.js' ? { status: 500 } : undefined,
  );
  const visitor = await answered(klaro, 'accept');
  expect(await visit(visitor)).toMatchObject({ status: 'undecided', record: undefined });
  await visitor.page.locator(banner).waitFor();
  expect(visitor.messages.filter((message) => message.includes('import-missing'))).toHaveLength(1);
  expect(visitor.errors).toEqual([]);
  missing = false;
  // It was tried once; a question that was open is not answered behind the visitor's back later.
  expect((await visit(visitor)).status).toBe('undecided');
  await visitor.close();
});

it('comes back no more once the visitor answered here, when that answer ends too', async () => {
  let rules: readonly object[] = [];
  world.site(host, () => ({ body: html({ config: configOf(rules), body: tags }) }));
  const visitor = await world.visitor();
  const value = encodeURIComponent('{"stat":true,"pub1":true,"pub2":true}');
  await visitor.context.addCookies([{ name: 'klaro', value, domain: host, path: '/' }]);
  await visit(visitor);
  await visitor.page.locator(button('refuse')).click();
  await eventually(() => stored(visitor, 'portillon')).toBeDefined();
  rules = [ruleOf(klaro)];
  expect((await visit(visitor)).purposes).toEqual(results.refuse);
  await eventually(() => stored(visitor, 'portillon-imported')).toBeDefined();
  await visitor.context.clearCookies({ name: 'portillon' });
  expect(await visit(visitor)).toMatchObject({ status: 'undecided', record: undefined });
  expect(await ran(visitor)).toEqual([]);
  await visitor.close();
});

it('loads nothing and stores nothing for a visitor who never answered, and no reader for one who has chosen here', async () => {
  serve(klaro);
  const visitor = await world.visitor();
  const from = world.server.hits.length;
  await visit(visitor);
  await visitor.page.locator(banner).waitFor();
  expect(await visitor.context.cookies()).toEqual([]);
  expect(await visitor.page.evaluate(() => localStorage.length)).toBe(0);
  await visitor.page.locator(button('refuse')).click();
  await eventually(() => stored(visitor, 'portillon')).toBeDefined();
  const value = encodeURIComponent('{"stat":true,"pub1":true,"pub2":true}');
  await visitor.context.addCookies([{ name: 'klaro', value, domain: host, path: '/' }]);
  expect((await visit(visitor)).purposes).toEqual(results.refuse);
  expect(world.server.hits.slice(from).filter(({ path }) => path.includes('/modules/'))).toEqual([]);
  await visitor.close();
});

it('does not count against the signal of the browser (R78)', async () => {
  serve(klaro);
  const visitor = await answered(klaro, 'accept');
  await visitor.context.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true }),
  );
  expect((await visit(visitor)).purposes).toEqual({ audience: 'granted', advertising: 'denied' });
  await visitor.close();
});

it('notes for 400 days, and for the whole site, that it looked: longer than any answer holds', async () => {
  const [tool] = formerTools as [FormerTool];
  serve(tool, configOf([ruleOf(tool)], { store: { retention: 'P24M' } }));
  const visitor = await answered(tool, 'accept');
  const before = Date.now();
  await visit(visitor);
  await eventually(async () => (await stored(visitor, 'portillon-imported'))?.value).toBe('1');
  const { domain, path, expires, sameSite } = (await stored(visitor, 'portillon-imported'))!;
  expect({ domain, path, sameSite }).toEqual({ domain: '.example.co.uk', path: '/', sameSite: 'Lax' });
  const day = 24 * 60 * 60 * 1000;
  const days = (expires * 1000 - before) / day;
  expect(days).toBeGreaterThan(400 - 1 / 24);
  expect(days).toBeLessThan(400 + 1 / 24);
  // It does not end with a later answer, nor is its time counted anew by each page.
  await visitor.page.evaluate(() => window.portillon!.decide('none'));
  await visit(visitor);
  expect((await stored(visitor, 'portillon-imported'))?.expires).toBe(expires);
  expect(visitor.errors).toEqual([]);
  await visitor.close();
});
