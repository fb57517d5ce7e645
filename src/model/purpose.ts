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
