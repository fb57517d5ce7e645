/** False on a server, where nothing may run. */
export const hasPage = (): boolean => typeof document !== 'undefined' && typeof location !== 'undefined';

/** The address against which the page resolves others; undefined on a server. */
export const pageUrl = (): string | undefined => (hasPage() ? document.baseURI : undefined);

/** Calls back once the body exists; at once if it does. */
export function whenBody(ready: () => void): void {
  if (document.body) {
    ready();
    return;
  }
  const observer = new MutationObserver(() => {
    if (!document.body) return;
    observer.disconnect();
    ready();
  });
  observer.observe(document.documentElement, { childList: true });
}

/** Is the parser done? Deferred scripts may not have run yet. */
export const isParsed = (): boolean => document.readyState !== 'loading';

/** Calls back once the parser is done; at once if it is. */
export function whenParsed(ready: () => void): void {
  if (isParsed()) ready();
  else document.addEventListener('DOMContentLoaded', ready, { once: true });
}

/** How long a frame is waited for, in milliseconds: while a sheet of the page is on its way, there is none. */
const longestFrame = 1000;

/** Waits until the browser has painted what was changed; a page that is hidden, or cannot be painted, is not waited for. */
export function afterPaint(action: () => void): void {
  let isDone = false;
  const act = () => {
    if (isDone) return;
    isDone = true;
    action();
  };
  const isHidden = document.visibilityState === 'hidden';
  if (!isHidden) requestAnimationFrame(() => void yieldToPage().then(act));
  setTimeout(act, isHidden ? 0 : longestFrame);
}

type Scheduler = { yield?: () => Promise<void> };

/** Lets the browser answer the visitor before more work is done. */
export function yieldToPage(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: Scheduler };
  return scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
}

/** Did the visitor just act? Where the browser cannot tell, no. */
export const hasGesture = (): boolean => navigator.userActivation?.isActive ?? false;

/** The languages the visitor reads: that of the page first, then those of the browser. */
export const languages = (): string[] =>
  [document.documentElement.lang, ...(navigator.languages ?? [])].filter(Boolean);

/** Does the browser send Global Privacy Control? https://www.w3.org/TR/gpc/ */
export const hasPrivacySignal = (): boolean =>
  (navigator as { globalPrivacyControl?: unknown }).globalPrivacyControl === true;

/** Is this page drawn ahead for a visitor who may never come? https://wicg.github.io/nav-speculation/prerendering.html */
export const isPrerendered = (): boolean => (document as { prerendering?: unknown }).prerendering === true;

/** Fulfilled once the visitor is there; nothing to wait for on every page that is not prerendered. */
export const whenVisited = (): Promise<unknown> | undefined =>
  isPrerendered()
    ? new Promise((resolve) => document.addEventListener('prerenderingchange', resolve, { once: true }))
    : undefined;

/**
 * Does a page around this one ask already? A page of another origin does not tell; what is answered in a frame of another
 * site would not last: then yes (R122).
 */
export function isAskedAround(): boolean {
  try {
    for (let page: Window = self; page !== top; ) {
      page = page.parent;
      if (Symbol.for('portillon') in page) return true;
    }
    return false;
  } catch {
    return true;
  }
}

/** A timer of a browser holds no more than this, in milliseconds (24 days). */
export const longestTimer = 2 ** 31 - 1;

/** Calls back at this time, however far away; never for a page that is closed before. Returns how to stop. */
export function at(time: number, action: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const wait = () => {
    const rest = time - Date.now();
    if (rest <= 0) action();
    else timer = setTimeout(wait, Math.min(rest, longestTimer));
  };
  timer = setTimeout(wait);
  return () => clearTimeout(timer);
}
