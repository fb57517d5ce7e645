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
  return settled.then(() => drop(link));
}

/** Links that did their work, to be taken away together: each removal alone would call whoever watches the page. */
const spent: Element[] = [];

/** How long they are gathered, in milliseconds. */
const pause = 200;

function drop(link: Element): void {
  if (spent.push(link) > 1) return;
  setTimeout(() => {
    for (const one of spent.splice(0)) one.remove();
  }, pause);
}

/** Waits until an element has loaded, or failed. */
export const settle = (element: HTMLElement): Promise<void> =>
  new Promise((resolve) => {
    for (const name of ['load', 'error']) element.addEventListener(name, () => resolve(), { once: true });
  });
