import Cookies from 'js-cookie';

/** The domains above and including this host that may carry a cookie, widest first; none for an address. */
export function parentDomains(host = location.hostname): string[] {
  const labels = host.split('.');
  if (/^\d+$/.test(labels.at(-1)!) || host.includes(':')) return [];
  return labels.slice(1).map((_, index) => labels.slice(labels.length - 2 - index).join('.'));
}

/** The names of all cookies that script can see. */
export function names(): string[] {
  return pairs().map(([name]) => name);
}

/** Every value that stands under a name, decoded; one that cannot be decoded as it is. */
export function readAll(name: string): string[] {
  return pairs().flatMap(([other, value]) => {
    if (other !== name) return [];
    try {
      return [decodeURIComponent(value)];
    } catch {
      return [value];
    }
  });
}

function pairs(): [name: string, value: string][] {
  try {
    return document.cookie.split('; ').map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), pair.slice(at + 1)];
    });
  } catch {
    // A sandboxed frame refuses even to look.
    return [];
  }
}

/** Writes our own cookie; `domain` undefined keeps it to this host. The browser may refuse: read it back. */
export function writeOwn(name: string, text: string, domain: string | undefined, expires: number): void {
  try {
    Cookies.set(name, text, attributes(domain, new Date(expires)));
  } catch {
    // Refused: the caller reads it back.
  }
}

export function removeOwn(name: string, domain: string | undefined): void {
  writeOwn(name, '', domain, 0);
}

// R120. Only https pages may set Secure.
const attributes = (domain: string | undefined, expires: Date): Cookies.CookieAttributes => ({
  expires,
  path: '/',
  sameSite: 'Lax',
  secure: location.protocol === 'https:',
  ...(domain && { domain }),
});

/** Deletes a vendor's cookie on this host and every domain above it, at every path above this page. */
export function erase(name: string): void {
  const segments = location.pathname.split('/').filter(Boolean);
  const paths = [
    '/',
    ...segments.flatMap((_, index) => {
      const path = `/${segments.slice(0, index + 1).join('/')}`;
      return [path, `${path}/`];
    }),
  ];
  // A partitioned cookie is another cookie: only a line that says so deletes it.
  const kinds = location.protocol === 'https:' ? ['', '; secure; partitioned'] : [''];
  for (const domain of [undefined, ...parentDomains()]) {
    for (const path of paths) {
      for (const kind of kinds) {
        // Not through js-cookie: it would encode the name, and the vendor did not.
        const where = `path=${path}${domain ? `; domain=${domain}` : ''}${kind}`;
        document.cookie = `${name}=; expires=Thu, 01 Jan 1970 00:00:00 GMT; ${where}`;
      }
    }
  }
}
