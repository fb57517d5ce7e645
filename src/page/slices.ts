import { yieldToPage } from './lifecycle.js';

/** At most this long without giving way to the visitor, in milliseconds. */
const slice = 8;

/** Does many small pieces of work in their order, and lets the browser answer the visitor in between. */
export function createSlices(): (piece: () => void) => void {
  let pieces: (() => void)[] = [];
  let working = false;

  async function work(): Promise<void> {
    let end = performance.now() + slice;
    while (pieces.length) {
      const batch = pieces;
      pieces = [];
      for (const piece of batch) {
        piece();
        if (performance.now() < end) continue;
        await yieldToPage();
        end = performance.now() + slice;
      }
    }
    working = false;
  }

  return (piece) => {
    pieces.push(piece);
    if (working) return;
    working = true;
    queueMicrotask(() => void work());
  };
}
