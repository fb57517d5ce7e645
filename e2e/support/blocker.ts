import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Worker } from 'playwright';
import { afterAll, beforeAll, inject } from 'vitest';
import { launchArguments, listen, type Visitor, type World } from './world.js';

const manifest = {
  manifest_version: 3,
  name: 'Hides parts of pages',
  version: '1',
  permissions: ['scripting', 'webNavigation', 'tabs'],
  host_permissions: ['<all_urls>'],
  background: { service_worker: 'background.js' },
};
const background = `const rules = {};
const hide = (tabId, url) => {
  const css = URL.canParse(url) && rules[new URL(url).hostname];
  if (css) chrome.scripting.insertCSS({ target: { tabId }, origin: 'USER', css }).catch(() => {});
};
chrome.webNavigation.onCommitted.addListener(({ tabId, url }) => hide(tabId, url));
self.block = async (host, css) => {
  rules[host] = css;
  for (const { id, url } of await chrome.tabs.query({})) hide(id, url);
};`;

export interface Blocker {
  /** From now on this style of the user's holds on this site, over whatever the site declares. */
  block(host: string, css: string): Promise<void>;
  visitor(): Promise<Visitor>;
}

/** A browser with an extension that hides parts of pages as content blockers do: by a sheet of the user's origin. */
export function useBlocker(world: World): Blocker {
  let context: BrowserContext;
  let worker: Worker;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portillon-blocker-'));
    const extension = join(folder, 'extension');
    await mkdir(extension);
    await writeFile(join(extension, 'manifest.json'), JSON.stringify(manifest));
    await writeFile(join(extension, 'background.js'), background);
    context = await chromium.launchPersistentContext(join(folder, 'profile'), {
      executablePath: inject('engines').chromium,
      args: [...launchArguments(world.server.port), `--load-extension=${extension}`],
      ignoreDefaultArgs: ['--disable-extensions'],
      ignoreHTTPSErrors: true,
      locale: 'fr-FR',
    });
    context.setDefaultTimeout(10_000);
    worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  });
  afterAll(async () => {
    await context?.close();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    block: (host, css) =>
      worker.evaluate(
        ([site, rule]) =>
          (self as unknown as { block(...rule: string[]): Promise<void> }).block(site!, rule!),
        [host, css],
      ),
    async visitor() {
      await context.clearCookies();
      const page = await context.newPage();
      return { context, page, ...listen(page), close: () => page.close() };
    },
  };
}
