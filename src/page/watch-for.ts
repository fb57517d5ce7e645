import { findAll } from './events.js';

/** How long changes of the page are gathered before it is looked at, in milliseconds. */
const pause = 200;

/**
 * Calls back once an element that matches is in the page. Cheap: it looks at the page, not at its changes, and after the
 * first change it hears of no other until it has looked, so that a page which builds itself pays nothing for each.
 */
export function watchFor(selector: string, action: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const observer = new MutationObserver(() => {
    observer.disconnect();
    timer = setTimeout(look, pause);
  });
  function look(): void {
    if (findAll(selector).length) action();
    else observer.observe(document, { childList: true, subtree: true });
  }
  look();
  return () => {
    observer.disconnect();
    clearTimeout(timer);
  };
}
