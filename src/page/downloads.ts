import { preload } from './preload.js';
import { createTurns } from './turns.js';

/** Begins the download of a held script, if it is still allowed when its turn comes. Settles when it is there or failed. */
export type Download = (script: HTMLScriptElement, allowed: () => boolean) => Promise<void>;

/** One download for each script, however often consent changes meanwhile. `begun` knows them, whoever began them. */
export function createDownloads(begun: WeakMap<Element, Promise<void>>): Download {
  // Beginning a thousand downloads at once would keep the page from answering.
  const turn = createTurns();
  return (script, allowed) => {
    const known = begun.get(script);
    if (known) return known;
    const module = script.getAttribute('data-type') === 'module';
    const settled = turn()
      .then(() => (allowed() ? preload(script, module) : undefined))
      .catch(() => {});
    begun.set(script, settled);
    return settled;
  };
}
