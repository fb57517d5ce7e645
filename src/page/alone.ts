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

/** Waits for things as long as the visitor stays. */
export interface Waiting {
  /** At most so long, in milliseconds; undefined for what is not there by then. */
  for<T>(awaited: Promise<T>, longest: number): Promise<T | undefined>;
  stop(): void;
}

/** What follows from it as the page is left still comes before what a `watchPage` that begins later does then. */
export function createWaiting(): Waiting {
  const waits = new Set<() => void>();
  const stop = watchPage(
    () => {},
    () => {
      for (const end of waits) end();
    },
  );
  return {
    stop,
    for: (awaited, longest) =>
      new Promise((resolve, reject) => {
        const end = () => {
          clearTimeout(clock);
          waits.delete(end);
          resolve(undefined);
        };
        const clock = setTimeout(end, longest);
        waits.add(end);
        awaited.then(resolve, reject).finally(end);
      }),
  };
}

/** The name of the page's host, without the port. */
export const hostName = (): string => location.hostname;
