import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type EngineName, start, type Tab } from './support/engines.js';
import { type Server, startServer } from './support/server.js';
import {
  allTags,
  builds,
  bundleProgram,
  nonce,
  type PolicyName,
  playQuietVendors,
  policies,
  reported,
  strictFiles,
  strictPage,
} from './support/strict.js';
import { eventually } from './support/tags.js';

// Trusted Types came to Firefox with version 148: before, those directives are ignored there, and the rest holds.

const engines = inject('engines');
let bundle: Record<string, string>;

beforeAll(async () => {
  bundle = await bundleProgram();
});

const cases = builds.flatMap((build) =>
  (Object.keys(policies) as PolicyName[]).map((policy) => [build, policy] as const),
);

describe('Chromium', () => testIn('Chromium'));
describe.skipIf(!engines.firefox)('Firefox', () => testIn('Firefox'));

function testIn(name: EngineName): void {
  let server: Server;
  let tab: Tab;
  let number = 0;

  beforeAll(async () => {
    server = await startServer();
    server.handle(playQuietVendors);
    tab = await start(name, engines, server.port);
  });
  afterAll(async () => {
    await tab?.close();
    await server?.close();
  });

  /** A site of its own, so that no test finds what another stored. */
  async function visit(policy: PolicyName, page: string, csp: string = policies[policy]): Promise<string> {
    const host = `www.strict-${++number}.co.uk`;
    server.handle((request) => {
      if (request.host !== host || request.path.startsWith('/portillon/')) return undefined;
      const code = bundle[request.path];
      if (code !== undefined) return { type: 'text/javascript', body: code };
      if (request.path === '/violated') return { status: 204 };
      return strictFiles(request.path) ?? { body: page, headers: { 'content-security-policy': csp } };
    });
    await tab.open(`https://${host}/`);
    return host;
  }

  const there = (selector: string) =>
    tab.value<boolean>(`document.querySelector(${JSON.stringify(selector)}) !== null`);
  const seen = () => tab.value<string[]>('self.seen');
  const ran = async () => (await tab.value<string[]>('self.ran ?? []')).toSorted();
  async function click(selector: string): Promise<void> {
    await eventually(() => there(selector)).toBe(true);
    await tab.click(selector);
  }

  it.each(cases)(
    '%s, %s: works from the banner to the withdrawal, and nothing is violated',
    async (build, policy) => {
      const host = await visit(policy, strictPage(policy, build));
      const inline = policy !== 'hosts alone';
      await eventually(() => there('#portillon-banner')).toBe(true);
      expect(await tab.value('getComputedStyle(document.querySelector("#portillon-banner")).position')).toBe(
        'fixed',
      );
      expect(await ran()).toEqual([]);

      await click('#portillon [data-portillon="customise"]');
      await click('#portillon-panel [data-portillon="accept"]');
      await tab.value('document.body.append(document.querySelector("#late").content), 1');
      await eventually(ran).toEqual(allTags(inline));
      await eventually(() => tab.value('document.querySelector("iframe").src')).toBe(
        'https://video.example/film',
      );
      expect(await there('#unfolded')).toBe(true);
      await eventually(() => tab.value('document.cookie')).toContain('relay_id');
      expect(await seen()).toEqual([]);

      await tab.value('(self.marked = true)');
      await click('[data-consent-open]');
      await click('#portillon-panel [data-portillon="refuse"]');
      // The tags that no vendor answers for end with the page.
      await eventually(() => tab.value('"marked" in self || document.readyState')).toBe('complete');
      await eventually(() => there('#unfolded')).toBe(false);
      await eventually(() => tab.value('document.cookie')).toMatch(/^portillon=[^;]+$/);
      await eventually(() => there('[data-portillon="placeholder"]')).toBe(true);
      expect(await seen()).toEqual([]);

      await tab.open(`https://${host}/again`);
      await click('[data-portillon="load-once"]');
      await eventually(() => tab.value('document.querySelector("iframe").src')).toBe(
        'https://video.example/film',
      );
      expect(await there('#portillon-banner')).toBe(false);
      expect(await ran()).toEqual([]);
      expect(await seen()).toEqual([]);
      expect(reported(server.hits, host)).toEqual([]);
    },
  );

  const strict = 'nonce and strict-dynamic';
  const codes = () => tab.value<string[]>('portillon.problems.map(({ code }) => code)');
  const accept = () => click('#portillon-banner [data-portillon="accept"]');
  const grave = async () => (await seen()).filter((line) => /^(violated|error|rejection)/.test(line));

  it('has one policy where the tag and the ES build stand in one page', async () => {
    const page = strictPage(strict, 'tag').replace(
      '</head>',
      `<script nonce="${nonce}" type="module" src="/app/program.js"></script></head>`,
    );
    await visit(strict, page);
    await eventually(() => tab.value('self.consent !== undefined')).toBe(true);
    await tab.value('self.consent.decide("all", { source: "test" }), 1');
    await tab.value('self.portillon.decide("all", { source: "test" }), 1');
    await eventually(ran).toEqual(expect.arrayContaining(['relay.example/tag.js', 'folded inline']));
    expect(await grave()).toEqual([]);
  });

  it('says once that the page does not name its policy; what the parser made runs, the rest stays held', async () => {
    const csp = policies[strict].replace('trusted-types portillon', 'trusted-types other');
    await visit(strict, strictPage(strict, 'tag'), csp);
    await accept();
    await eventually(ran).toEqual(['module', 'parsed', 'parsed inline']);
    await eventually(codes).toEqual(['policy-refused']);
    expect(await there('#unfolded')).toBe(false);
    expect((await grave()).filter((line) => !line.startsWith('violated'))).toEqual([]);
  });

  it('lets nothing but its own through its policy', async () => {
    const spy = `<script nonce="${nonce}" src="/spy.js"></script>`;
    await visit(strict, strictPage(strict, 'tag').replace('<head>', `<head>${spy}`));
    await accept();
    await eventually(() => tab.value('self.rules !== undefined')).toBe(true);
    const attempt = (rule: string, text: string) =>
      tab.value(
        `(() => { try { return rules.${rule}(${JSON.stringify(text)}); } catch (error) { return error.name; } })()`,
      );
    for (const url of [
      'https://evil.example/x.js',
      'https://relay.example/tag.js',
      'data:text/javascript,1',
      '/x.js',
    ])
      expect(await attempt('createScriptURL', url)).toBe('TypeError');
    expect(await attempt('createScript', 'alert(1)')).toBe('TypeError');
    expect(await tab.value('Object.keys(rules).sort()')).toEqual(['createScript', 'createScriptURL']);
  });

  it('starts no tag that lacks the nonce of the page: markup alone must not become code', async () => {
    const evil = `<script type="text/plain" data-consent="advertising" src="https://tags.example/evil.js?name=evil"></script>
<script type="text/plain" data-consent="advertising" nonce="guess" src="https://tags.example/guess.js?name=guess"></script>
<template data-consent="advertising"><script src="https://tags.example/inner.js?name=inner"></script></template>`;
    await visit(strict, strictPage(strict, 'tag', { body: evil }));
    await accept();
    await tab.value('document.body.append(document.querySelector("#late").content), 1');
    await eventually(ran).toEqual(allTags(true));
    await eventually(codes).toEqual(['tag-failed', 'tag-failed', 'tag-failed']);
  });
}
