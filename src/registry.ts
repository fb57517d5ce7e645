import type { NecessaryReason } from './model/necessary.js';

// The build replaces this file by what it finds in the folders: adding a file there is all there is to do.

/** The purposes of each vendor file, by its name. */
export const presets: { readonly [name: string]: readonly string[] } = {};

/** The vendor files that need no consent, and why. */
export const necessary: { readonly [name: string]: NecessaryReason } = {};

/** The vendor files that have a mode for the exempt measurement of audience. */
export const exemptible: readonly string[] = [];

/** The names of all parameters that vendor files take. */
export const parameters: readonly string[] = [];

/** The names of the layouts. */
export const layouts: readonly string[] = [];

/** The tools whose choices can be taken over. */
export const imports: readonly string[] = [];

/** The version of this build: with another one, other words may have been shown. */
export const version: string = '0';

/** The tags of the language files. */
export const locales: readonly string[] = [];

/** What the vendor files need, or `!` and why they need no consent, and what a site's own code calls, for `unpack.ts`. */
export const packedVendors: string = ':';

/** Found by the build: with it, no two vendor files have the same short hash. */
export const salt: string = '';
