import { preload, settle } from './preload.js';
import { assertLoadable, trust } from './trusted-types.js';

/** External scripts and modules that were put into the page and may not have run yet, and whether they still may. */
const underWay = new Map<HTMLScriptElement, () => boolean>();

/**
 * Does a framework hold on to it? They keep something of theirs on what they made. It must stay where they put it: React
 * throws its whole page away if what it takes out is not there.
 */
export const isOwned = (element: Element): boolean => Object.keys(element).length > 0;

/** Those that were made of scripts of a framework, which stay in the page behind them. */
const copies = new WeakSet<Element>();
export const isCopy = (script: Element): boolean => copies.has(script);

/** A module in the page runs a moment after it was put there, and nothing tells when: what comes behind it waits as long (ms). */
const moment = 100;

/** Settles when it ran or failed; with false where it was recalled before. */
function follow(script: HTMLScriptElement, allowed: () => boolean): Promise<boolean> {
  underWay.set(script, allowed);
  return settle(script).then(() => underWay.delete(script));
}

/**
 * After a withdrawal: what is under way and may no longer run does not. A script whose document is no longer that in which
 * it was prepared is not executed (HTML, "execute the script element"). One of the page is held again in its place; not
 * so a module without a file, which may have run after all: it must not run twice.
 */
export function recall(): void {
  for (const [script, allowed] of underWay) {
    if (allowed()) continue;
    underWay.delete(script);
    try {
      // Of a copy the original is still there.
      if (!isCopy(script) && script.matches('[src]:is([data-consent],[data-vendor])')) {
        const held = remake(script);
        held.type = 'text/plain';
        script.replaceWith(held);
      }
    } catch {
      // The page's own policy lets us make none: this one goes for good.
    }
    document.implementation.createHTMLDocument('').adoptNode(script);
    script.dispatchEvent(new Event('error'));
  }
}

/**
 * Runs a held script where it stands, as itself or as the copy made of it, which replaces it, or comes right before that of a
 * framework. Settles when it ran or failed, with false where it was recalled before; undefined where it has run.
 */
export function run(
  script: HTMLScriptElement,
  runnable: HTMLScriptElement,
  type: string,
  allowed: () => boolean,
): Promise<boolean> | undefined {
  assertOwn(runnable);
  if (type) runnable.type = type;
  else runnable.removeAttribute('type');
  // Not in the browser's own ordered list: there, one file that does not come would hold back all others. But a
  // module that stands in the page has no event by which the next one could wait for it.
  if (runnable.type === 'module' && !runnable.hasAttribute('async')) runnable.async = false;
  // Every browser that can run us ignores `nomodule` scripts, without an event.
  const isSkipped = runnable.noModule && runnable.type !== 'module';
  const settled = runnable.hasAttribute('src') && !isSkipped ? follow(runnable, allowed) : undefined;
  let started: Promise<boolean> | undefined;
  if (!settled && runnable.type === 'module') {
    underWay.set(runnable, allowed);
    started = new Promise((resolve) => setTimeout(resolve, moment)).then(() => underWay.delete(runnable));
  }
  // Only an insertion makes the browser look at a script again.
  if (runnable === script) script.parentNode?.insertBefore(script, script.nextSibling);
  else if (isOwned(script)) {
    copies.add(runnable);
    script.before(runnable);
  } else script.replaceWith(runnable);
  return settled ?? started;
}

/** A copy that can run: a script that `innerHTML` made never does. It passes its events on to the original. */
export function remake(script: HTMLScriptElement): HTMLScriptElement {
  const made = document.createElement('script');
  for (const { name, value } of script.attributes) {
    // Its handlers stay with the original; Trusted Types would refuse them as texts.
    if (!name.startsWith('on'))
      made.setAttribute(name, name === 'src' ? trust('createScriptURL', value) : value);
  }
  if (script.text) made.text = trust('createScript', script.text);
  made.nonce = script.nonce;
  for (const name of ['load', 'error']) {
    made.addEventListener(name, () => script.dispatchEvent(new Event(name)));
  }
  return made;
}

type Attributes = { readonly [name: string]: string };

/** Starts the download of a vendor's script. Settles when it is there or failed. */
export async function preloadUrl(url: string, attributes: Attributes = {}): Promise<void> {
  await preload(createScript(url, attributes), attributes.type === 'module');
}

/** Adds an external script of a vendor. Settles when it ran or failed; with false where it was recalled before. */
export function insert(url: string, allowed: () => boolean, attributes?: Attributes): Promise<boolean> {
  const script = createScript(url, attributes);
  const settled = follow(script, allowed);
  document.head.append(script);
  return settled;
}

function createScript(url: string, attributes: Attributes = {}): HTMLScriptElement {
  const script = document.createElement('script');
  script.src = trust('createScriptURL', url);
  if (ownNonce()) script.nonce = ownNonce();
  for (const name in attributes) script.setAttribute(name, attributes[name]!);
  return script;
}

/** The nonce of our own script tag: what we add to the page carries it (R117). */
let nonce: string | undefined;
/** For the scripts that are made from now on. Undefined: it is looked for in the page. */
export const useNonce = (value: string | undefined): void => {
  nonce = value;
};

/** A module does not know its tag: then it is that of the page's first script that has one. */
const ownNonce = (): string => {
  nonce ??= document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
  return nonce;
};

/**
 * Whoever can put markup into a page must not be able to run a script by marking it for us: where the page gives its
 * scripts a nonce, a held one needs it too, although `strict-dynamic` would take it from us without.
 */
function assertOwn(script: HTMLScriptElement): void {
  if (script.hasAttribute('src')) assertLoadable(script.src);
  if (ownNonce() && script.nonce !== ownNonce()) throw new TypeError('it lacks the nonce of this page.');
}
