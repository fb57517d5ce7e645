import type { ImportConfig } from './import.js';
import type { NecessaryReason } from './necessary.js';
import type { Purpose, PurposeConfig, StandardPurpose, StandardPurposeConfig } from './purpose.js';

/** What a site owner writes: the JSON of the page, or the first argument of `createConsent`. */
export interface Config {
  /** Address or path of `config.schema.json`, for editors. It is not read. */
  readonly $schema?: string;
  readonly site: {
    /** The name that visitors know; it stands in the banner. */
    readonly name: string;
    /** Who answers for the processing: legal name and address. Default: `name`. */
    readonly controller?: string;
    /** How to reach the controller: an e-mail or postal address, or a URL. */
    readonly contact?: string;
    readonly privacyPolicyUrl: string;
  };
  /** `"auto"` (default): `<html lang>`, then the browser's languages, then `"en"`; or a language tag. */
  readonly locale?: string;
  /** At most 64 characters without line breaks, such as a date; a new value asks every visitor again. Default: none. */
  readonly policyVersion?: string;
  readonly purposes: readonly (StandardPurpose | StandardPurposeConfig | PurposeConfig)[];
  /**
   * Processing on the basis of a legitimate interest, without cookies or access to the device: the visitor can object
   * to it in a part of the panel of its own. Read it in `state.objections`; it gates nothing (R43).
   */
  readonly objections?: readonly PurposeConfig[];
  /**
   * `"minors"` on pages for minors: `advertising` and `social` are not asked for and stay denied here, whatever was
   * answered elsewhere, and that answer is kept (R76). Default `"all"`.
   */
  readonly audience?: 'all' | 'minors';
  /** How the first layer looks: `"box"` (default), `"bar"` or `"dialog"`, names of the files in `layouts/`. */
  readonly layout?: string;
  /**
   * The permanent « Cookies » entry: `"auto"` (default) shows it where the page has no `data-consent-open` of its own;
   * `"none"` never.
   */
  readonly entry?: 'auto' | 'none';
  readonly vendors?: readonly (PresetConfig | VendorConfig)[];
  /**
   * The law that applies, by country code. Only `"FR"` and `"GB"` know an exemption of audience measurement; left
   * out, everything needs consent (R62, R73).
   */
  readonly regime?: string;
  /**
   * What the browser's Global Privacy Control does: `"refuse-ads"` (default) refuses `advertising` and `social`,
   * `"refuse-all"` every purpose, `"record-only"` none. An explicit, specific yes of the visitor overrides it (R78).
   */
  readonly gpc?: 'refuse-ads' | 'refuse-all' | 'record-only';
  /**
   * Tells Google's tags what is granted, also those that are not presets. `"basic"`: they are held like any other.
   * Advanced mode, in which the site lets them load and send while denied, must be acknowledged and is refused where
   * `regime` is left out, `FR`, `BE` or `DE` (R85). Default: none; the presets speak for themselves.
   */
  readonly googleConsentMode?:
    | 'basic'
    | { readonly mode: 'advanced'; readonly acknowledge: 'requests-leave-before-consent' };
  readonly store?: {
    /**
     * Name of the cookie, and of the local-storage key that replaces it. Default `"portillon"`. After `__Host-` or
     * `__Secure-` the browser itself keeps the cookie to this host, or to https (RFC 6265bis).
     */
    readonly name?: string;
    /** `"auto"` (default): the registrable domain; `"host"`: this host alone. Never wider. */
    readonly domain?: 'auto' | 'host';
    /** How long an answer holds, ISO 8601. Default `"P6M"`; over P13M is reported, over P24M refused. */
    readonly retention?: string;
  };
  /**
   * Choices that the site's former tool stored, to be taken over once by visitors who have none of ours, so that nobody
   * is asked again. Only for a banner that asked as the law wants: nothing ticked beforehand, no consent by going on.
   */
  readonly import?: readonly ImportConfig[];
  readonly records?: {
    /** Where proofs of choices are posted: a path of this site, or an https URL. */
    readonly endpoint?: string;
  };
}

/** A vendor that ships with Portillon: `use` names the file in `vendors/`. */
export interface PresetConfig {
  readonly use: string;
  /** The account at the vendor, in the vendor's own form, such as `AW-123456789`. */
  readonly id?: string;
  /** Replaces the vendor's script host by a copy or proxy of your own: `https://www.example.org/g`. */
  readonly proxy?: string;
  /** Keeps in memory what your own code calls before the vendor is granted, and replays it once. Default false: dropped. */
  readonly hold?: boolean;
  /** Declares that this audience measurement is exempt from consent under `regime` (R59). */
  readonly exempt?: Exemption;
  /** What protects the transfer to the vendor, by your contract with it. */
  readonly safeguards?: readonly Safeguard[];
  /** Replaces the preset's purposes. */
  readonly purposes?: readonly string[];
  /** Further parameters of that preset. */
  readonly [parameter: string]: unknown;
}

/**
 * What the site attests of an exempt audience measurement; each must be true. The vendor runs without asking, in the
 * mode that its file has for it, and the visitor can object. https://cnil.fr/fr/node/167364
 */
export interface Exemption {
  /** It measures this site's audience for this site, and nothing else. */
  readonly solePurpose: true;
  /** The statistics are anonymous. */
  readonly anonymous: true;
  /** It does not follow visitors across sites or applications. */
  readonly noCrossSite: true;
  /** The data is not combined with other data, nor passed on. */
  readonly noCombination: true;
  /** How long the data is kept, in months: at most 25. */
  readonly dataRetentionMonths: number;
}

/** A vendor of the site's own. */
export interface VendorConfig {
  /** Its name in `data-vendor`, letters, digits, `-` and `_`. */
  readonly id: string;
  readonly name: string;
  /** All of these are needed before it may run. */
  readonly purposes?: readonly string[];
  /** Scripts that start once it is granted, in this order. */
  readonly scripts?: readonly string[];
  readonly cookies?: readonly Trace[];
  /** Keys of local and session storage; a name that ends in `*` matches by prefix. */
  readonly storage?: readonly (string | Trace)[];
  /** Names of IndexedDB databases; a name that ends in `*` matches by prefix. */
  readonly databases?: readonly string[];
  /** Where the data goes: ISO 3166-1 alpha-2 code or codes, such as `"FR"` or `"IE/US"`. */
  readonly country?: string;
  readonly controller?: string;
  /** What protects the transfer, where `country` is outside the European Economic Area. Default: said to be unknown. */
  readonly safeguards?: readonly Safeguard[];
  readonly privacyPolicyUrl?: string;
  /** True where its scripts cannot be stopped: a withdrawal reloads the page once. Default false. */
  readonly reload?: boolean;
  /**
   * Declares that this audience measurement is exempt from consent under `regime` (R59): its scripts run without asking, as
   * they are given here, and the visitor can object. Its purposes need not be asked for.
   */
  readonly exempt?: Exemption;
  /** Needs no consent, for one of these reasons: it is declared, not gated, and names no purposes. */
  readonly necessary?: NecessaryReason;
}

/**
 * What protects data in a country outside the European Economic Area: standard contractual clauses, binding corporate
 * rules, the EU–US Data Privacy Framework, or a decision of adequacy (GDPR 45 to 47).
 */
export const safeguards = ['scc', 'bcr', 'dpf', 'adequacy'] as const;

/** One of these, by its short name. */
export type Safeguard = (typeof safeguards)[number];

/** A cookie or storage key that a vendor leaves. */
export interface Trace {
  /** A name that ends in `*` matches by prefix. */
  readonly name: string;
  /** ISO 8601 duration, or `"session"`. Left out: not known. */
  readonly retention?: string;
  /** Where the cookie lies, if not on the site: a third party's own domain. Such cookies are out of reach. */
  readonly domain?: string;
}

/** A configuration with defaults filled in. That of the script tag need not be checked yet. Frozen, but not its parts. */
export interface Settings {
  readonly site: Config['site'];
  readonly locale: string;
  readonly policyVersion: string;
  readonly purposes: readonly Purpose[];
  readonly vendors: readonly Vendor[];
  /** What needs no consent: declared to the visitor, never gated. */
  readonly necessary: readonly Vendor[];
  /** What the visitor can object to; asks for no consent. */
  readonly objections: readonly Purpose[];
  /** Purposes that this page leaves out: denied here, and the stored answer is kept. */
  readonly barred: readonly string[];
  readonly layout: string;
  readonly entry: 'auto' | 'none';
  /** The law that applies, or `"strict"`. */
  readonly regime: string;
  readonly gpc: 'refuse-ads' | 'refuse-all' | 'record-only';
  readonly googleConsentMode: boolean;
  readonly store: { readonly name: string; readonly domain: 'auto' | 'host'; readonly retention: string };
  readonly endpoint: string | undefined;
  /** The former tools whose choices may be taken over; none in most sites. */
  readonly imports: readonly ImportConfig[];
  /** A hash of the configuration and of the version of the build: the record notes by it what was asked. */
  readonly asked: string;
}

/** Who: a preset with its accounts, or a vendor of the site's own. */
export interface Vendor {
  readonly id: string;
  readonly purposes: readonly string[];
  /** The preset's file name; undefined for a vendor of the site's own. */
  readonly use: string | undefined;
  readonly necessary: NecessaryReason | undefined;
  /** What it is for, in two characters: a short hash of its purposes. */
  readonly askedFor: string;
  /** Runs without asking until the visitor objects. */
  readonly exempt: boolean;
  /** The entries of the configuration that name it: one, or one for each account of a preset. */
  readonly entries: readonly (PresetConfig & Partial<VendorConfig>)[];
}
