// The build replaces this file by what it finds in the folders: adding a file there is all there is to do.

/** The purposes of each vendor file, by its name. */
export const presets: { readonly [name: string]: readonly string[] } = {};

/** The tags of the language files. */
export const locales: readonly string[] = [];
