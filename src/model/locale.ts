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

/** The word of the permanent entry that we show. The same in every language, so that it needs no language file. */
export const entryWord = 'Cookies';

/** Title and one sentence of a purpose. `{site}` stands for the site's name. */
export interface PurposeText {
  readonly title: string;
  readonly description: string;
}

/**
 * What a visitor reads. Names in braces are filled in: `{site}`, `{n}`, `{link}`, `{time}`, `{vendor}`, `{purpose}`,
 * `{list}`, `{date}`, `{end}`, `{id}`, `{controller}`, `{contact}`, `{authority}`, `{country}`. Accept and refuse must be
 * parallel: same grammar, about the same length, no word that sells or blames (R25, R35, R36).
 */
export interface Locale extends FirstTexts, PanelTexts, DetailTexts {}

/** What the first layer says: all that a visitor downloads who answers at once. */
export interface FirstTexts {
  /** BCP 47 tag of these texts. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly title: string;
  /** What is asked; `{n}` counts the partners, and `zero` is used when there are none. */
  readonly intro: Plural & { readonly zero: string };
  /** What refusing means, how long the answer holds (`{time}`) and where it can be changed (`{link}`). */
  readonly effect: string;
  /** `{time}`, where the answer holds for whole months. */
  readonly months: Plural;
  readonly refuse: string;
  readonly accept: string;
  readonly customise: string;
  /** The link to the partners, shown where there are some; `{n}` counts them. */
  readonly partners: Omit<Plural, 'zero'>;
  readonly policy: string;
  /** Said once to screen readers when the banner appears. At most 120 characters. */
  readonly announcement: string;
  /** Said and shown once the choice is stored. */
  readonly saved: string;
  readonly purposes: { readonly [id in StandardPurpose]: PurposeText };
}

/** What the preferences say before anything in them is opened. */
export interface PanelTexts {
  readonly panelTitle: string;
  readonly panelIntro: string;
  readonly save: string;
  readonly close: string;
  readonly undo: string;
  readonly partnerCount: Plural;
  /** The field that finds partners by name, shown when they are many. */
  readonly search: string;
  readonly stateGranted: string;
  readonly stateDenied: string;
  readonly stateMixed: string;
  readonly necessaryTitle: string;
  /** What is stored without asking: `{name}` for `{time}`. */
  readonly necessary: string;
  /** The visitor's own record. */
  readonly recordTitle: string;
  /** How to exercise rights: `{controller}`, `{contact}`. */
  readonly rightsTitle: string;
}

/** What is said of partners, of the visitor’s own record and rights, and in the page. */
export interface DetailTexts {
  /** How many partners a search found. */
  readonly found: Plural & { readonly zero: string };
  /** Why the visitor is asked again; `{list}` names the new purposes and partners. */
  readonly news: string;
  readonly newPolicy: string;
  /** Said when the browser sends Global Privacy Control; `{list}` names the purposes, one or more. */
  readonly gpc: string;
  /** The measurement that runs without asking, and its switch. */
  readonly exemptTitle: string;
  readonly exempt: string;
  /** The button beside it in the first layer: it leads to that switch (R75). */
  readonly object: string;
  readonly stateActive: string;
  readonly stateObjected: string;
  /** Said on a page for minors; `{list}` names the purposes that it leaves out, one or more (R76). */
  readonly minors: string;
  /** Processing that needs no consent and that the visitor can object to; never mixed with consent (R43). */
  readonly objectionTitle: string;
  readonly objection: string;
  /** What protects data that leaves for another country; `{list}` names it. */
  readonly safeguard: string;
  readonly safeguards: { readonly [name in Safeguard]: string };
  readonly recordNone: string;
  readonly recordTime: string;
  readonly recordId: string;
  readonly copy: string;
  readonly copied: string;
  readonly download: string;
  /** The button to the panel beside the record in the site's own page. */
  readonly change: string;
  readonly rights: string;
  /** Where to complain: `{authority}` of `{country}`. */
  readonly authority: string;
  readonly otherAuthorities: string;
  /** Said when a placeholder gave way to its content. */
  readonly loaded: string;
  /** Who answers for the site: `{controller}`. */
  readonly controller: string;
  readonly country: string;
  readonly name: string;
  readonly kind: string;
  readonly cookie: string;
  readonly storage: string;
  readonly duration: string;
  readonly session: string;
  /** How long what has no end of its own lasts: local storage. */
  readonly untilDeleted: string;
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
}

/**
 * A language is written in one file; the build cuts it into what loads when it is needed: the texts of the first layer
 * in the file itself, those of the preferences and all others in files of their own.
 */
export const textsByPart = {
  first: [
    'language',
    'direction',
    'title',
    'intro',
    'effect',
    'months',
    'refuse',
    'accept',
    'customise',
    'partners',
    'policy',
    'announcement',
    'saved',
    'purposes',
  ] satisfies (keyof FirstTexts)[] as string[],
  panel: [
    'panelTitle',
    'panelIntro',
    'save',
    'close',
    'undo',
    'partnerCount',
    'search',
    'stateGranted',
    'stateDenied',
    'stateMixed',
    'necessaryTitle',
    'necessary',
    'recordTitle',
    'rightsTitle',
  ] satisfies (keyof PanelTexts)[] as string[],
} as const;

/** A part that loads later. It names its language, so that a copied file is not mistaken for a translated one. */
type Later<Texts> = () => Promise<{ readonly default: Partial<Texts> & { readonly language: string } }>;

/** A language file as it is loaded: with later parts, or with all texts at once, as somebody may have written it. */
export interface LocaleFile extends FirstTexts, Partial<PanelTexts>, Partial<DetailTexts> {
  readonly panel?: Later<PanelTexts>;
  readonly details?: Later<DetailTexts>;
  /** The language for which the build made it: complete, as tests know. A copy for another language is checked. */
  readonly built?: string;
}
