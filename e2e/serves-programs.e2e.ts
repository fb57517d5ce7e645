import { describe, expect, it } from 'vitest';
import { banner, button, config, html, toggle } from './support/pages.js';
import { eventually, note, passTurn, ran } from './support/tags.js';
import { thirdParty, useWorld, type Visitor } from './support/world.js';

const world = useWorld();
const host = 'www.programmes.example.co.uk';
const home = `http://${host}/`;
const bare = { ...config, vendors: [] };

async function open(page: Parameters<typeof html>[0] = {}, url = home): Promise<Visitor> {
  world.site(host, { '/': html({ config: bare, ...page }), '/deux': html({ config: bare }) });
  const visitor = await world.visitor();
  await visitor.page.goto(url);
  await visitor.page.evaluate(() => window.portillon!.ready);
  return visitor;
}

const answer = async ({ page }: Visitor, name: 'accept' | 'refuse') => {
  await page.locator(button(name)).click();
  await page.locator(banner).waitFor({ state: 'detached' });
};

describe('`scan`', () => {
  const shadow = (mode: 'open' | 'closed') => `<div id="hote"></div><script>
(() => {
  const root = document.getElementById('hote').attachShadow({ mode: '${mode}' });
  const tag = (text) => Object.assign(document.createElement('script'), { type: 'text/plain', text });
  self.insert = (text) => {
    const made = tag(text);
    made.dataset.consent = 'advertising';
    root.append(made);
  };
  insert(${JSON.stringify(note('dedans'))});
  const picture = document.createElement('img');
  picture.dataset.consent = 'social';
  picture.dataset.consentSrc = 'https://social.example/ombre.gif';
  picture.alt = '';
  root.append(picture);
  self.root = root;
})()</script>`;
  const scan = ({ page }: Visitor) =>
    page.evaluate(() => window.portillon!.scan((self as unknown as { root: ShadowRoot }).root));

  it.each(['open', 'closed'] as const)(
    'finds what is held in an %s shadow root: those of now after the yes, and those that come later',
    async (mode) => {
      const visitor = await open({ body: shadow(mode) });
      const from = world.server.hits.length;
      const asked = () => thirdParty(world.server.hits.slice(from), host).map((hit) => hit.path);
      await scan(visitor);
      // A page is looked through anew for each answer: what may run has run.
      await visitor.page.evaluate(() =>
        window.portillon!.decide({ personalisation: true }, { source: 'test' }),
      );
      await passTurn(visitor);
      expect([await ran(visitor), asked()]).toEqual([[], []]);
      await visitor.page.evaluate(() => window.portillon!.decide('all', { source: 'test' }));
      await eventually(() => ran(visitor)).toEqual(['dedans']);
      await eventually(asked).toEqual(['/ombre.gif']);
      await visitor.page.evaluate(
        (text) => (self as unknown as { insert(text: string): void }).insert(text),
        note('plus tard'),
      );
      await eventually(() => ran(visitor)).toEqual(['dedans', 'plus tard']);
      expect(visitor.errors).toEqual([]);
      await visitor.close();
    },
  );

  it('runs at once what an earlier yes allows, which nobody finds without it', async () => {
    const visitor = await open();
    await answer(visitor, 'accept');
    world.site(host, { '/': html({ config: bare, body: shadow('open') }) });
    await visitor.page.reload();
    await visitor.page.evaluate(() => window.portillon!.ready);
    await passTurn(visitor);
    expect(await ran(visitor)).toEqual([]);
    await scan(visitor);
    await eventually(() => ran(visitor)).toEqual(['dedans']);
    await visitor.close();
  });
});

describe('`destroy`', () => {
  /** Without a way back of its own, so that ours is there too. */
  const own = html({
    config: bare,
    body: `<script type="text/plain" data-consent="social">${note('retenu')}</script><a id="lien" href="#fin" data-consent-open>Cookies</a>`,
  }).replace(/<footer>.*<\/footer>/, '');
  const withoutLink = own.replace(/<a id="lien".*?<\/a>/, '');

  async function listeners({ page, context }: Visitor): Promise<string[]> {
    const session = await context.newCDPSession(page);
    const found: string[] = [];
    for (const expression of ['window', 'document', 'cookieStore', 'document.body']) {
      const { result } = await session.send('Runtime.evaluate', { expression });
      const { listeners: all } = await session.send('DOMDebugger.getEventListeners', {
        objectId: result.objectId!,
      });
      found.push(...all.map(({ type }) => `${expression}: ${type}`));
    }
    await session.detach();
    return found;
  }

  /** A page that shows this, and then is left alone. */
  async function destroyed(shown: string): Promise<Visitor> {
    world.site(host, { '/': withoutLink });
    const visitor = await world.visitor();
    const { page } = visitor;
    await page.goto(`https://${host}/`);
    await page.locator(banner).waitFor();
    if (shown === 'panel') await page.locator(button('customise')).click();
    if (shown === 'entry') await answer(visitor, 'accept');
    await page.locator(shown === 'entry' ? '#portillon-entry' : `#portillon-${shown}`).waitFor();
    // Listened to once the question is painted.
    await eventually(() => listeners(visitor)).toContain('window: pageshow');
    expect(await sheets(visitor)).toBeGreaterThan(0);
    await page.evaluate(() => window.portillon!.destroy());
    return visitor;
  }
  const sheets = ({ page }: Visitor) => page.evaluate(() => document.adoptedStyleSheets.length);

  it.each(['banner', 'panel', 'entry'])('takes the interface away and every listener: %s', async (shown) => {
    const visitor = await destroyed(shown);
    const { page, errors } = visitor;
    await eventually(() => page.locator('#portillon, #portillon-entry').count()).toBe(0);
    await eventually(() => listeners(visitor)).toEqual([]);
    // The page can be used: nothing modal is left.
    await page.locator('a[href="/deux"]').click({ trial: true });
    expect(errors).toEqual([]);
    await visitor.close();
  });

  it.each(['banner', 'panel', 'entry'])('leaves no style in the page: %s', async (shown) => {
    const visitor = await destroyed(shown);
    await eventually(() => sheets(visitor)).toBe(0);
    await visitor.close();
  });

  it('hears nobody any more, and releases nothing that comes later, whatever was allowed', async () => {
    world.site(host, { '/': own, '/deux': html({ config: bare }) });
    const visitor = await world.visitor();
    const { page, context } = visitor;
    await page.goto(home);
    await answer(visitor, 'accept');
    await eventually(() => ran(visitor)).toEqual(['retenu']);
    await page.evaluate(() => {
      const told: unknown[] = [];
      Object.assign(self, { told });
      window.portillon!.subscribe((state) => told.push(state));
      document.addEventListener('portillon:change', ({ type }) => told.push(type));
      window.portillon!.destroy();
    });
    const other = await context.newPage();
    await other.goto(`${home}deux`);
    await other.evaluate(() => window.portillon!.decide('none'));
    await page.bringToFront();
    await page.evaluate((text) => {
      for (const [id, make] of Object.entries({
        tag: () => Object.assign(document.createElement('script'), { type: 'text/plain', text }),
        picture: () => document.createElement('img'),
      })) {
        const made = make();
        made.id = id;
        made.dataset.consent = 'social';
        made.dataset.consentSrc = '/portillon/gate.js';
        document.body.append(made);
      }
    }, note('tard'));
    await page.evaluate(() => window.portillon!.decide('all', { source: 'test' }));
    await page.locator('#lien').click();
    // Its own address is followed again: nobody keeps the click.
    await page.waitForURL(`${home}#fin`);
    await page.evaluate(() => window.portillon!.open());
    await page.evaluate(async () => {
      for (let frames = 0; frames < 5; frames++) await new Promise(requestAnimationFrame);
    });
    expect(await ran(visitor)).toEqual(['retenu']);
    expect(await page.locator('#picture').getAttribute('src')).toBeNull();
    expect(await page.evaluate(() => (self as unknown as { told: unknown[] }).told)).toEqual([]);
    expect(await page.locator('#portillon').count()).toBe(0);
    // What it was told after its end changed nothing that is stored.
    expect((await context.cookies()).find(({ name }) => name === 'portillon')?.value).not.toContain(
      'granted=',
    );
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });
});

describe('`data-consent-open`', () => {
  it.each([
    ['', 'panel'],
    ['panel', 'panel'],
    ['banner', 'banner'],
    ['vendors', 'vendors'],
    ['vendor', 'panel'],
  ])('with the value "%s" opens the %s', async (value, view) => {
    const visitor = await open({
      config,
      body: `<a id="lien" href="/deux" data-consent-open="${value}"><b>Mes traceurs</b></a>`,
    });
    const { page } = visitor;
    await answer(visitor, 'refuse');
    await page.locator('#lien b').click();
    await page.locator(view === 'banner' ? banner : '#portillon-panel').waitFor();
    expect(await page.locator('#portillon-panel').count()).toBe(view === 'banner' ? 0 : 1);
    expect(await page.locator(banner).count()).toBe(view === 'banner' ? 1 : 0);
    if (view !== 'banner') {
      // All partners at once, or none before somebody looks.
      const partners = page.locator('#portillon-panel [data-vendor]');
      if (view === 'vendors') await partners.first().waitFor();
      else {
        await page.locator(toggle('purpose', 'audience')).waitFor();
        expect(await partners.count()).toBe(0);
      }
    }
    expect(page.url()).toBe(home);
    expect((await page.evaluate(() => window.portillon!.state)).purposes.audience).toBe('denied');
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });
});

describe('`data-consent-srcset`', () => {
  const picture = (attributes: string) => `<img id="image" alt="" data-consent="social" ${attributes}>`;

  it.each([
    ['alone', picture('data-consent-srcset="https://social.example/un.png 1x"'), '#image'],
    [
      'beside an address for browsers that do not know it',
      picture(
        'data-consent-src="https://social.example/vieux.png" data-consent-srcset="https://social.example/un.png 1x"',
      ),
      '#image',
    ],
    [
      'of a source in a picture',
      `<picture><source data-consent="social" data-consent-srcset="https://social.example/un.png 1x">${picture('data-consent-src="https://social.example/vieux.png"')}</picture>`,
      'source',
    ],
  ])('is not asked for before the yes, and is what is shown after it: %s', async (_, body, place) => {
    const visitor = await open({ body });
    const { page } = visitor;
    const from = world.server.hits.length;
    const asked = () => thirdParty(world.server.hits.slice(from), host).map((hit) => hit.path);
    await page.evaluate(() => window.portillon!.decide({ personalisation: true }, { source: 'test' }));
    await passTurn(visitor);
    expect(asked()).toEqual([]);
    expect(await page.locator(place).getAttribute('srcset')).toBeNull();
    await page.evaluate(() => window.portillon!.decide('all', { source: 'test' }));
    await eventually(() =>
      page.locator('#image').evaluate((image) => (image as HTMLImageElement).currentSrc),
    ).toBe('https://social.example/un.png');
    expect(await page.locator(place).getAttribute('srcset')).toBe('https://social.example/un.png 1x');
    expect(asked()).toContain('/un.png');
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });
});

describe('a yes by program (R90)', () => {
  // The page does it by itself: whatever a test evaluates counts as an act of the visitor.
  const body = `<button id="oui" type="button">Oui</button><script>
const decide = async (choice, options) => {
  const { isActive } = navigator.userActivation;
  const taken = await portillon.decide(choice, options);
  console.log('decided', JSON.stringify({ isActive, taken, audience: portillon.allows('audience') }));
};
const choices = { sans: [{ audience: true }], avec: [{ audience: true }, { source: 'compte' }], non: [{ audience: false }] };
const [when, what] = location.hash.slice(1).split('-');
if (when === 'seul') portillon.ready.then(() => decide(...choices[what]));
document.getElementById('oui').onclick = () => {
  if (when === 'clic') decide(...choices[what]);
  const wait = () => navigator.userActivation.isActive ? setTimeout(wait, 50) : decide(...choices[what]);
  if (when === 'tard') wait();
};
</script>`;

  it.each([
    ['with a click of the visitor', 'clic-sans', { isActive: true, taken: true, audience: true }, undefined],
    ['long after a click', 'tard-sans', { isActive: false, taken: false, audience: false }, undefined],
    ['without any', 'seul-sans', { isActive: false, taken: false, audience: false }, undefined],
    [
      'long after a click, with a source',
      'tard-avec',
      { isActive: false, taken: true, audience: true },
      'compte',
    ],
    ['without any, with a source', 'seul-avec', { isActive: false, taken: true, audience: true }, 'compte'],
  ])('%s', async (_, hash, expected, source) => {
    const visitor = await world.visitor();
    const { page, messages } = visitor;
    world.site(host, { '/': html({ config: bare, body }) });
    await page.goto(`${home}#${hash}`);
    if (!hash.startsWith('seul')) await page.locator('#oui').click();
    const decided = () => messages.filter((text) => text.startsWith('decided'));
    await eventually(decided).toHaveLength(1);
    expect(JSON.parse(decided()[0]!.slice('decided '.length))).toEqual(expected);
    const stored = (await visitor.context.cookies()).find(({ name }) => name === 'portillon')?.value;
    const told = () => messages.filter((text) => text.includes('grant-without-gesture'));
    if (expected.taken) {
      expect(/&source=([^&]*)/.exec(stored!)?.[1]).toBe(source);
      expect(told()).toEqual([]);
    } else {
      expect(stored).toBeUndefined();
      // The words for it are loaded when they are needed.
      await eventually(told).toHaveLength(1);
    }
    await visitor.close();
  });

  it('a no needs neither', async () => {
    const visitor = await world.visitor();
    world.site(host, { '/': html({ config: bare, body }) });
    await visitor.page.goto(`${home}#seul-non`);
    await eventually(() => visitor.messages.join()).toContain(
      'decided {"isActive":false,"taken":true,"audience":false}',
    );
    await visitor.close();
  });
});
