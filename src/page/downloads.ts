import { yieldToPage } from './lifecycle.js';
import { preload } from './preload.js';

/** Begins the download of a held script, if it is still allowed when its turn comes. Settles when it is there or failed. */
export type Download = (script: HTMLScriptElement, allowed: () => boolean) => Promise<void>;

/** At most this long without giving way to the visitor, in milliseconds. */
const slice = 8;

/** One download for each script, however often consent changes meanwhile. `begun` knows them, whoever began them. */
export function createDownloads(begun: WeakMap<Element, Promise<void>>): Download {
  /** Whose turn comes: beginning a thousand downloads at once would keep the page from answering. */
  const waiting = new Set<() => void>();

  async function beginAll(): Promise<void> {
    while (waiting.size) {
      await yieldToPage();
      const end = performance.now() + slice;
      for (const begin of waiting) {
        waiting.delete(begin);
        begin();
        if (performance.now() >= end) break;
      }
    }
  }

  return (script, allowed) => {
    const known = begun.get(script);
    if (known) return known;
    const module = script.getAttribute('data-type') === 'module';
    const settled = new Promise<void>((resolve) => {
      const begin = () => {
        try {
          resolve(allowed() ? preload(script, module) : undefined);
        } catch {
          resolve();
        }
      };
      if (waiting.add(begin).size === 1) void beginAll();
    });
    begun.set(script, settled);
    return settled;
  };
}
