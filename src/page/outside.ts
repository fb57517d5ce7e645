/** What happens to the stored choice outside this page. */
export interface Outside {
  /** Tells the other tabs of this origin that something was stored. */
  announce(): void;
  stop(): void;
}

/** The Cookie Store API, where the browser has it: the only one that sees what a sibling domain stores. */
interface CookieEvents {
  readonly cookieStore?: EventTarget;
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
  const open = () => {
    try {
      channel ??= new BroadcastChannel(name);
      channel.onmessage = () => onChange();
    } catch {
      // Without it, the change is seen when the visitor comes back to this tab.
    }
  };
  const close = () => {
    channel?.close();
    channel = undefined;
  };
  open();
  hear(window, 'pageshow', (event) => {
    open();
    if ((event as PageTransitionEvent).persisted) onChange(true);
  });
  hear(window, 'pagehide', close);
  hear(document, 'visibilitychange', () => {
    if (document.visibilityState === 'visible') onChange();
  });
  try {
    hear((window as CookieEvents).cookieStore, 'change', () => onChange());
  } catch {
    // A page may have put something else there.
  }
  return {
    announce() {
      try {
        channel?.postMessage('');
      } catch {
        // The other tabs see it when the visitor comes back to them.
      }
    },
    stop() {
      close();
      ended.abort();
    },
  };
}
