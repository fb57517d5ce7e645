import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type EngineName, start, type Tab } from './support/engines.js';
import { expectNoProblems } from './support/outlast.js';
import { html } from './support/pages.js';
import { type Server, startServer } from './support/server.js';
import { playQuietVendors, strictConfig } from './support/strict.js';
import { eventually, note } from './support/tags.js';

const engines = inject('engines');
const read = (file: string) => readFileSync(new URL(`../dist/${file}`, import.meta.url), 'utf8');
const hashes = JSON.parse(read('integrity.json')) as Record<string, string>;
const paste = read('integrity.html');

/** The page with the paste of the build instead of the bare tag. */
const page = html({
  config: strictConfig,
  body: `<script type="text/plain" data-consent="audience">${note('held')}</script>`,
}).replace('<script src="/portillon/portillon.js"></script>', () => paste.replace(' defer', ''));

it('lists the right hash of every file that is shipped', () => {
  expect(Object.keys(hashes)).toEqual(
    expect.arrayContaining(['portillon.js', 'interface-fr.js', 'vendors/matomo.js', 'locales/fr.js']),
  );
  for (const [file, hash] of Object.entries(hashes)) {
    const found = `sha384-${createHash('sha384').update(read(file)).digest('base64')}`;
    expect(hash, file).toBe(found);
    if (!file.startsWith('esm/')) expect(paste).toContain(hash);
  }
});

describe('Chromium', () => testIn('Chromium'));
describe.skipIf(!engines.firefox)('Firefox', () => testIn('Firefox'));

function testIn(name: EngineName): void {
  let server: Server;
  let tab: Tab;
  let number = 0;
  let changed: readonly string[] = [];

  beforeAll(async () => {
    server = await startServer();
    server.handle(playQuietVendors);
    server.handle(({ host, path }) => {
      if (!host.startsWith('www.integrity-')) return undefined;
      if (!path.startsWith('/portillon/')) return { body: page };
      const file = path.slice('/portillon/'.length);
      if (!changed.includes(file)) return undefined;
      return { type: 'text/javascript', body: `${read(file)};self.forged = true;` };
    });
    tab = await start(name, engines, server.port);
  });
  afterAll(async () => {
    await tab?.close();
    await server?.close();
  });

  async function visit(...files: string[]): Promise<string> {
    changed = files;
    const host = `www.integrity-${++number}.co.uk`;
    await tab.open(`https://${host}/`);
    return host;
  }
  const there = (selector: string) =>
    tab.value<boolean>(`document.querySelector(${JSON.stringify(selector)}) !== null`);
  const codes = () => tab.value<string[]>('(self.portillon?.problems ?? []).map(({ code }) => code)');
  const ran = () => tab.value<string[]>('self.ran ?? []');
  const forged = () => tab.value<boolean>('self.forged === true');
  const asked = (path: string, host: string) =>
    server.hits.some((hit) => hit.host === host && hit.path === path);

  it('runs everything where nothing was changed', async () => {
    await visit();
    await eventually(() => there('#portillon-banner [data-portillon="accept"]')).toBe(true);
    await tab.click('#portillon-banner [data-portillon="accept"]');
    await eventually(ran).toContain('stats.example.com/matomo.js');
    await expectNoProblems(tab);
  });

  it('refuses a changed tag: nothing is asked, and all stays held', async () => {
    const host = await visit('portillon.js');
    await eventually(() => tab.value('document.readyState')).toBe('complete');
    expect(asked('/portillon/portillon.js', host)).toBe(true);
    expect(asked('/portillon/interface-fr.js', host)).toBe(false);
    expect(await tab.value('self.portillon === undefined')).toBe(true);
    expect(await forged()).toBe(false);
    expect(await ran()).toEqual([]);
  });

  it('refuses a changed interface: it is shown in English, with one report', async () => {
    await visit('interface-fr.js');
    await eventually(() => there('#portillon-banner')).toBe(true);
    expect(await tab.value('document.querySelector("#portillon-title").closest("[lang]").lang')).toBe('en');
    await expectNoProblems(tab, 'locale-missing');
    expect(await forged()).toBe(false);
    expect(await ran()).toEqual([]);
  });

  it('refuses two: all stays held, with one report', async () => {
    await visit('interface-fr.js', 'interface-en.js');
    await eventually(codes).toEqual(['interface-missing']);
    expect(await forged()).toBe(false);
    expect(await there('#portillon-banner')).toBe(false);
    expect(await ran()).toEqual([]);
    expect(await tab.value('portillon.state.status')).toBe('undecided');
  });

  it('refuses a changed vendor file: that vendor stays held, with one report, and the others run', async () => {
    await visit('vendors/matomo.js');
    await eventually(() => there('#portillon-banner [data-portillon="accept"]')).toBe(true);
    await tab.click('#portillon-banner [data-portillon="accept"]');
    await eventually(ran).toEqual(expect.arrayContaining(['held', 'relay.example/tag.js']));
    await eventually(codes).toEqual(['vendor-missing']);
    expect(await ran()).not.toContain('stats.example.com/matomo.js');
    expect(await forged()).toBe(false);
  });
}
