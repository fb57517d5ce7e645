import { hash } from './model/hash.js';
import type { NecessaryReason } from './model/necessary.js';
import { packedCalls, packedPurposes } from './registry.js';

// What the core must know of the vendor files is packed by the build, under a short hash of each name: half the size.
// A name that nobody knows may meet a hash by chance: the check of the configuration finds it, and nothing is granted before.

/** The short hash of a vendor file's name. The build sees that no two are alike. */
export const nameHash = (name: string): string => hash(name).slice(3, 6);

/** Looks a name up in `audience:7f3a1c…;advertising,audience:…`: the part before the colon. */
function lookUp(packed: string, name: string): string | undefined {
  const row = packed.split(';').find((one) => one.split(':')[1]!.match(/.../g)!.includes(nameHash(name)));
  return row?.split(':')[0];
}

/** The purposes of a vendor file; undefined where there is none of this name. */
export const purposesOf = (name: string): readonly string[] | undefined =>
  lookUp(packedPurposes, name)
    ?.split(',')
    .filter((id) => /^\w/.test(id));

/** Why a vendor file needs no consent, where it needs none. */
export const necessityOf = (name: string): NecessaryReason | undefined =>
  lookUp(packedPurposes, name)?.split('!')[1] as NecessaryReason | undefined;

/** What a site's own code may call before a vendor is there: `fbq`, `_paq[]`, `ttq.page.track`. */
export const callsOf = (name: string): string | undefined => lookUp(packedCalls, name);
