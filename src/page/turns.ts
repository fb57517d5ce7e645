import { yieldToPage } from './lifecycle.js';

/** At most this long without giving way to the visitor, in milliseconds. */
const slice = 8;

/**
 * Many small pieces of work take turns: each promise is fulfilled after the one before, and the browser may answer the
 * visitor in between. The first begins as soon as nothing else runs.
 */
export function createTurns(): () => Promise<void> {
  let last = Promise.resolve();
  let end = 0;
  async function rest(): Promise<void> {
    if (performance.now() < end) return;
    await yieldToPage();
    end = performance.now() + slice;
  }
  return () => {
    const turn = last;
    last = turn.then(rest);
    return turn;
  };
}
