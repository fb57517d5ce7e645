// The build replaces this file too.

/** The version of this build. */
export const version: string = '0';

/** SHA-256 of what each vendor file tells visitors, by its name: the proof needs no vendor file for it. */
export const digests: { readonly [use: string]: string } = {};
