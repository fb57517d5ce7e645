/** Where the page is, for URLs of the configuration: relative ones, and http on a page that is itself http. */
export interface Base {
  /** The page's address; undefined on a server, where only https URLs and paths can be checked. */
  readonly href?: string | undefined;
}

/** An address that third-party code or frames may come from: https, or the page's own origin, or http on http. */
export function isLoadable(text: string, { href }: Base): boolean {
  const url = resolve(text, href);
  // A name before the host only makes another host look like this one.
  if (!url || url.username || url.password) return false;
  if (url.protocol === 'https:') return true;
  if (url.protocol !== 'http:') return false;
  return href === undefined ? !/^[a-z]+:|^\/\//i.test(text.trim()) : href.startsWith('http:');
}

/** An address that a visitor may follow. */
export function isLink(text: string, { href }: Base): boolean {
  return /^(https?|mailto):$/.test(resolve(text, href)?.protocol ?? '');
}

function resolve(text: string, href = 'http://localhost/'): URL | undefined {
  if (!text.trim()) return undefined;
  try {
    return new URL(text, href);
  } catch {
    return undefined;
  }
}
