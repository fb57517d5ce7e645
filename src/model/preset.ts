import type { NecessaryReason } from './necessary.js';
import type { PresetConfig, Trace } from './settings.js';

/** A cookie or key of a vendor file. */
export interface PresetTrace extends Trace {
  /** Which names it stands for, where a prefix would take in names of the site's own. `name` is then only what is shown. */
  readonly form?: RegExp;
}

/** What a vendor file gives: facts for the visitor and, where the vendor runs a script, how to start and stop it. */
export interface Preset {
  /** The service as visitors know it. */
  readonly name: string;
  /** The company that answers for it. Not checked in the vendor's legal pages unless a comment says so. */
  readonly controller: string;
  /** Where the data goes: ISO 3166-1 alpha-2 codes, joined by `/`. */
  readonly country: string;
  /** All of these are needed before it may run. Empty: each site must name them in its entry (a chat, a map). */
  readonly purposes: readonly string[];
  /** Declared to the visitor and never gated. */
  readonly necessary?: NecessaryReason;
  readonly privacyPolicyUrl: string;
  /** Hosts that it contacts; `*.` matches any label. */
  readonly hosts: readonly string[];
  /** All that it declares here without `domain` is deleted at a withdrawal: no name that a site itself may use. */
  readonly cookies: readonly PresetTrace[];
  /** Keys of local and session storage. */
  readonly storage: readonly PresetTrace[];
  /** Names of IndexedDB databases; a name that ends in `*` matches by prefix. */
  readonly databases?: readonly string[];
  /** File names of service workers that it registers on the site, for push; as those of databases. */
  readonly workers?: readonly string[];
  /** Cookies that note a refusal, by their full names: kept at a withdrawal, deleted at a new grant, before it starts. */
  readonly markers?: readonly string[];
  /** No command stops it once it runs: a withdrawal asks for one reload of the page. */
  readonly reload?: boolean;
  /** What a site's own code may call before the vendor is there. */
  readonly calls?: Calls;
  /** The parameters of its entry in the configuration that are checked before it starts. */
  readonly parameters: { readonly [name: string]: Parameter };
  /** Starts one account. Called at most once for each account in a document, and only while granted. */
  start?(page: VendorPage, account: PresetConfig): void;
  /** Starts one account in the mode that needs no consent (R59). Instead of `start`, where the site attests it. */
  exempt?(page: VendorPage, account: PresetConfig): void;
  /**
   * Tells a vendor that runs already that it is granted again. Called once for all accounts. `isExempt`: it was started by
   * `exempt`, and nobody has consented to more.
   */
  grant?(page: VendorPage, accounts: readonly PresetConfig[], isExempt: boolean): void;
  /** Tells a vendor that runs that consent was withdrawn. Its cookies are deleted afterwards. */
  revoke?(page: VendorPage, accounts: readonly PresetConfig[]): void;
}

/** Global names by form: `fbq(…)`, `_paq.push(…)`, `ttq.track(…)`. */
export interface Calls {
  readonly functions?: readonly string[];
  readonly arrays?: readonly string[];
  /** The methods of each global object. */
  readonly objects?: { readonly [name: string]: readonly string[] };
}

/** The form of one parameter. */
export interface Parameter {
  /** Of its text: that of a list is its items joined by commas, that of an object its JSON. */
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
  /** Adds an async script, once for each URL; settles when it ran or failed. Attributes such as `data-id` are set on it. */
  script(url: string, attributes?: { readonly [name: string]: string }): Promise<void>;
}
