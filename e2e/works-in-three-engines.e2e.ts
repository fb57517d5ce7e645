import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { missing } from '../test/find-engines.mjs';
import { type EngineName, engineNames, start, type Tab } from './support/engines.js';
import { config, html } from './support/pages.js';
import { type Server, serveBuild, startServer } from './support/server.js';
import { eventually, note } from './support/tags.js';
import { playVendors } from './support/vendors.js';

const engines = inject('engines');
const has: Record<EngineName, unknown> = {
  Chromium: engines.chromium,
  Firefox: engines.firefox,
  WebKit: engines.webkit,
};
const languages = ['fr', 'en', 'es', 'pt-PT', 'nl-BE', 'de', 'it'];

/** What the promises are about: a preset, marked scripts in order, a frame and a template. */
const body = `
<script type="text/plain" data-consent="audience" src="https://ads.example/first.js?name=first&amp;delay=200"></script>
<script type="text/plain" data-consent="audience">${note('second')}</script>
<iframe data-vendor="youtube" data-consent-src="https://www.youtube-nocookie.com/embed/x" width="480" height="270" title="Film"></iframe>
<template data-consent="social"><p id="shown">Voilà</p></template>
<script type="text/plain" data-consent="misspelt">${note('never')}</script>`;
/** Three files that are here at once, the second of which writes two more scripts into the page. */
const writers = ['one', 'writer', 'two', 'three']
  .map(
    (name) =>
      `<script type="text/plain" data-consent="audience" src="https://writes.example/${name}.js"></script>`,
  )
  .join('');
const says = (path: string) => `(self.ran ??= []).push('${path.slice(1, -'.js'.length)}');`;
const written = `<script src="https://writes.example/inner.js"><\\/script><script>${says('/last.js')}<\\/script>`;
/** The line that the README advises: it begins all downloads at once for whoever has not chosen. */
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const early = readme.match(/<script>.*document\.cookie.*<\/script>/)?.[0] ?? 'missing';
const vendors = config.vendors.filter(({ use }) => !use?.startsWith('google'));
const hosts = ['ads.example', 'connect.facebook.net', 's.pinimg.com', 'stats.example.com', 'relay.example'];

for (const [name, advice] of [
  ['Firefox', missing.firefox],
  ['WebKit', missing.webkit],
] as const)
  if (!has[name]) console.warn(`${advice} Its promises are skipped in this run.`);

for (const name of engineNames) describe.skipIf(!has[name])(name, () => testIn(name));

function testIn(name: EngineName): void {
  let server: Server;
  let tab: Tab;
  let host = '';
  let number = 0;

  beforeAll(async () => {
    server = await startServer();
    server.handle(playVendors);
    server.handle(async (request) => {
      const { host, path, url } = request;
      if (!/^www.example-\d+.co.uk$/.test(host)) return undefined;
      // As a site serves them: for a while, nobody asks for them again.
      if (path.startsWith('/portillon/'))
        return { ...(await serveBuild(request)), headers: { 'cache-control': 'max-age=3600' } };
      if (url.searchParams.has('writes'))
        return { body: html({ config: { ...config, vendors }, body: writers, placement: 'defer' }) };
      const head = url.searchParams.has('early') ? early : '';
      const lang = url.searchParams.get('lang') ?? 'fr';
      return {
        body: html({ config: { ...config, vendors }, head, body, lang, placement: head ? 'defer' : 'head' }),
      };
    });
    server.handle(({ host, path }) =>
      host === 'writes.example'
        ? {
            type: 'text/javascript',
            body: says(path) + (path === '/writer.js' ? `document.write(\`${written}\`)` : ''),
            headers: { 'cache-control': 'max-age=60' },
          }
        : undefined,
    );
    tab = await start(name, engines, server.port);
  });
  afterAll(async () => {
    await tab?.close();
    await server?.close();
  });

  const asked = () => server.hits.filter((hit) => [...hosts, 'www.youtube-nocookie.com'].includes(hit.host));
  const ran = () => tab.value<string[]>('self.ran ?? []');
  const there = (selector: string) =>
    tab.value<boolean>(`document.querySelector(${JSON.stringify(selector)}) !== null`);
  const status = () => tab.value<string>('window.portillon?.state?.status ?? ""');
  const cookies = () => tab.value<string>('document.cookie');

  /** A site that this browser has never seen. */
  async function visit(path = '/'): Promise<void> {
    host = `www.example-${++number}.co.uk`;
    server.hits.length = 0;
    await tab.open(`http://${host}${path}`);
    await eventually(() => there('#portillon-banner')).toBe(true);
  }

  async function click(selector: string): Promise<void> {
    await eventually(() => there(selector)).toBe(true);
    await tab.click(selector);
  }

  async function answer(button: string): Promise<void> {
    await click(`#portillon-banner [data-portillon="${button}"]`);
    await eventually(() => there('#portillon-banner')).toBe(false);
  }

  /** Whatever the page was about to ask for is asked for before these: in time, and in number, one after another. */
  async function outlast(): Promise<void> {
    await eventually(() => tab.value('document.readyState')).toBe('complete');
    for (const delay of [1001, 0, 0, 0]) {
      const path = `/picture-${++number}.svg`;
      await tab.value(`(setTimeout(() => { new Image().src = '${path}' }, ${delay}), 1)`);
      await eventually(() => server.hits.some((hit) => hit.path === path)).toBe(true);
    }
  }

  async function again(): Promise<void> {
    server.hits.length = 0;
    await tab.open(`http://${host}/?again=${++number}`);
    await eventually(status).not.toBe('');
    await outlast();
  }

  it('asks nobody else before the choice, and runs nothing', async () => {
    await visit();
    await tab.value('window.portillon.scan(document), 1');
    await eventually(() => there('#portillon [data-portillon="accept"]')).toBe(true);
    expect(asked()).toEqual([]);
    expect(await ran()).toEqual([]);
    expect(await cookies()).toBe('');
    expect(await there('#shown')).toBe(false);
  });

  it('runs all once, in order, after a yes, and remembers it', async () => {
    await visit();
    await answer('accept');
    for (const wanted of hosts) {
      await eventually(() => asked().map((hit) => hit.host)).toContain(wanted);
    }
    await eventually(ran).toContain('second');
    const names = await ran();
    expect(names.indexOf('first')).toBeGreaterThanOrEqual(0);
    expect(names.indexOf('first')).toBeLessThan(names.indexOf('second'));
    expect(new Set(names).size).toBe(names.length);
    expect(await there('#shown')).toBe(true);
    await again();
    await eventually(ran).toContain('second');
    expect(await there('#portillon-banner')).toBe(false);
    expect(await ran()).not.toContain('never');
  });

  it('asks for each file once where the page has the line of the README, and for none again', async () => {
    const files = () => server.hits.map(({ path }) => path).filter((path) => path.startsWith('/portillon/'));
    const first = ['interface-fr', 'portillon'].map((file) => `/portillon/${file}.js`);
    await visit('/?early');
    expect(
      files()
        .filter((path) => first.includes(path))
        .sort(),
    ).toEqual(first);
    await answer('refuse');
    server.hits.length = 0;
    await tab.open(`http://${host}/?early&again`);
    await eventually(status).toBe('decided');
    await outlast();
    expect(files()).toEqual([]);
  });

  it('runs what a tag writes before the next, and each once', async () => {
    await visit('/?writes');
    await answer('accept');
    // Vendors of the page run in between.
    const own = async () => (await ran()).filter((name) => !name.includes('/'));
    await eventually(own).toEqual(['one', 'writer', 'inner', 'last', 'two', 'three']);
    // What the page itself inserts in order is not held up either.
    const insert = `(() => { const own = document.createElement('script'); own.async = false; own.src = 'https://writes.example/after.js'; document.head.append(own); return 1; })()`;
    await tab.value(insert);
    await eventually(own).toContain('after');
  });

  it('takes a no as simply, and does not ask again', async () => {
    await visit();
    await answer('refuse');
    await again();
    expect(await there('#portillon-banner')).toBe(false);
    expect(await tab.value('window.portillon.state.purposes.audience')).toBe('denied');
    expect(asked()).toEqual([]);
    expect(await ran()).toEqual([]);
    expect(await cookies()).toMatch(/^portillon=[^;]+$/);
  });

  it('stops and cleans up after a withdrawal', async () => {
    await visit();
    await answer('accept');
    await eventually(cookies).toContain('_fbp');
    await eventually(cookies).toContain('_pk_id');
    await eventually(cookies).toContain('relay_id');
    await tab.value('(self.marked = true)');
    await click('[data-consent-open]');
    await click('#portillon-panel [data-portillon="refuse"]');
    // Some end with the page alone.
    await eventually(() => tab.value('"marked" in self || document.readyState')).toBe('complete');
    await eventually(cookies).toMatch(/^portillon=[^;]+$/);
    expect(await tab.value('Object.keys(localStorage)')).toEqual(['portillon-checked']);
    await again();
    expect(asked()).toEqual([]);
    expect(await ran()).toEqual([]);
  });

  it('is used by keyboard alone: first in the order, one purpose, saved; Escape grants nothing', async () => {
    const focused = (wanted: string) =>
      tab.value<boolean>(`document.activeElement?.closest(${JSON.stringify(wanted)}) !== null`);
    const tabTo = async (wanted: string) => {
      for (let presses = 0; presses < 40 && !(await focused(wanted)); presses++) await tab.press('Tab');
      expect(await focused(wanted)).toBe(true);
    };
    await visit();
    await tab.press('Tab');
    expect(await focused('#portillon-banner')).toBe(true);
    await tabTo('[data-portillon="customise"]');
    await tab.press('Enter');
    await eventually(() => focused('#portillon-panel')).toBe(true);
    await tabTo('[data-portillon="switch"][data-purpose="audience"]');
    await tab.press(' ');
    await tab.press('Escape');
    await eventually(() => there('#portillon-panel')).toBe(false);
    expect(await tab.value('window.portillon.state.status')).toBe('undecided');
    await tabTo('[data-portillon="customise"]');
    await tab.press('Enter');
    await eventually(() => focused('#portillon-panel')).toBe(true);
    await tabTo('[data-portillon="switch"][data-purpose="audience"]');
    await tab.press(' ');
    await tabTo('[data-portillon="save"]');
    await tab.press('Enter');
    await eventually(() => there('#portillon-panel')).toBe(false);
    await eventually(() => tab.value('window.portillon.state.purposes')).toEqual({
      audience: 'granted',
      personalisation: 'denied',
      social: 'denied',
      advertising: 'denied',
      'accessibility-aid': 'denied',
    });
  });

  it.each(languages)('speaks %s', async (language) => {
    const { default: locale } = (await import(`../dist/locales/${language}.js`)) as {
      default: { title: string; refuse: string; accept: string };
    };
    await visit(`/?lang=${language}`);
    const text = (selector: string) =>
      tab.value<string>(`document.querySelector(${JSON.stringify(selector)}).textContent`);
    expect(await text('#portillon-title')).toBe(locale.title);
    expect(await text('#portillon [data-portillon="refuse"]')).toBe(locale.refuse);
    expect(await text('#portillon [data-portillon="accept"]')).toBe(locale.accept);
    const [no, yes] = await tab.value<[number[], number[]]>(
      `['refuse', 'accept'].map((name) => {
        const { width, height } = document.querySelector('#portillon [data-portillon="' + name + '"]').getBoundingClientRect();
        return [Math.round(width), Math.round(height)];
      })`,
    );
    expect(no).toEqual(yes);
  });
}
