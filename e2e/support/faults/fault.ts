import type { Reply } from '../server.js';
import type { Visitor } from '../world.js';

/** What a visitor has before the first choice: the banner, a choice that holds, or nothing (and then stays denied). */
export type Sight = 'banner' | 'answered' | 'nothing';

/** One thing that goes wrong, and what must come of it. */
export interface Fault {
  readonly name: string;
  /** How it breaks, by whatever is needed of these. First: runs in every page before all else; stands alone. */
  readonly breaks?: () => void;
  readonly cookies?: readonly StoredCookie[];
  /** Changes the page that the site serves. */
  readonly page?: (html: string) => string;
  readonly headers?: Record<string, string>;
  /** What the site's server answers instead, by path. */
  readonly answers?: { readonly [path: string]: Reply | (() => Promise<Reply>) };
  readonly before?: (visitor: Visitor, home: string) => Promise<unknown>;
  /** Happens while the visitor looks at the page, before any choice of this row. */
  readonly happens?: (visitor: Visitor, home: string) => Promise<unknown>;
  /** Default `banner`. */
  readonly sees?: Sight;
  /** Where the choice holds: on the next page too (default), or in this page alone. */
  readonly keeps?: 'next' | 'page';
  /** The codes that developers are told, each of them once a page. Default none. */
  readonly says?: readonly string[];
  /** What runs after a later acceptance. Default: everything that the page holds. */
  readonly runs?: readonly string[];
  /** False where the panel cannot be opened, so that nothing is accepted later. */
  readonly opens?: false;
  /** `window.portillon` is not ours: the stored text tells. */
  readonly mute?: true;
  /** Our files may be loaded by pages of any origin. */
  readonly shares?: true;
  /** Exceptions that are of the page's own making. */
  readonly theirs?: RegExp;
  /** Requests that the site's own server causes. */
  readonly sends?: RegExp;
  /** Over https. */
  readonly secure?: true;
}

export interface StoredCookie {
  readonly name?: string;
  readonly value: string;
  /** Of the registrable domain, as we write it; otherwise of this host alone. */
  readonly wide?: true;
  readonly path?: string;
}

const time = (days: number): string =>
  new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString().replace(/\.\d+/, '');

/** A choice as it is stored; `days` ago, or from the future where it is negative. */
export const stored = (answer: 'all' | 'none', days: number, version = '1'): string =>
  `v=${version}&id=5725bd7e-782e-4bde-a1d0-f0569ac75e78&first=${time(-days)}&last=${time(-days)}&policy=1&asked=1nfnppd` +
  `&${answer === 'all' ? 'granted' : 'denied'}=audience.social.advertising&vendors=meta-pixel.relay`;

/** Everything that the page of the matrix holds. */
export const everything = ['ads', 'connect.facebook.net/en_US/fbevents.js', 'inline', 'relay.example/tag.js'];

/** A page without an origin may only load what is shared, and must say so. */
export const sandbox = {
  headers: { 'content-security-policy': 'sandbox allow-scripts' },
  page: (html: string) => html.replace('portillon.js"', 'portillon.js" crossorigin'),
  shares: true,
  keeps: 'page',
} as const;
