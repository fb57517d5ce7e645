/** What is wrong in one place of a configuration. The words for it stand in `explain.ts`, which loads when there is one. */
export interface Fault {
  /** Where, as written in JavaScript: `vendors[2].id`. */
  readonly path: string;
  readonly found: unknown;
  /** What should stand there. */
  readonly rule: Rule;
  /** The names that would do. */
  readonly candidates?: readonly string[] | undefined;
}

/** Takes one fault. */
export type Tell = (path: string, found: unknown, rule: Rule, candidates?: readonly string[]) => void;

/** The forms of `forms.ts` that a value can miss, and the rules between values of `check.ts`. */
export type Rule =
  | 'object'
  | 'list'
  | 'key'
  | 'word'
  | 'text'
  | 'flag'
  | 'id'
  | 'link'
  | 'script'
  | 'endpoint'
  | 'duration'
  | 'life'
  | 'locale'
  | 'policyVersion'
  | 'regime'
  | 'mode'
  | 'acknowledge'
  | 'domain'
  | 'importFrom'
  | 'importName'
  | 'imported'
  | 'importedNames'
  | 'revision'
  | 'siteName'
  | 'storeName'
  | 'purposes'
  | 'standard'
  | 'wording'
  | 'use'
  | 'vendorName'
  | 'ids'
  | 'purposeId'
  | 'traceName'
  | 'safeguard'
  | 'reason'
  | 'exemptLife'
  | 'unasked'
  | 'unheld'
  | 'attested'
  | 'months'
  // Between values.
  | 'plain'
  | 'asked'
  | 'exemptible'
  | 'measuring'
  | 'purposeTwice'
  | 'vendorTwice'
  | 'vendorAsPurpose'
  | 'objectionTwice'
  | 'limit'
  | 'basic'
  // What may be used, and should be mended.
  | 'long'
  | 'advanced';
