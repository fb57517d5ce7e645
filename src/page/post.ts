/** How long an answer is waited for, in milliseconds. */
const patience = 10_000;

/** No cookie, no address of the page: the body says all. A redirect could turn the post into a page that says 200. */
const options = (body: string): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body,
  credentials: 'omit',
  referrerPolicy: 'no-referrer',
  redirect: 'error',
  cache: 'no-store',
});

/**
 * Posts JSON. Gives the status of the answer, or 0 where none came in time. With `outlive` it goes on after the page
 * is closed, if the browser's quota for that is not used up.
 */
export async function post(url: string, body: string, outlive: boolean): Promise<number> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), patience);
  try {
    return (await fetch(url, { ...options(body), keepalive: outlive, signal: limit.signal })).status;
  } catch {
    return 0;
  } finally {
    clearTimeout(timer);
  }
}

/** Posts JSON while the page closes; whether it arrived is never known. */
export function postLast(url: string, body: string): void {
  try {
    if ('keepalive' in Request.prototype) fetch(url, { ...options(body), keepalive: true }).catch(() => {});
    else navigator.sendBeacon(url, new Blob([body], { type: 'application/json' }));
  } catch {
    // It stays on the device for the next page.
  }
}

/** False only where the browser is sure. */
export const isOnline = (): boolean => navigator.onLine !== false;
