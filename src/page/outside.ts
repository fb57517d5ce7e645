/** What happens to the stored choice outside this page. */
export interface Outside {
  /** Tells the other tabs of this origin that something was stored. */
  announce(): void;
  stop(): void;
}

/** The Cookie Store API, where the browser has it: the only one that sees what a sibling domain stores. */
interface CookieEvents extends EventTarget {
  readonly cookieStore?: EventTarget;
}

/**
 * Calls back whenever the choice may have changed elsewhere: in another tab, or while this page was hidden or in the
 * back/forward cache (R57). It does not say what changed. Nothing here keeps a page from that cache: the channel is
 * closed while the page is away.
 */
export function listenOutside(name: string, onChange: () => void): Outside {
  let channel: BroadcastChannel | undefined;
  const open = () => {
    try {
      channel ??= new BroadcastChannel(name);
      channel.onmessage = onChange;
    } catch {
      // Without it, the change is seen when the visitor comes back to this tab.
    }
  };
  const close = () => {
    channel?.close();
    channel = undefined;
  };
  const onShow = ({ persisted }: PageTransitionEvent) => {
    open();
    if (persisted) onChange();
  };
  const onVisible = () => {
    if (document.visibilityState === 'visible') onChange();
  };
  let cookieStore: EventTarget | undefined;
  open();
  window.addEventListener('pageshow', onShow, true);
  window.addEventListener('pagehide', close);
  document.addEventListener('visibilitychange', onVisible);
  try {
    cookieStore = (window as unknown as CookieEvents).cookieStore;
    cookieStore?.addEventListener('change', onChange);
  } catch {
    // A page may refuse it, or have put something else there.
  }
  return {
    announce() {
      try {
        channel?.postMessage('');
      } catch {
        // As above.
      }
    },
    stop() {
      close();
      window.removeEventListener('pageshow', onShow, true);
      window.removeEventListener('pagehide', close);
      document.removeEventListener('visibilitychange', onVisible);
      cookieStore?.removeEventListener?.('change', onChange);
    },
  };
}
