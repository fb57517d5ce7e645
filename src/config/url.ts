/** Where the page is, for URLs of the configuration: relative ones, and http on a page that is itself http. */
export interface Base {
  /** The page's address; undefined on a server, where only https URLs and paths can be checked. */
  readonly href?: string | undefined;
}

// Stands for the page where there is none: what leads elsewhere by http is no path of the site.
const nowhere = 'http://page.invalid';

/** An address that third-party code or frames may come from: https, or the page's own origin, or http on http. */
export function isLoadable(text: unknown, { href = nowhere }: Base): boolean {
  const { protocol, origin, username, password } = resolve(text, href) ?? {};
  // A name before the host only makes another host look like this one.
  if (username || password) return false;
  if (protocol === 'https:') return true;
  return protocol === 'http:' && (href === nowhere ? origin === href : href.startsWith('http:'));
}

/** An address that a visitor may follow. */
export const isLink = (text: unknown, { href = nowhere }: Base): boolean =>
  /^(https?|mailto):$/.test(resolve(text, href)?.protocol ?? '');

function resolve(text: unknown, href: string): URL | undefined {
  try {
    return typeof text === 'string' && text.trim() ? new URL(text, href) : undefined;
  } catch {
    return undefined;
  }
}
