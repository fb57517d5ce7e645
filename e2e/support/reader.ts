import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import type { World } from './world.js';

interface Reader {
  start(options: { container: Node }): Promise<void>;
  stop(): Promise<void>;
  next(): Promise<void>;
  act(): Promise<void>;
  lastSpokenPhrase(): Promise<string>;
  spokenPhraseLog(): Promise<string[]>;
}
declare global {
  interface Window {
    reader: Reader;
  }
}

const file = new URL(
  '../../node_modules/@guidepup/virtual-screen-reader/lib/esm/index.browser.js',
  import.meta.url,
);
const path = '/virtual-screen-reader.js';

/** A screen reader that runs in the page and says what its accessibility tree holds, phrase by phrase. */
export interface Listener {
  /** Goes on to the next phrase that begins so. */
  findNext(phrase: string): Promise<void>;
  /** Presses what was said last. */
  act(): Promise<void>;
  transcript(): Promise<readonly string[]>;
}

export async function serveReader({ server }: World): Promise<void> {
  const body = await readFile(file);
  server.handle((request) => (request.path === path ? { body, type: 'text/javascript' } : undefined));
}

/** Runs in the page: this reader asks for the attribute `checked`, which is how a box began; browsers tell how it is. */
function tellCheckedAsItIs(): void {
  const input = HTMLInputElement.prototype;
  const { getAttribute, hasAttribute } = input;
  input.getAttribute = function (name) {
    return name === 'checked' ? String(this.checked) : getAttribute.call(this, name);
  };
  input.hasAttribute = function (name) {
    return name === 'checked' || hasAttribute.call(this, name);
  };
}

export async function startReader(page: Page): Promise<Listener> {
  await page.evaluate(`import('${path}').then(({ virtual }) => { self.reader = virtual })`);
  await page.evaluate(tellCheckedAsItIs);
  await page.evaluate(() => window.reader.start({ container: document.body }));
  return {
    findNext: (phrase) =>
      page.evaluate(async (wanted) => {
        const { reader } = window;
        for (let steps = 0; steps < 300; steps++) {
          await reader.next();
          if ((await reader.lastSpokenPhrase()).startsWith(wanted)) return;
        }
        throw new Error(
          `never said: ${wanted}, but: ${(await reader.spokenPhraseLog()).slice(-300).join(' | ')}`,
        );
      }, phrase),
    act: () => page.evaluate(() => window.reader.act()),
    transcript: () => page.evaluate(() => window.reader.spokenPhraseLog()),
  };
}

/** The first phrase that was not said after those before it. */
export function firstMissing(said: readonly string[], wanted: readonly string[]): string | undefined {
  let from = 0;
  return wanted.find((phrase) => {
    const found = said.findIndex((one, index) => index >= from && one.startsWith(phrase));
    if (found >= 0) from = found + 1;
    return found < 0;
  });
}
