/** What happens to the stored choice outside this page. */
export interface Outside {
  /** Begins to listen, and calls back once for what happened before. Does nothing after `stop`. */
  open(): void;
  /** Tells the other tabs of this origin that something was stored. */
  announce(): void;
  stop(): void;
}

/** The Cookie Store API, where the browser has it: the only one that sees what a sibling domain stores. */
interface CookieEvents {
  readonly cookieStore?: EventTarget;
}
type Cookies = readonly { readonly name?: string }[];
/** https://cookiestore.spec.whatwg.org/#CookieChangeEvent */
interface CookieChange extends Event {
  readonly changed?: Cookies;
  readonly deleted?: Cookies;
}

/**
 * Calls back whenever the choice may have changed elsewhere: in another tab, or while this page was hidden or in the
 * back/forward cache (R57); then `returned` is true. Nothing here keeps a page from that cache: the channel is closed
 * while the page is away.
 */
export function listenOutside(name: string, onChange: (returned?: boolean) => void): Outside {
  const ended = new AbortController();
  const hear = (target: EventTarget | undefined, type: string, listener: (event: Event) => void) =>
    target?.addEventListener(type, listener, { capture: true, signal: ended.signal });
  let channel: BroadcastChannel | undefined;
  /** Has the page been left for the history? Whoever opens the channel is back. */
  let isAway = false;
  const openChannel = () => {
    isAway = false;
    if (ended.signal.aborted) return;
    try {
      channel ??= new BroadcastChannel(name);
      channel.onmessage = () => onChange();
    } catch {
      // Without it, the change is seen when the visitor comes back to this tab.
    }
  };
  const leave = () => {
    isAway = true;
    channel?.close();
    channel = undefined;
  };
  return {
    open() {
      openChannel();
      hear(window, 'pageshow', (event) => {
        openChannel();
        if ((event as PageTransitionEvent).persisted) onChange(true);
      });
      hear(window, 'pagehide', leave);
      // A page out of the history hears this first, before its timers go on.
      hear(document, 'visibilitychange', () => {
        if (document.visibilityState === 'visible') onChange(isAway);
      });
      try {
        hear((window as CookieEvents).cookieStore, 'change', (event) => {
          // Vendors change theirs all the time, and each look takes the browser long.
          const { changed = [], deleted = [] } = event as CookieChange;
          if ([...changed, ...deleted].some((cookie) => cookie.name === name)) onChange();
        });
      } catch {
        // A page may have put something else there.
      }
      onChange();
    },
    announce() {
      openChannel();
      try {
        channel?.postMessage('');
      } catch {
        // The other tabs see it when the visitor comes back to them.
      }
    },
    stop() {
      leave();
      ended.abort();
    },
  };
}
