import { findAll } from './events.js';

/** How long changes of the page are gathered before it is looked at, in milliseconds. */
const pause = 200;

/** Calls back once an element that matches is in the page. Cheap: it looks at the page, not at its changes. */
export function watchFor(selector: string, action: () => void): () => void {
  let waiting = false;
  const look = () => {
    waiting = false;
    if (!findAll(selector).length) return;
    observer.disconnect();
    action();
  };
  const observer = new MutationObserver(() => {
    if (!waiting) setTimeout(look, pause);
    waiting = true;
  });
  observer.observe(document, { childList: true, subtree: true });
  look();
  return () => observer.disconnect();
}
