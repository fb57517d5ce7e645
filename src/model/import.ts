/** The former tool of a site, and what stands for our purposes there. */
export interface ImportConfig {
  /** `"tarteaucitron"`, `"vanilla-cookieconsent"`, `"klaro"` or `"orejime"`: a file `modules/import-…`. */
  readonly from: string;
  /** The name of its cookie or key of local storage, such as `"tarteaucitron"`, `"cc_cookie"`, `"klaro"`, `"eu-consent"`. */
  readonly name: string;
  /**
   * By purpose of ours, what it was called there: services of tarteaucitron and Klaro, purposes of Orejime, categories
   * of vanilla-cookieconsent (`"ads"`) or, where a category has services, these (`"ads/pixel"`). It is granted if all say
   * yes, denied if one says no, and asked for otherwise, as is a purpose left out here.
   */
  readonly purposes: { readonly [purpose: string]: readonly string[] };
  /** Only choices for this revision count (vanilla-cookieconsent). Default 0, as there. */
  readonly revision?: number;
}

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
