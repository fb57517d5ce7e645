import type { ImportConfig } from './settings.js';

/** A choice that another tool made and stored, in its own names. */
export interface EarlierChoice {
  /** Yes or no for one of its names; undefined where it holds no answer to that. */
  answer(name: string): boolean | undefined;
  /** When it was made first and last, in milliseconds since 1970. Left out: the tool stores no time. */
  readonly times?: { readonly first: number; readonly last: number };
  /** When the tool itself lets it end. */
  readonly until?: number;
}

/**
 * What a file `modules/import-…` gives: reads the text that this tool stored. Undefined for anything that the tool
 * would not have written. May throw where the text is not even JSON.
 */
export type ReadEarlier = (text: string, rule: ImportConfig) => EarlierChoice | undefined;
