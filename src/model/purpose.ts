/** A text by language tag, or one text for every language. */
export type Localized = string | { readonly [languageTag: string]: string };

/** The purposes whose wording ships with every language. Any other purpose is a site's own. */
export const standardPurposes = ['audience', 'personalisation', 'social', 'advertising'] as const;

/** The id of a purpose that needs no title in the configuration. */
export type StandardPurpose = (typeof standardPurposes)[number];

/** Why data is read or written. A standard purpose has no title of its own: the language file has it. */
export interface Purpose {
  readonly id: string;
  readonly title?: Localized;
  readonly description?: Localized;
  readonly notForMinors?: boolean;
}

/** A purpose of the site's own, with its wording by language. */
export interface PurposeConfig {
  readonly id: string;
  readonly title: Localized;
  readonly description?: Localized;
  /** Left out on pages with `audience: "minors"`, as advertising and social networks are. Default false. */
  readonly notForMinors?: boolean;
}

/** A standard purpose in words of the site's own: what is left out here is said as in the language files. */
export interface StandardPurposeConfig extends Omit<PurposeConfig, 'id' | 'title'> {
  readonly id: StandardPurpose;
  readonly title?: Localized;
}
