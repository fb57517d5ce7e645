/**
 * Starts the download of a script that will run later, so that order costs no time. Settles when it is there, with true, or
 * failed.
 */
export function preload(script: HTMLScriptElement, module: boolean): Promise<boolean> | undefined {
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
  return settled.then((isHere) => {
    link.remove();
    return isHere;
  });
}

/** Waits until an element has loaded, with true, or failed. */
export const settle = (element: HTMLElement): Promise<boolean> =>
  new Promise((resolve) => {
    for (const name of ['load', 'error'])
      element.addEventListener(name, () => resolve(name === 'load'), { once: true });
  });
