import { parentDomains } from './domains.js';

/** Deletes a vendor's cookie on this host and every domain above it, at every path above this page. */
export function eraseCookie(name: string): void {
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
        const where = `path=${path}${domain ? `; domain=${domain}` : ''}${kind}`;
        document.cookie = `${name}=; expires=Thu, 01 Jan 1970 00:00:00 GMT; ${where}`;
      }
    }
  }
}
