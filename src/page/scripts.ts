import { captureWrites, takeWrites } from './document-write.js';

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
  return settled.then(() => link.remove());
}

/** What a script that writes into the page depends on. */
export interface WriteHooks {
  /** Asked again before each script that it wrote. */
  allowed(): boolean;
  /** Told why something that was written is lost. */
  onLostWrite(why: string): void;
}

/**
 * Runs a held script where it stands, as itself or as the copy made of it. Settles when it, and what it wrote into
 * the page, ran or failed.
 */
export function run(
  script: HTMLScriptElement,
  runnable: HTMLScriptElement,
  type: string,
  hooks: WriteHooks,
): Promise<unknown> | undefined {
  if (type) runnable.type = type;
  else runnable.removeAttribute('type');
  // Not in the browser's own ordered list: there, one file that does not come would hold back all others. But a
  // module that stands in the page has no event by which the next one could wait for it.
  const inOrder = !runnable.hasAttribute('async');
  if (inOrder && runnable.type === 'module') runnable.async = false;
  const external = runnable.hasAttribute('src') && !isSkipped(runnable);
  const settled = external ? settle(runnable) : undefined;
  if (inOrder) captureWrites(runnable, hooks.onLostWrite);
  // Only an insertion makes the browser look at a script again.
  if (runnable === script) script.parentNode?.insertBefore(script, script.nextSibling);
  else script.replaceWith(runnable);
  const place = () => placeWrites(runnable, hooks);
  return settled ? settled.then(place) : place();
}

/** What a script wrote comes behind it, and its scripts run one after another. */
function placeWrites(script: HTMLScriptElement, hooks: WriteHooks): Promise<unknown> | undefined {
  const nodes = takeWrites(script);
  if (!nodes) hooks.onLostWrite('which the Trusted Types of this page forbid.');
  if (!nodes?.length) return undefined;
  const holder = document.createDocumentFragment();
  holder.append(...nodes);
  const inner = [...holder.querySelectorAll('script')];
  // In the head, the parser would have begun the body with anything but metadata.
  const inHead = script.parentNode === document.head;
  const visible = inHead ? nodes.filter((node) => node instanceof Element && !isMetadata(node)) : [];
  document.body?.prepend(...visible);
  if (script.parentNode) script.after(holder);
  else document.body?.append(holder);
  return inner.reduce<Promise<unknown>>(
    (before, one) =>
      before.then(() => (hooks.allowed() ? run(one, remake(one), one.type, hooks) : undefined)),
    Promise.resolve(),
  );
}

const isMetadata = (node: Element): boolean =>
  /^(script|style|link|meta|title|template|noscript)$/.test(node.localName);

/** A copy that can run: a script that `innerHTML` made never does. It passes its events on to the original. */
export function remake(script: HTMLScriptElement): HTMLScriptElement {
  const made = document.createElement('script');
  for (const { name, value } of script.attributes) {
    if (name !== 'onload' && name !== 'onerror') made.setAttribute(name, value);
  }
  made.text = script.text;
  made.nonce = script.nonce;
  for (const name of ['load', 'error']) {
    made.addEventListener(name, () => script.dispatchEvent(new Event(name)));
  }
  return made;
}

/** Every browser that can run us ignores `nomodule` scripts, without an event. */
const isSkipped = (script: HTMLScriptElement): boolean => script.noModule && script.type !== 'module';

type Attributes = { readonly [name: string]: string };

/** Starts the download of a vendor's script. Settles when it is there or failed. */
export function preloadUrl(url: string, attributes: Attributes = {}): Promise<void> {
  return preload(createScript(url, attributes), attributes.type === 'module') ?? Promise.resolve();
}

/** Adds an external script of a vendor. Settles when it ran or failed. */
export function insert(url: string, attributes: Attributes = {}): Promise<void> {
  const script = createScript(url, attributes);
  const settled = settle(script);
  document.head.append(script);
  return settled;
}

function createScript(url: string, attributes: Attributes): HTMLScriptElement {
  const script = document.createElement('script');
  script.src = url;
  if (nonce) script.nonce = nonce;
  for (const [name, value] of Object.entries(attributes)) script.setAttribute(name, value);
  return script;
}

/** The nonce of our own script tag: what we add to the page carries it (R117). */
let nonce = '';
export const useNonce = (value: string): void => {
  nonce = value;
};

const settle = (element: HTMLElement): Promise<void> =>
  new Promise((resolve) => {
    const done = () => resolve();
    element.addEventListener('load', done, { once: true });
    element.addEventListener('error', done, { once: true });
  });
