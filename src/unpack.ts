import { hash } from './model/hash.js';
import type { NecessaryReason } from './model/necessary.js';
import { packedVendors, salt } from './registry.js';

// What the core must know of the vendor files is packed by the build, under a short hash of each name: half the size.
// A name that nobody knows may meet a hash by chance: the check of the configuration finds it, and nothing is granted before.

/** Looks a vendor file up in `audience:7f_paq[] 3a;advertising,audience:…`: what it needs, and what a site calls. */
function lookUp(name: string): readonly [needs?: string, calls?: string] {
  const short = hash(salt + name).slice(-2);
  for (const row of packedVendors.split(';')) {
    const [needs, files] = row.split(':');
    const found = files!.split(' ').find((file) => file.startsWith(short));
    if (found) return [needs!, found.slice(2)];
  }
  return [];
}

/** The purposes of a vendor file; undefined where there is none of this name. */
export const purposesOf = (name: string): readonly string[] | undefined =>
  lookUp(name)[0]
    ?.split(',')
    .filter((id) => /^\w/.test(id));

/** Why a vendor file needs no consent, where it needs none. */
export const necessityOf = (name: string): NecessaryReason | undefined =>
  lookUp(name)[0]?.split('!')[1] as NecessaryReason | undefined;

/** What a site's own code may call before a vendor is there: `fbq`, `_paq[]`, `ttq.page.track`; empty for nothing. */
export const callsOf = (name: string): string | undefined => lookUp(name)[1];
