/** https://github.com/w3c/webappsec-permissions-policy, its introspection, where the browser has it. */
interface FeaturePolicy {
  features(): string[];
  allowsFeature(name: string): boolean;
}

/** How long a page that the visitor leaves is given to go, in milliseconds: a link may lead to a download. */
const patience = 5000;
/** How often it is looked whether it is still there, in milliseconds. */
const pause = 100;

let leftAt = 0;
/** The visitor leaves, or comes back out of the history. */
const noteLeaving = ({ type }: Event) => {
  leftAt = type === 'pageshow' ? 0 : Date.now();
};
const isLeaving = () => Date.now() - leftAt < patience;

let reloading = false;
/** The page itself asks the visitor whether to leave. */
let asks = false;
const silence = (event: Event) => {
  if (event.type === 'beforeunload')
    asks = event.defaultPrevented || (event as BeforeUnloadEvent).returnValue !== '';
  if (reloading || isLeaving()) event.stopImmediatePropagation();
};

/**
 * When we reload the page to stop a vendor, or the visitor leaves it first, it must not say farewell with one more
 * request or cookie. Listeners run in the order in which they were added, so this comes before any vendor. Neither event
 * keeps a page from the back/forward cache; the two that could are added by the reload itself: in Chromium, which calls
 * the listeners of those in the order in which they were added, too late for a vendor's.
 */
export function guardFarewells(): () => void {
  const early = ['pagehide', 'visibilitychange'];
  for (const type of early) window.addEventListener(type, silence, true);
  return () => {
    for (const type of early) window.removeEventListener(type, silence, true);
  };
}

/** Where a page that reloads leaves word of the vendors to clean up after once more. */
const keyOf = (name: string): string => `${name}-withdrawn`;

/** Where a page denies `unload` to everybody, nobody can say farewell by it, and to listen would break its policy. */
function late(): string[] {
  try {
    const { featurePolicy: policy } = document as unknown as { featurePolicy: FeaturePolicy };
    if (policy.features().includes('unload') && !policy.allowsFeature('unload')) return ['beforeunload'];
  } catch {
    // The browser does not say, or the page has something else there.
  }
  return ['beforeunload', 'unload'];
}

/** A reload may come soon. Where the visitor goes elsewhere before it, that ends the page as well. */
export function expectReload(): void {
  for (const type of ['beforeunload', 'pageshow']) window.addEventListener(type, noteLeaving, true);
}

/**
 * Reloads the page; later, if it is still there, where the visitor is leaving it. `vendors` are kept under our name for
 * the page that comes, until it has taken them. `onStay`: the page asked the visitor, who stays.
 */
export function reload(name: string, vendors: readonly string[], onStay?: () => void): void {
  if (isLeaving()) {
    setTimeout(reload, pause, name, vendors, onStay);
    return;
  }
  reloading = true;
  for (const type of late()) window.addEventListener(type, silence, true);
  try {
    sessionStorage.setItem(keyOf(name), vendors.join(' '));
  } catch {
    // Then the next page cannot know, and relies on what was deleted here.
  }
  try {
    // A page that answers a form's POST would send it once more: an order must not be placed twice.
    History.prototype.replaceState.call(history, history.state, '', location.href);
  } catch {
    // A page without an address of its own came by no POST.
  }
  location.reload();
  if (asks) {
    // Whoever stays goes on with a page whose timers run, and which hears what happens. Nothing tells before it is late
    // that they go: the farewells of these seconds are silenced, however long they thought about it.
    reloading = false;
    leftAt = Date.now();
    window.removeEventListener('beforeunload', silence, true);
    if (onStay) setTimeout(onStay, patience);
    return;
  }
  // Until the next page is there, this one would go on; what waits to run may be what was withdrawn.
  for (let id = Number(setTimeout(() => {})); id > 0; id--) clearTimeout(id);
}

/** Was this very page loaded again, by whomever? Yes where the browser does not say. */
const wasReloaded = (): boolean =>
  (performance.getEntriesByType?.('navigation')[0] as { type?: string } | undefined)?.type !== 'navigate';

/**
 * What the page before handed over; it is gone afterwards. Only a page that was loaded again looks: it takes the browser
 * long.
 */
export function takeHandover(name: string): string[] {
  try {
    if (!wasReloaded()) return [];
    const text = sessionStorage.getItem(keyOf(name));
    sessionStorage.removeItem(keyOf(name));
    return text ? text.split(' ') : [];
  } catch {
    return [];
  }
}
