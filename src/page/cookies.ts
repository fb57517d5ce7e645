/** Every value that stands under a name, as it is written. */
export function readAll(name: string): string[] {
  return list()
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}

/** May this page set any, as far as the browser tells? */
export const areCookiesOn = (): boolean => navigator.cookieEnabled;

/** The cookies that script can see, `name=value`. */
export function list(): string[] {
  try {
    return document.cookie.split('; ');
  } catch {
    // A sandboxed frame refuses even to look.
    return [];
  }
}

/**
 * Writes a cookie of our own (R120); `domain` undefined keeps it to this host. Neither name nor text may hold what a
 * cookie cannot. The browser may refuse: read it back. Only https pages may set Secure.
 * Chromium throws out cookies of high priority last where a site has too many.
 */
export function write(name: string, text: string, domain: string | undefined, expires: number): void {
  const where = `path=/${domain ? `; domain=${domain}` : ''}`;
  const secure = location.protocol === 'https:' ? '; secure' : '';
  try {
    document.cookie = `${name}=${text}; ${where}; expires=${new Date(expires).toUTCString()}; samesite=lax; priority=high${secure}`;
  } catch {
    // Refused: the caller reads it back.
  }
}
