import type { StandardPurpose } from './purpose.js';
import type { Safeguard } from './settings.js';

/** A text by plural category of the language; `other` serves where a category is missing. */
export interface Plural {
  readonly zero?: string;
  readonly one?: string;
  readonly two?: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}

/** How many texts a language has; a file with fewer is filled up with English. A test counts them. */
export const textCount = 69;

/** The word of the permanent entry that we show. The same in every language, so that it needs no language file. */
export const entryWord = 'Cookies';

/** Title and one sentence of a purpose. `{site}` stands for the site's name. */
export interface PurposeText {
  readonly title: string;
  readonly description: string;
}

/**
 * Everything a visitor can read, in one language. Names in braces are filled in: `{site}`, `{n}`, `{link}`,
 * `{time}`, `{vendor}`, `{purpose}`, `{list}`, `{date}`, `{end}`, `{id}`, `{controller}`, `{contact}`, `{authority}`, `{country}`. Accept and refuse must be parallel: same
 * grammar, about the same length, no word that sells or blames (R25, R35, R36).
 */
export interface Locale {
  /** BCP 47 tag of these texts. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly title: string;
  /** What is asked; `{n}` counts the partners, and `zero` is used when there are none. */
  readonly intro: Plural & { readonly zero: string };
  /** What refusing means, how long the answer holds (`{time}`) and where it can be changed (`{link}`). */
  readonly effect: string;
  readonly refuse: string;
  readonly accept: string;
  readonly customise: string;
  readonly save: string;
  readonly close: string;
  /** The link to the partners; `{n}` counts them. */
  readonly partners: Plural;
  readonly partnerCount: Plural;
  readonly policy: string;
  /** Said once to screen readers when the banner appears. At most 120 characters. */
  readonly announcement: string;
  /** Said and shown once the choice is stored. */
  readonly saved: string;
  /** Why the visitor is asked again; `{list}` names the new purposes and partners. */
  readonly news: string;
  readonly newPolicy: string;
  readonly panelTitle: string;
  readonly panelIntro: string;
  readonly necessaryTitle: string;
  /** What is stored without asking: `{name}` for `{time}`. */
  readonly necessary: string;
  readonly stateGranted: string;
  readonly stateDenied: string;
  readonly stateMixed: string;
  /** Said when the browser sends Global Privacy Control; `{list}` names the purposes. */
  readonly gpc: string;
  /** The measurement that runs without asking, and its switch. */
  readonly exemptTitle: string;
  readonly exempt: string;
  readonly stateActive: string;
  readonly stateObjected: string;
  /** Said on a page for minors; `{list}` names the purposes that it leaves out (R76). */
  readonly minors: string;
  /** Processing that needs no consent and that the visitor can object to; never mixed with consent (R43). */
  readonly objectionTitle: string;
  readonly objection: string;
  readonly undo: string;
  /** The field that finds partners by name, shown when they are many, and how many it found. */
  readonly search: string;
  readonly found: Plural & { readonly zero: string };
  /** What protects data that leaves for another country; `{list}` names it. */
  readonly safeguard: string;
  readonly safeguards: { readonly [name in Safeguard]: string };
  /** The visitor's own record. */
  readonly recordTitle: string;
  readonly recordNone: string;
  readonly recordTime: string;
  readonly recordId: string;
  readonly copy: string;
  readonly copied: string;
  readonly download: string;
  /** The button to the panel beside the record in the site's own page. */
  readonly change: string;
  /** How to exercise rights: `{controller}`, `{contact}`. */
  readonly rightsTitle: string;
  readonly rights: string;
  /** Where to complain: `{authority}` of `{country}`. */
  readonly authority: string;
  readonly otherAuthorities: string;
  /** Said when a placeholder gave way to its content. */
  readonly loaded: string;
  readonly controller: string;
  readonly country: string;
  readonly name: string;
  readonly kind: string;
  readonly cookie: string;
  readonly storage: string;
  readonly duration: string;
  readonly session: string;
  readonly unknown: string;
  readonly thirdParty: string;
  readonly noTraces: string;
  readonly vendorPolicy: string;
  readonly placeholder: string;
  readonly loadOnce: string;
  readonly alwaysAllow: string;
  readonly openContent: string;
  /** The site's cookie page. `{purpose}` names the table's purpose. */
  readonly declarationCaption: string;
  readonly partner: string;
  readonly purposes: { readonly [id in StandardPurpose]: PurposeText };
}
