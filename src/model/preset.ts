import type { PresetConfig, Trace } from './settings.js';

/** What a vendor file gives: facts for the visitor and, where the vendor runs a script, how to start it. */
export interface Preset {
  /** The service as visitors know it. */
  readonly name: string;
  /** The company that answers for it. Not checked in the vendor's legal pages unless a comment says so. */
  readonly controller: string;
  /** Where the data goes: ISO 3166-1 alpha-2 codes, joined by `/`. */
  readonly country: string;
  /** All of these are needed before it may run. */
  readonly purposes: readonly string[];
  readonly privacyPolicyUrl: string;
  /** Hosts that it contacts; `*.` matches any label. */
  readonly hosts: readonly string[];
  readonly cookies: readonly Trace[];
  /** Keys of local and session storage. */
  readonly storage: readonly Trace[];
  /** The parameters of its entry in the configuration that are checked before it starts. */
  readonly parameters: { readonly [name: string]: Parameter };
  /** Starts one account. Called at most once for each account in a document, and only while granted. */
  start?(page: VendorPage, account: PresetConfig): void;
  /** Tells a vendor that runs already that it is granted again. Called once for all accounts. */
  grant?(page: VendorPage): void;
  /** Tells a vendor that runs that consent was withdrawn. Its cookies are deleted afterwards. */
  revoke?(page: VendorPage): void;
}

/** The form of one parameter. */
export interface Parameter {
  readonly pattern: RegExp;
  /** In words, with an example: `an account such as "AW-123456789"`. */
  readonly expected: string;
  /** Default: required. */
  readonly optional?: boolean;
}

/** What a vendor file may do to the page. */
export interface VendorPage {
  /** The page's global object, for the vendor's queue. */
  readonly window: { [name: string]: unknown };
  /** Is this purpose or vendor granted now? */
  allows(id: string): boolean;
  /** Adds an async script, once for each URL. */
  script(url: string): void;
}
