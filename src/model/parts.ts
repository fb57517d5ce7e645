import type { Load } from './core.js';

/** What the core must know of the files before they are loaded. */
export interface Parts {
  readonly load: Load;
  /** The tags of the language files. */
  readonly locales: readonly string[];
  /** The nonce of our own tag. Undefined where we are part of a bundle: then that of the page's first script with one. */
  readonly nonce?: string;
  /** What a site's own code may call before this vendor file is there: `fbq`, `_paq[]`, `ttq.page.track`. */
  callsOf(vendorFile: string): string | undefined;
}
