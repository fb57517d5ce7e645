import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type EngineName, start, type Tab } from './support/engines.js';
import { type Server, startServer } from './support/server.js';
import {
  allTags,
  builds,
  bundleProgram,
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
const tested: readonly EngineName[] = engines.firefox ? ['Chromium', 'Firefox'] : ['Chromium'];
let bundle: Record<string, string>;

beforeAll(async () => {
  bundle = await bundleProgram();
});

const cases = builds.flatMap((build) =>
  (Object.keys(policies) as PolicyName[]).map((policy) => [build, policy] as const),
);

describe.each(tested)('%s', (name) => {
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

      await click('[data-consent-open]');
      await click('#portillon-panel [data-portillon="refuse"]');
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
});
