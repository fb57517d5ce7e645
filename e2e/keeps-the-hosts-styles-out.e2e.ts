// The host's styles change no pixel of ours, and ours none of the host's (contract, section 4), in Chromium and Firefox.
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type EngineName, start, type Tab } from './support/engines.js';
import { hostile } from './support/hostile.js';
import { type Box, crop, difference, read, without } from './support/images.js';
import { config, html } from './support/pages.js';
import { type Server, startServer } from './support/server.js';
import { eventually } from './support/tags.js';

const engines = inject('engines');
const names = (['Chromium', 'Firefox'] as const).filter((name) => name === 'Chromium' || engines.firefox);
const host = 'www.example.co.uk';

/** The share of pixels that may differ: behind round corners lies the page. */
const tolerance = 0.005;
/** How far our shadow reaches. */
const shadow = 64;

/** What a page may have that a careless sheet of ours would change. */
const body = `<h2>Titre</h2><p>Du <strong>texte</strong> et <a href="#">un lien</a>.</p><ul><li>un</li><li>deux</li></ul>
<section><h3>Section</h3><table><caption>Table</caption><tr><th>a</th><td>b</td></tr></table></section>
<details open><summary>Détail</summary>Contenu</details><dialog open>Dialogue</dialog>
<form class="portillon-actions"><label class="portillon-switch">Case <input type="checkbox" checked></label>
<input type="search" value="cherché"><button type="button" data-portillon="refuse">Un bouton</button></form>
<p role="status" class="portillon-saved">État</p><div data-portillon="banner" class="portillon-text">Texte</div>`;
// Where our letters come from is the theme's choice, and right to left or not the language's.
// No scroll bar of the page's takes from the window what is ours.
const theme =
  '<style>html { overflow-x: hidden !important } :root { --portillon-font: sans-serif } .portillon-saved { color: #060 }</style>';

describe.each(names)('in %s', (name: EngineName) => {
  let server: Server;
  let tab: Tab;
  beforeAll(async () => {
    server = await startServer();
    server.handle(({ host: asked, path, url }) => {
      if (asked !== host || path.startsWith('/portillon/')) return undefined;
      const { sheet = '', without } = Object.fromEntries(url.searchParams);
      const page = html({ config, body, head: `${theme}<style>${hostile[sheet] ?? sheet}</style>` });
      return { body: without ? page.replace(/<script.*<\/script>/gs, '') : page };
    });
    tab = await start(name, engines, server.port);
  });
  afterAll(async () => {
    await tab?.close();
    await server?.close();
  });

  const boxOf = (layer: string) =>
    tab.value<Box | null>(
      `(({ x, y, width, height }) => ({ x, y, width, height }))(document.querySelector('#portillon-${layer}')?.getBoundingClientRect() ?? {})`,
    );
  const there = (selector: string) => tab.value<boolean>(`!!document.querySelector('${selector}')`);
  /** Two frames later, all that was asked for is drawn. */
  const picture = async () => {
    await tab.value(
      'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))',
    );
    return read(await tab.screenshot());
  };

  /** What is seen of both layers, and of the page around them. */
  async function look(sheet: string) {
    const address = `http://${host}/?sheet=${encodeURIComponent(sheet)}`;
    await tab.open(`${address}&without=1`);
    const page = await picture();
    await tab.open(address);
    await eventually(() => there('#portillon-banner')).toBe(true);
    const box = (await boxOf('banner'))!;
    const first = await picture();
    await tab.value('window.portillon.open(), 1');
    await eventually(() => there('#portillon-panel [data-portillon="save"]')).toBe(true);
    const panelBox = (await boxOf('panel'))!;
    const panel = crop(await picture(), panelBox);
    await tab.press('Escape');
    await eventually(() => there('#portillon-panel')).toBe(false);
    /** The page's own way back has the focus now, and is scrolled out from under the banner (R97): that is taken back. */
    const around = async () => {
      await tab.value(
        'document.activeElement.blur(), [document.body, document.documentElement].forEach((one) => one.scrollTo(0, 0)), 1',
      );
      return difference(without(await picture(), box, shadow), without(page, box, shadow));
    };
    await eventually(around).toBe(0);
    return { box, banner: crop(first, box), panelBox, panel };
  }
  let plain: ReturnType<typeof look> | undefined;
  /** As it looks where the page has no styles. */
  const lookPlain = () => (plain ??= look(''));

  it('changes nothing of a page without styles', async () => {
    await lookPlain();
  });

  it.each(Object.keys(hostile))('%s', async (sheet) => {
    const plain = await lookPlain();
    const seen = await look(sheet);
    expect({ banner: seen.box, panel: seen.panelBox }).toEqual({ banner: plain.box, panel: plain.panelBox });
    expect(difference(seen.banner, plain.banner)).toBeLessThanOrEqual(tolerance);
    expect(difference(seen.panel, plain.panel)).toBeLessThanOrEqual(tolerance);
  });

  it('is measured: what gets through is seen', async () => {
    const plain = await lookPlain();
    // Known and not to be kept out: of important rules in layers, those of the layer that came first win.
    const seen = await look('@layer first { button { background: #e0f !important } }');
    expect(difference(seen.banner, plain.banner)).toBeGreaterThan(tolerance);
    expect(difference(seen.panel, plain.panel)).toBeGreaterThan(tolerance);
  });
});
