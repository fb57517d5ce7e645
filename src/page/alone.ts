/**
 * Runs this while no other tab of the origin does so under the same name, where the browser can tell; at once where
 * it cannot. A page that is left gives its turn away: it may be frozen in the history.
 */
export async function alone(name: string, action: () => Promise<unknown>): Promise<void> {
  if (!navigator.locks) {
    await action();
    return;
  }
  const leaving = new AbortController();
  const left = new Promise<void>((resolve) => leaving.signal.addEventListener('abort', () => resolve()));
  const leave = () => leaving.abort();
  let begun = false;
  window.addEventListener('pagehide', leave);
  try {
    await navigator.locks.request(name, { signal: leaving.signal }, () => {
      begun = true;
      return Promise.race([action(), left]);
    });
  } catch (error) {
    if (begun) throw error;
    if (!leaving.signal.aborted) await action();
  } finally {
    window.removeEventListener('pagehide', leave);
  }
}

/** Calls back when the browser is online again or the page comes back from the history, and when the page is left. */
export function watchPage(onReturn: () => void, onLeave: () => void): () => void {
  const events = new AbortController();
  const { signal } = events;
  window.addEventListener('online', onReturn, { signal });
  window.addEventListener('pageshow', ({ persisted }) => persisted && onReturn(), { signal });
  window.addEventListener('pagehide', onLeave, { signal });
  return () => events.abort();
}

/** The name of the page's host, without the port. */
export const hostName = (): string => location.hostname;
