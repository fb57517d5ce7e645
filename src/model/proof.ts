import type { Answer, ConsentRecord, State } from './decision.js';
import type { LocaleFile } from './locale.js';
import type { Report } from './problem.js';
import type { Settings } from './settings.js';

/** What happened: all that was asked is granted, nothing, or some; something granted before no longer is; or the time was over. */
export type ProofEvent = 'given' | 'refused' | 'partial' | 'withdrawn' | 'expired';

/**
 * The proof of one decision, as it is posted to `records.endpoint`. Fields after ISO/IEC TS 27560:2023. It names no
 * visitor: no address, no user agent, and an id that no other decision has.
 */
export interface ProofRecord {
  /** Version of these fields. `record.schema.json` describes them. */
  readonly schema: 1;
  /** Random (UUID version 4), the same in each attempt to post it. */
  readonly recordId: string;
  /** The decision before this one on the same device. */
  readonly prevRecordId?: string;
  readonly event: ProofEvent;
  /** Time of the decision, UTC, ISO 8601. */
  readonly timestamp: string;
  /** When the answer ends; left out for an end. */
  readonly expires?: string;
  /** Host name of the page. */
  readonly site: string;
  readonly controller: { readonly name: string; readonly contact?: string };
  readonly privacyPolicyUrl: string;
  /** `regime` of the configuration. */
  readonly jurisdiction: string;
  readonly legalBasis: 'consent';
  /** Language in which the visitor was asked; null where a program decided and nothing of ours was shown. */
  readonly language: string | null;
  /** `policyVersion` of the configuration. */
  readonly noticeVersion: string;
  /** SHA-256 of the notice: texts, purposes and vendors as shown. Null where it is not known what was shown. */
  readonly noticeHash: string | null;
  readonly sdkVersion: string;
  /** What the visitor used: a button of the banner, the panel, a placeholder; else a program, or the time. */
  readonly method: 'button' | 'panel' | 'placeholder' | 'api' | 'time';
  /** 1 the banner, 2 the panel. */
  readonly layer: 1 | 2 | null;
  /** What a program gave as its `source`. */
  readonly source?: string;
  /** Did the browser send Global Privacy Control? */
  readonly gpc: boolean;
  readonly purposes: { readonly [id: string]: { readonly state: Answer; readonly title?: string } };
  /** Who needs consent: no exempt measurement. */
  readonly vendors: { readonly [id: string]: Answer };
  /**
   * Ids of purposes and vendors that were not asked in this decision, as on a page for minors, or in the banner what the
   * browser's signal refuses: their answer was given before, or « refuse all » took it back, or there is none but the signal's.
   */
  readonly unasked?: readonly string[];
  /** Ids of what was objected to: legitimate interests, and exempt measurements. */
  readonly objections?: readonly string[];
  /** How it is withdrawn: an element of this name stands in each page and opens the panel. */
  readonly withdrawalMethod: 'data-consent-open';
}

/** A decision that waits on the device for its proof. */
export interface Note {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Undefined: the choice was ended by the visitor. */
  readonly record: ConsentRecord | undefined;
  readonly previous: ConsentRecord | undefined;
}

/** What the proofs know of the core. `state` is asked each time; `loadLocale` is rejected for a language that does not come. */
export interface ProofContext {
  readonly settings: Settings;
  readonly report: Report;
  state(): State;
  loadLocale(tag: string): Promise<LocaleFile>;
}

/** What `proof.js` gives to the core. Nothing here ever throws or rejects. */
export interface Proofs {
  /** Turns what waits on the device, and these notes that it could not hold, into proofs, and sends them. */
  run(unheld: readonly Note[]): Promise<void>;
  /** The proofs that this device holds, oldest first, as text; with a vendor's id, only what that vendor must know. */
  exportAs(format: ProofFormat, vendor?: string): Promise<string>;
  stop(): void;
}

/** `json`: the proofs as they are posted. `json-ld`: the same as linked data, in the words of the Data Privacy Vocabulary. */
export type ProofFormat = 'json' | 'json-ld';

/** Made once in a page. With an endpoint it also sends by itself, until `stop`: see `proof/send.ts`. */
export type CreateProofs = (context: ProofContext) => Proofs;

/** The proofs of decisions, whose file is loaded only when there is something to prove, to send or to export. */
export interface Prover {
  /**
   * Proves and sends what waits, if it is time. What another tab decided is left to that one for a while, unless `now`
   * says that this is the one, or that there may be no such tab. `unheld`: what the device could not hold.
   */
  check(now?: boolean, unheld?: readonly (Note | undefined)[]): void;
  exportAs(format?: ProofFormat, vendor?: string): Promise<string>;
  stop(): void;
}
