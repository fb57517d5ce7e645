import { describe, expect, it } from 'vitest';
import { expectNoProblems, outlast } from './support/outlast.js';
import { banner, button, config, html } from './support/pages.js';
import { answerLate } from './support/tags.js';
import { thirdParty, useWorld, type Visitor } from './support/world.js';

const world = useWorld();
const host = 'www.example.co.uk';
const home = `http://${host}/`;

const ran = ({ page }: Visitor): Promise<string[]> =>
  page.evaluate(() => (self as unknown as { ran?: string[] }).ran ?? []);
const state = ({ page }: Visitor) =>
  page.evaluate(() => (window.portillon as unknown as { state: { status: string } }).state.status);

async function open(body = '', paste: Parameters<typeof html>[0] = {}): Promise<Visitor> {
  world.site(host, { '/': html({ body, ...paste }), '/deux': html({ body, ...paste }) });
  const visitor = await world.visitor();
  await visitor.page.goto(home);
  await visitor.page.locator(banner).waitFor();
  return visitor;
}

const bare = { ...config, vendors: [] };

describe('markup', () => {
  it('holds what is inserted late, in every way, and runs it once after acceptance', async () => {
    const visitor = await open('', { config: bare });
    const from = world.server.hits.length;
    await visitor.page.evaluate(() => {
      const tag = (name: string) =>
        `<script type="text/plain" data-consent="social" src="https://late.example/${name}.js?name=${name}"></script>`;
      const main = document.querySelector('main')!;
      main.insertAdjacentHTML('beforeend', tag('adjacent'));
      const box = document.createElement('div');
      box.innerHTML = tag('inner');
      main.append(box);
      const script = document.createElement('script');
      script.type = 'text/plain';
      script.dataset.consent = 'social';
      script.src = 'https://late.example/element.js?name=element';
      main.append(script);
    });
    await outlast(visitor);
    expect(thirdParty(world.server.hits.slice(from), host)).toEqual([]);
    await visitor.page.locator(button('accept')).click();
    await expect.poll(() => ran(visitor)).toEqual(['adjacent', 'inner', 'element']);
    await visitor.page.evaluate(() => {
      document
        .querySelector('main')!
        .insertAdjacentHTML(
          'beforeend',
          '<script type="text/plain" data-consent="social">(self.ran ??= []).push("after")</script>',
        );
    });
    await expect.poll(() => ran(visitor)).toEqual(['adjacent', 'inner', 'element', 'after']);
    await visitor.page.evaluate(() => {
      const first = document.querySelector('script[src*="adjacent"]')!;
      document.body.append(first);
    });
    await outlast(visitor);
    expect(await ran(visitor)).toHaveLength(4);
    await expectNoProblems(visitor);
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  it('runs a gated script inside a template once, and in order', async () => {
    const visitor = await open(
      `<template data-consent="social"><p class="one">1</p>
<script src="https://t.example/slow.js?name=slow&delay=200"></script><script>(self.ran ??= []).push('inline')</script>
<script src="https://t.example/fast.js?name=fast"></script><p class="two">2</p></template>
<template data-consent="social"><script type="text/plain" data-consent="advertising">(self.ran ??= []).push('both')</script></template>`,
      { config: bare },
    );
    expect(await visitor.page.locator('.one').count()).toBe(0);
    await visitor.page.locator(button('accept')).click();
    await expect.poll(() => ran(visitor)).toEqual(['slow', 'inline', 'fast', 'both']);
    expect(await visitor.page.locator('main > p.one ~ p.two').count()).toBe(1);
    await visitor.close();
  });

  it('shows what is held by itself right inside a template, and takes it away again with either', async () => {
    const visitor = await open(
      `<template data-consent="social"><img data-consent="audience" data-consent-src="/image.svg" alt=""></template>
<template data-consent="social"><template data-consent="advertising"><p class="inner">Dedans</p></template></template>`,
      { config: bare },
    );
    const { page } = visitor;
    const decide = (choice: 'all' | 'none' | Record<string, boolean>) =>
      page.evaluate((wanted) => window.portillon!.decide(wanted, { source: 'test' }), choice);
    const shown = () =>
      page.evaluate(() => [
        document.querySelector('main img')?.getAttribute('src'),
        document.querySelectorAll('.inner').length,
      ]);
    await decide({ social: true });
    await expect.poll(shown).toEqual([null, 0]);
    await decide('all');
    await expect.poll(shown).toEqual(['/image.svg', 1]);
    await decide({ audience: false, advertising: false });
    await expect.poll(shown).toEqual([null, 0]);
    await decide('all');
    await expect.poll(shown).toEqual(['/image.svg', 1]);
    await decide({ social: false });
    await expect.poll(shown).toEqual([undefined, 0]);
    expect(await page.locator('main > template[data-consent="social"]').count()).toBe(2);
    await decide('all');
    await expect.poll(shown).toEqual(['/image.svg', 1]);
    await expectNoProblems(visitor);
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  it('runs a tag that was out of the page while its file came, once it is back', async () => {
    const slow = answerLate(world.server, 'late.example', '/slow.js');
    const visitor = await open(
      '<div id="view"><script type="text/plain" data-consent="social" src="https://late.example/slow.js"></script></div>',
      { config: bare },
    );
    const { page } = visitor;
    await page.locator(button('accept')).click();
    await slow.asked;
    await page.evaluate(() => {
      const view = document.querySelector('#view')!;
      Object.assign(self, { view });
      view.remove();
    });
    slow.answer();
    await outlast(visitor);
    expect(await ran(visitor)).toEqual([]);
    await page.evaluate(() => {
      document.querySelector('main')!.append((self as unknown as { view: Node }).view);
    });
    await expect.poll(() => ran(visitor)).toEqual(['late.example/slow.js']);
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  it('keeps the order of external, inline, external, and every attribute', async () => {
    const visitor = await open(
      `<script type="text/plain" data-consent="social" id="first" class="c" data-x="1" crossorigin="anonymous" referrerpolicy="no-referrer" src="https://o.example/one.js?name=one&delay=300"></script>
<script type="text/plain" data-consent="social">(self.ran ??= []).push('two:' + document.currentScript.previousElementSibling.id)</script>
<script type="text/plain" data-consent="social" src="https://o.example/three.js?name=three" onload="self.ran.push('onload')"></script>`,
      { config: bare },
    );
    await visitor.page.locator(button('accept')).click();
    await expect.poll(() => ran(visitor)).toEqual(['one', 'two:first', 'three', 'onload']);
    const attributes = await visitor.page.evaluate(() =>
      Object.fromEntries(
        [...document.querySelector('#first')!.attributes].map(({ name, value }) => [name, value]),
      ),
    );
    expect(attributes).toMatchObject({
      class: 'c',
      'data-x': '1',
      crossorigin: 'anonymous',
      referrerpolicy: 'no-referrer',
    });
    expect(attributes).not.toHaveProperty('type');
    await visitor.close();
  });

  it('holds a misspelt purpose for ever, and says which name was meant (R7)', async () => {
    const visitor = await open(
      `<script type="text/plain" data-consent="advertizing" src="https://typo.example/a.js"></script>
<script type="text/plain" data-vendor="meta-pixle">(self.ran ??= []).push('typo')</script>
<script type="text/plain" data-consent="" src="https://typo.example/b.js"></script>`,
    );
    const from = world.server.hits.length;
    await visitor.page.locator(button('accept')).click();
    const problems = () => visitor.page.evaluate(() => window.portillon!.problems);
    const messageOf = async (code: string) => (await problems()).find((one) => one.code === code)?.message;
    await expect
      .poll(async () => (await problems()).map(({ code }) => code).toSorted())
      .toEqual(['purpose-missing', 'purpose-unknown', 'vendor-unknown']);
    await outlast(visitor);
    expect(world.server.hits.slice(from).filter((hit) => hit.host === 'typo.example')).toEqual([]);
    expect(await ran(visitor)).not.toContain('typo');
    expect(await messageOf('purpose-unknown')).toContain('Did you mean "advertising"?');
    expect(await messageOf('vendor-unknown')).toContain('Did you mean "meta-pixel"?');
    expect(
      visitor.messages.filter((message) => message.startsWith('[portillon] purpose-unknown')),
    ).toHaveLength(1);
    await visitor.close();
  });
});

describe('stored values', () => {
  const garbage = [
    '',
    '0',
    '%',
    '%E0%A4%A',
    'true',
    '{"all":true}',
    'v=1&granted=advertising',
    'v=9&id=x',
    'a'.repeat(3000),
    'v=1&id=11111111-1111-4111-8111-111111111111&first=2026-01-01T00:00:00Z&last=2999-01-01T00:00:00Z&policy=1&asked=abc&granted=advertising&vendors=google-ads',
  ];

  it.each(garbage)('asks again and grants nothing when the cookie is %j', async (value) => {
    world.site(host, {
      '/': html({ body: '<script type="text/plain" data-consent="advertising">self.leak = 1</script>' }),
    });
    const visitor = await world.visitor();
    await visitor.context.addCookies([{ name: 'portillon', value, domain: '.example.co.uk', path: '/' }]);
    const from = world.server.hits.length;
    await visitor.page.goto(home);
    await visitor.page.locator(banner).waitFor();
    expect(await visitor.page.evaluate(() => 'leak' in self)).toBe(false);
    expect(thirdParty(world.server.hits.slice(from), host)).toEqual([]);
    await visitor.page.locator(button('refuse')).click();
    await visitor.page.reload();
    await expect.poll(() => state(visitor)).toBe('decided');
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  const block = {
    cookies: () => Object.defineProperty(Document.prototype, 'cookie', { get: () => '', set: () => {} }),
    'cookies, by an exception': () => {
      const refuse = () => {
        throw new DOMException('refused', 'SecurityError');
      };
      Object.defineProperty(Document.prototype, 'cookie', { get: refuse, set: refuse });
    },
    'local storage': () =>
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('refused', 'SecurityError');
        },
      }),
  };

  it.each(Object.entries(block))('remembers the choice with %s blocked', async (_, script) => {
    world.site(host, { '/': html() });
    const visitor = await world.visitor();
    await visitor.context.addInitScript(script);
    await visitor.page.goto(home);
    await visitor.page.locator(button('refuse')).click();
    await visitor.page.locator(banner).waitFor({ state: 'detached' });
    await visitor.page.reload();
    await expect.poll(() => state(visitor)).toBe('decided');
    expect(await visitor.page.locator(banner).count()).toBe(0);
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  it('asks what is new although the choice before is found late, where no cookie can hold it', async () => {
    let policyVersion = '1';
    const page = () => html({ config: { ...config, policyVersion } });
    world.site(host, () => ({ body: page() }));
    const visitor = await world.visitor();
    await visitor.context.addInitScript(block.cookies);
    await visitor.page.goto(home);
    await visitor.page.locator(button('accept')).click();
    await visitor.page.locator(banner).waitFor({ state: 'detached' });
    policyVersion = '2';
    await visitor.page.reload();
    const news = () => visitor.page.evaluate(() => window.portillon!.state.news?.policy);
    await expect.poll(news).toBe(true);
    await outlast(visitor);
    expect(await state(visitor)).toBe('undecided');
    expect(await visitor.page.locator(banner).isVisible()).toBe(true);
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  it('holds the choice for the page, grants nothing and says so when nothing can be stored', async () => {
    world.site(host, { '/': html() });
    const visitor = await world.visitor();
    await visitor.context.addInitScript(block.cookies);
    await visitor.context.addInitScript(block['local storage']);
    await visitor.page.goto(home);
    await visitor.page.locator(button('refuse')).click();
    await visitor.page.locator(banner).waitFor({ state: 'detached' });
    expect(await state(visitor)).toBe('decided');
    // Its words come in a file of their own.
    await expect
      .poll(() => visitor.messages.some((message) => message.startsWith('[portillon] store-unavailable')))
      .toBe(true);
    await outlast(visitor);
    // Nobody is told that it was saved.
    expect(await visitor.page.locator('#portillon').innerText()).not.toContain('enregistrés');
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });
});

describe('the tag itself', () => {
  it('takes the calls of a page that waits for it although it was there first', async () => {
    const call = "window.portillon = window.portillon || { q: [] }; portillon.q.push(['open'])";
    world.site(host, { '/': html({ body: `<script>${call}</script>` }) });
    const visitor = await world.visitor();
    await visitor.page.goto(home);
    await visitor.page.locator('#portillon-panel').waitFor();
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  it('answers a program no where the interface cannot be had', async () => {
    world.site(host, { '/': html() });
    const visitor = await world.visitor();
    await visitor.page.route('**/portillon/interface-*', (route) => route.abort());
    await visitor.page.goto(home);
    expect(await visitor.page.evaluate(() => window.portillon!.decide('none', { source: 'test' }))).toBe(
      false,
    );
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  it('works once when it stands twice, and says so', async () => {
    const visitor = await open(
      `<script src="/portillon/portillon.js"></script>
<script type="text/plain" data-consent="social">(self.ran ??= []).push('once')</script>`,
      { config: bare },
    );
    expect(await visitor.page.locator('#portillon').count()).toBe(1);
    expect(visitor.messages.some((message) => message.includes('loaded-twice'))).toBe(true);
    await visitor.page.locator(button('accept')).click();
    await expect.poll(() => ran(visitor)).toEqual(['once']);
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  it('runs no tag twice where a program ends it and makes it anew, and ends those of before', async () => {
    const make = `import { createConsent } from '/portillon/esm/index.js';
self.make = () => { self.consent = createConsent(${JSON.stringify(bare)}); };
self.make();`;
    world.site(host, {
      '/': `<!doctype html><html lang="fr"><title>x</title><main>
<script type="text/plain" data-consent="social">(self.ran ??= []).push('tag')</script></main>
<button type="button" data-consent-open>Gérer</button><script type="module">${make}</script></html>`,
    });
    const visitor = await world.visitor();
    const { page } = visitor;
    await page.goto(home);
    await page.locator(button('accept')).click();
    await expect.poll(() => ran(visitor)).toEqual(['tag']);
    type Made = {
      make(): void;
      consent: ReturnType<typeof Object> & typeof window.portillon;
      marked?: boolean;
    };
    await page.evaluate(async () => {
      const its = self as unknown as Made;
      its.marked = true;
      its.consent!.destroy();
      its.make();
      await its.consent!.ready;
    });
    await outlast(visitor);
    expect(await ran(visitor)).toEqual(['tag']);
    expect(visitor.messages.filter((message) => message.includes('[portillon]'))).toEqual([]);
    await page.evaluate(() => (self as unknown as Made).consent!.decide('none', { source: 'test' }));
    await expect.poll(() => page.evaluate(() => 'marked' in self)).toBe(false);
    await visitor.close();
  });

  it('takes early calls, and a configuration from a URL', async () => {
    world.site(host, {
      '/': `<!doctype html><html lang="fr"><title>x</title><script>window.portillon = window.portillon || { q: [] }; portillon.q.push(['open'])</script>
<script src="/portillon/portillon.js" data-config="/consent.json"></script><p>x`,
      '/consent.json': JSON.stringify(config),
    });
    const visitor = await world.visitor();
    await visitor.page.goto(home);
    await visitor.page.locator('#portillon-panel').waitFor();
    await visitor.close();
  });
});

describe('a file of ours that cannot be loaded (R2)', () => {
  interface Loss {
    readonly what: string;
    readonly pattern: string;
    readonly config?: object;
    /** Is it asked for on a first visit, before any answer? */
    readonly early?: true;
    /** Does a stored yes hold without it? */
    readonly runs?: true;
  }
  const losses: readonly Loss[] = [
    { what: 'the interface', pattern: '**/portillon/interface-*.js', early: true, runs: true },
    {
      what: 'a language of the site’s own',
      pattern: '**/portillon/locales/**',
      config: { locale: 'eo' },
      early: true,
      runs: true,
    },
    { what: 'the configuration', pattern: '**/consent.json', early: true },
    { what: 'the check', pattern: '**/portillon/check.js' },
    { what: 'the gate', pattern: '**/portillon/gate.js' },
    { what: 'everything of ours', pattern: '**/portillon/**', early: true },
  ];
  const few = config.vendors.filter(({ id, use }) => id === 'relay' || use === 'meta-pixel');
  const everything = ['connect.facebook.net/en_US/fbevents.js', 'inline', 'mine', 'relay.example/tag.js'];

  /** A visitor of a page whose configuration lies in a file. `lose` loses what the row says from then on, and counts. */
  async function meet({ pattern, config: more }: Loss) {
    world.site(host, {
      '/': html({
        body: `<script type="text/plain" data-consent="advertising" src="https://ads.example/a.js?name=mine"></script>
<script type="text/plain" data-consent="advertising">(self.ran ??= []).push('inline')</script>`,
      }).replace('portillon.js"', 'portillon.js" data-config="/consent.json"'),
      '/consent.json': JSON.stringify({ ...config, vendors: few, ...more }),
    });
    const visitor = await world.visitor();
    let count = 0;
    return {
      visitor,
      count: () => count,
      lose: () =>
        visitor.page.route(pattern, (route) => {
          count++;
          return route.abort();
        }),
    };
  }
  const all = async (visitor: Visitor) => (await ran(visitor)).toSorted();

  it.each(losses.filter(({ early }) => early))('holds everything before an answer: $what', async (loss) => {
    const { visitor, count, lose } = await meet(loss);
    const from = world.server.hits.length;
    await lose();
    await visitor.page.goto(home);
    await expect.poll(count).toBeGreaterThan(0);
    await outlast(visitor);
    expect(thirdParty(world.server.hits.slice(from), host)).toEqual([]);
    expect(await ran(visitor)).toEqual([]);
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  it.each(losses)(
    'runs by a stored yes what may run without it, and all once it is back: $what',
    async (loss) => {
      const { visitor, count, lose } = await meet(loss);
      const { page } = visitor;
      await page.goto(home);
      await page.locator(button('accept')).click();
      await expect.poll(() => all(visitor)).toEqual(everything);
      // What this page sends is not taken for the next one's.
      await outlast(visitor);
      // It is asked for only by a visitor on whose device nothing says that the configuration was checked.
      if (loss.what === 'the check') await page.evaluate(() => localStorage.removeItem('portillon-checked'));
      await lose();
      const from = world.server.hits.length;
      await page.reload();
      if (loss.runs) await expect.poll(() => all(visitor)).toEqual(everything);
      else {
        // What does not come is asked for once more, a second later.
        await expect.poll(count).toBe(loss.pattern.endsWith('portillon/**') ? 1 : 2);
        await outlast(visitor);
        expect(await ran(visitor)).toEqual([]);
        expect(thirdParty(world.server.hits.slice(from), host)).toEqual([]);
      }
      expect(await page.locator(banner).count()).toBe(0);
      await page.unroute(loss.pattern);
      await page.reload();
      await expect.poll(() => all(visitor)).toEqual(everything);
      expect(await page.locator(banner).count()).toBe(0);
      expect(visitor.errors).toEqual([]);
      await visitor.close();
    },
  );
});
