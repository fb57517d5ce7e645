/** Starts the download of a script that will run later, so that order costs no time. Settles when it is there or failed. */
export function preload(script: HTMLScriptElement, module: boolean): Promise<void> | undefined {
  if (script.noModule && !module) return undefined;
  // A module that is fetched before a held import map is would miss it.
  if (module && document.querySelector('[data-type="importmap"]')) return undefined;
  const link = document.createElement('link');
  link.rel = module ? 'modulepreload' : 'preload';
  link.as = 'script';
  for (const name of ['crossorigin', 'integrity', 'referrerpolicy', 'fetchpriority']) {
    const value = script.getAttribute(name);
    if (value !== null) link.setAttribute(name, value);
  }
  // A nonce is readable as a property only.
  if (script.nonce) link.nonce = script.nonce;
  const settled = settle(link);
  link.href = script.src;
  document.head.append(link);
  return Promise.race([settled, gone(link)]).then(() => drop(link));
}

/** A page that takes the link away, as Turbo does with what the next page does not have, leaves it without an event. */
async function gone(link: Element): Promise<void> {
  do await new Promise((resolve) => setTimeout(resolve, pause));
  while (link.isConnected);
}

/** Links that did their work, to be taken away together: each removal alone would call whoever watches the page. */
const spent: Element[] = [];

/** How long they are gathered, and how often it is looked whether one is still there, in milliseconds. */
const pause = 200;

function drop(link: Element): void {
  if (spent.push(link) > 1) return;
  setTimeout(() => {
    for (const one of spent.splice(0)) {
      one.remove();
      // Turbo puts this very element back on the way back: it would fetch again what may be refused by then.
      one.removeAttribute('href');
    }
  }, pause);
}

/** Waits until an element has loaded, or failed. */
export const settle = (element: HTMLElement): Promise<void> =>
  new Promise((resolve) => {
    for (const name of ['load', 'error']) element.addEventListener(name, () => resolve(), { once: true });
  });
