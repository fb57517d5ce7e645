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
  return new Promise((resolve) => {
    if (!links.size) setTimeout(tidy, pause);
    links.set(link, resolve);
    void settled.then(() => {
      if (links.has(link)) links.set(link, undefined);
      resolve();
    });
  });
}

/** Those that are in the page, and who waits for the file; nobody waits for one that is spent. */
const links = new Map<Element, (() => void) | undefined>();

/** How long they are gathered, in milliseconds: each removal alone would call whoever watches the page. */
const pause = 200;

/** Takes the spent ones away, and waits no longer for those that the page took away: they leave without an event. */
function tidy(): void {
  for (const [link, resolve] of links) {
    if (resolve && link.isConnected) continue;
    resolve?.();
    link.remove();
    // Turbo takes what the next page does not have, and puts this very element back on the way back: it would fetch
    // again what may be refused by then.
    link.removeAttribute('href');
    links.delete(link);
  }
  if (links.size) setTimeout(tidy, pause);
}

/** Waits until an element has loaded, or failed. */
export const settle = (element: HTMLElement): Promise<void> =>
  new Promise((resolve) => {
    for (const name of ['load', 'error']) element.addEventListener(name, () => resolve(), { once: true });
  });
