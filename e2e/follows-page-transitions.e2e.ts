import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { outlast } from './support/outlast.js';
import { banner, button, config, html } from './support/pages.js';
import { answerLate, eventually, note, ran } from './support/tags.js';
import { useWorld, type Visitor } from './support/world.js';

const world = useWorld();
const host = 'www.example.co.uk';
const home = `http://${host}/`;
const turbo = new URL('../node_modules/@hotwired/turbo/dist/turbo.es2017-umd.js', import.meta.url);
const quiet = { ...config, vendors: config.vendors.filter(({ use }) => !use?.startsWith('google')) };

/** Each page has a link, a gated tag and a place for the declaration of its own. */
function serve(head: string): void {
  world.site(host, async ({ path }) => {
    if (path === '/turbo.js') return { type: 'text/javascript', body: await readFile(turbo) };
    const number = Number(path.slice(1)) || 0;
    return {
      body: html({
        config: quiet,
        head,
        body: `<a id="next" href="/${number + 1}">Suite</a><p id="here">${number}</p>
<script type="text/plain" data-consent="audience">${note(`page ${number}`)}</script>
${number === 2 ? '<div data-consent-declaration></div>' : ''}`,
      }),
    };
  });
}

const drive = '<script src="/turbo.js" defer></script>';
const morph = `${drive}<meta name="turbo-refresh-method" content="morph">`;

/** As Astro's router does it: the browser's own transition, around the exchange of the body. */
const viewTransition = `<script>
document.addEventListener('click', async (event) => {
  const link = event.target.closest('#next');
  if (!link) return;
  event.preventDefault();
  const page = new DOMParser().parseFromString(await (await fetch(link.href)).text(), 'text/html');
  history.pushState(null, '', link.href);
  // The next link may come before the animation of this one is over.
  document.startViewTransition(() => document.body.replaceWith(page.body)).ready.catch(() => {});
});
</script>`;

/** A router that only fills the main part anew. */
const pushState = `<script>
document.addEventListener('click', async (event) => {
  const link = event.target.closest('#next');
  if (!link) return;
  event.preventDefault();
  const page = new DOMParser().parseFromString(await (await fetch(link.href)).text(), 'text/html');
  history.pushState(null, '', link.href);
  document.querySelector('main').replaceWith(page.querySelector('main'));
});
</script>`;

async function next({ page }: Visitor): Promise<void> {
  const number = Number(await page.locator('#here').textContent());
  await page.evaluate(() => document.querySelector<HTMLElement>('#next')!.click());
  await expect.poll(() => page.locator('#here').textContent()).toBe(String(number + 1));
}

const isOneDocument = ({ page }: Visitor) =>
  page.evaluate(() => performance.getEntriesByType('navigation').length === 1 && 'stayed' in self);

async function open(): Promise<Visitor> {
  const visitor = await world.visitor();
  await visitor.page.goto(home);
  await visitor.page.locator(banner).waitFor();
  await visitor.page.evaluate(() => Object.assign(self, { stayed: true }));
  return visitor;
}

it.each([
  ['Turbo', drive],
  ['Turbo with morphing', morph],
  ['view transitions', viewTransition],
  ['pushState', pushState],
])('keeps one banner and the gate working through %s', async (_name, head) => {
  serve(head);
  const visitor = await open();
  for (let count = 0; count < 5; count++) {
    await next(visitor);
    await expect.poll(() => visitor.page.locator(banner).count()).toBe(1);
    await visitor.page.locator(banner).waitFor();
    expect(await visitor.page.locator('#portillon').count()).toBe(1);
    expect(await ran(visitor)).toEqual([]);
  }
  await visitor.page.locator(button('accept')).click();
  await visitor.page.locator(banner).waitFor({ state: 'detached' });
  await eventually(() => ran(visitor)).toContain('page 5');
  await next(visitor);
  await eventually(() => ran(visitor)).toContain('page 6');
  expect((await ran(visitor)).filter((name) => name === 'page 5')).toHaveLength(1);
  expect(await visitor.page.locator(banner).count()).toBe(0);
  expect(await isOneDocument(visitor)).toBe(true);
  await visitor.page.locator('[data-consent-open]').first().click();
  await visitor.page.locator('#portillon-panel').waitFor();
  expect(await visitor.page.locator('#portillon-panel').count()).toBe(1);
  expect(visitor.errors).toEqual([]);
  await visitor.close();
});

it('fills the cookie page that a transition brings', async () => {
  serve(drive);
  const visitor = await open();
  await next(visitor);
  await next(visitor);
  await visitor.page.locator('[data-consent-declaration] table').first().waitFor();
  await visitor.close();
});

it('shows no dead banner from a page that Turbo kept', async () => {
  serve(drive);
  const visitor = await open();
  await next(visitor);
  await visitor.page.locator(button('refuse')).click();
  await visitor.page.locator(banner).waitFor({ state: 'detached' });
  await visitor.page.goBack();
  await expect.poll(() => visitor.page.locator('#here').textContent()).toBe('0');
  expect(await visitor.page.locator('#portillon-banner').count()).toBe(0);
  await visitor.close();
});

it('takes away a dead banner that a page brings back in a copy of its body', async () => {
  serve('');
  const visitor = await open();
  const { page } = visitor;
  await page.locator(banner).waitFor();
  await page.evaluate(() => Object.assign(self, { kept: document.body.cloneNode(true) }));
  await page.locator(button('refuse')).click();
  await page.locator(banner).waitFor({ state: 'detached' });
  await page.evaluate(() => document.body.replaceWith((self as unknown as { kept: HTMLElement }).kept));
  await expect.poll(() => page.locator(banner).count()).toBe(0);
  expect(await page.locator('#portillon').count()).toBe(1);
  expect(visitor.errors).toEqual([]);
  await visitor.close();
});

it('comes back when the page is written anew, and gives up against whoever means it', async () => {
  serve('');
  const visitor = await open();
  await visitor.page.evaluate(() => {
    document.body.innerHTML = '<p>Tout est neuf.</p>';
  });
  await visitor.page.locator(banner).waitFor();
  await visitor.page.evaluate(() => {
    new MutationObserver(() => document.getElementById('portillon')?.remove()).observe(document.body, {
      childList: true,
    });
    document.getElementById('portillon')?.remove();
  });
  // The page answers, and nothing was granted.
  await visitor.page.waitForFunction(() => !document.getElementById('portillon'));
  expect(await visitor.page.evaluate(() => window.portillon!.state.status)).toBe('undecided');
  expect(visitor.errors).toEqual([]);
  await visitor.close();
});

it('asks again on the next page what was dismissed on the one before (R99)', async () => {
  serve(drive);
  const visitor = await open();
  const { page } = visitor;
  await page.locator(button('refuse')).focus();
  await page.keyboard.press('Escape');
  await page.locator(banner).waitFor({ state: 'detached' });
  await next(visitor);
  await page.locator(banner).waitFor();
  expect(await isOneDocument(visitor)).toBe(true);
  expect(await page.evaluate(() => window.portillon!.state.status)).toBe('undecided');
  await visitor.close();
});

describe('the way back', () => {
  const held = `<iframe id="film" title="Film" data-vendor="youtube" data-consent-src="https://www.youtube-nocookie.com/embed/x"></iframe>
<script type="text/plain" data-vendor="pinterest-tag">${note('pixel')}</script>
<template data-vendor="youtube"><p id="shown">Film</p></template>`;
  const vendors = [{ use: 'youtube' }, { use: 'pinterest-tag', id: '2612345678901' }];

  /** The first page has what is held, the second nothing. */
  async function accepted(): Promise<Visitor> {
    world.site(host, async ({ path }) =>
      path === '/turbo.js'
        ? { type: 'text/javascript', body: await readFile(turbo) }
        : {
            body: html({
              config: { ...config, vendors },
              head: drive,
              body: `<a id="next" href="/1">Suite</a><p id="here">${path === '/1' ? 1 : 0}</p>${path === '/1' ? '' : held}`,
            }),
          },
    );
    const visitor = await open();
    await visitor.page.locator(button('accept')).click();
    await visitor.page.locator('#shown').waitFor();
    await eventually(async () => (await ran(visitor)).sort()).toEqual(['pixel', 's.pinimg.com/ct/core.js']);
    await eventually(() => visitor.page.locator('#film').getAttribute('src')).toContain('youtube');
    await visitor.page.locator('[data-portillon="placeholder"]').waitFor({ state: 'detached' });
    return visitor;
  }
  const goBack = async ({ page }: Visitor) => {
    await page.goBack();
    await expect.poll(() => page.locator('#here').textContent()).toBe('0');
  };

  it('brings back nothing that was withdrawn meanwhile', async () => {
    const visitor = await accepted();
    const { page } = visitor;
    await next(visitor);
    await page.evaluate(() => window.portillon!.decide('none', { source: 'test' }));
    await page.evaluate(() => Object.assign(self, { ran: [] }));
    // The link of a download may be part of the copy: it leads nowhere a moment after it did its work.
    await outlast(visitor);
    const from = world.server.hits.length;
    await goBack(visitor);
    await page.locator('[data-portillon="placeholder"]').waitFor();
    await outlast(visitor);
    expect(await page.locator('#shown').count()).toBe(0);
    expect(await ran(visitor)).toEqual([]);
    expect(world.server.hits.slice(from).filter((hit) => /youtube|pinimg/.test(hit.host))).toEqual([]);
    expect(await isOneDocument(visitor)).toBe(true);
    await visitor.close();
  });

  it('shows again what is still allowed', async () => {
    const visitor = await accepted();
    await next(visitor);
    await goBack(visitor);
    await visitor.page.locator('#shown').waitFor();
    await eventually(() => visitor.page.locator('#film').getAttribute('src')).toContain('youtube');
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  it('shows what was allowed meanwhile, and no placeholder of before', async () => {
    const visitor = await accepted();
    const { page } = visitor;
    // The yes made the page's tags run: it must not be loaded again for what is withdrawn now.
    await page.evaluate(() => window.portillon!.decide({ youtube: false }, { source: 'test' }));
    await page.locator('[data-portillon="placeholder"] button').first().waitFor();
    await next(visitor);
    await page.evaluate(() => window.portillon!.decide({ youtube: true }, { source: 'test' }));
    await goBack(visitor);
    await eventually(() => page.locator('#film').getAttribute('src')).toContain('youtube');
    await eventually(() => page.locator('[data-portillon="placeholder"]').count()).toBe(0);
    expect(await page.locator('#film').isVisible()).toBe(true);
    expect(await isOneDocument(visitor)).toBe(true);
    await visitor.close();
  });

  it.each([
    ['without a word', ['turbo:before-cache']],
    ['and is drawn again', ['turbo:before-cache', 'turbo:render']],
  ])('leaves what a page shows that stays after all, %s', async (_, types) => {
    const visitor = await accepted();
    await visitor.page.evaluate((types) => {
      for (const type of types) document.dispatchEvent(new Event(type));
    }, types);
    await visitor.page.locator('#shown').waitFor();
    await eventually(() => visitor.page.locator('#film').getAttribute('src')).toContain('youtube');
    expect((await ran(visitor)).filter((name) => name === 'pixel')).toHaveLength(1);
    await visitor.close();
  });
});

it('runs a held tag of the head once, however many pages Turbo brings', async () => {
  const tags = `<script type="text/plain" data-consent="audience" src="https://head.example/a.js?name=file"></script>
<script type="text/plain" data-consent="audience">${note('inline')}</script>
<script type="text/plain" data-type="module" data-consent="audience">${note('module')}</script>`;
  serve(drive + tags);
  const visitor = await open();
  const ofHead = async () => (await ran(visitor)).filter((name) => /file|inline|module/.test(name));
  await visitor.page.locator(button('accept')).click();
  await eventually(ofHead).toEqual(['file', 'inline', 'module']);
  await next(visitor);
  await next(visitor);
  await visitor.page.goBack();
  await expect.poll(() => visitor.page.locator('#here').textContent()).toBe('1');
  await outlast(visitor);
  expect(await ofHead()).toEqual(['file', 'inline', 'module']);
  expect(await isOneDocument(visitor)).toBe(true);
  await visitor.close();
});

it('starts a vendor whose file was on its way when Turbo changed the head', async () => {
  serve(drive);
  const pixel = answerLate(world.server, 'connect.facebook.net', '/en_US/fbevents.js');
  const visitor = await open();
  await visitor.page.locator(button('accept')).click();
  await pixel.asked;
  await next(visitor);
  pixel.answer();
  await eventually(() => ran(visitor)).toContain('connect.facebook.net/en_US/fbevents.js');
  expect(await isOneDocument(visitor)).toBe(true);
  await visitor.close();
});
