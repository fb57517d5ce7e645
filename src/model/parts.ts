import type { Ask, CheckConfig } from './ask.js';
import type { ShowContent } from './content.js';
import type { Core } from './core.js';
import type { Stored } from './decision.js';
import type { Fault } from './fault.js';
import type { Gate } from './gate.js';
import type { ReadEarlier } from './import.js';
import type { CreateInterface, Entry } from './interface.js';
import type { LocaleFile } from './locale.js';
import type { Say } from './messages.js';
import type { Preset } from './preset.js';
import type { CreateProofs, Prover } from './proof.js';
import type { Withdraw } from './withdraw.js';

/** The files that load on demand, by name, and what each gives. */
export interface Files {
  /** Checks a configuration, takes choices, stores them, and makes them hold. */
  readonly ask: { createAsk(core: Core, prover: Prover | undefined): Ask; readonly checkConfig: CheckConfig };
  /** Starts third parties: loaded once something may run. */
  readonly gate: { createGate(core: Core): Gate };
  /** What the visitor sees and answers. */
  readonly ui: { readonly createInterface: CreateInterface };
  /** The permanent entry, for pages without a link of their own. */
  readonly entry: { createEntry(): Entry };
  /** Deletes what withdrawn vendors left. */
  readonly withdraw: Withdraw;
  /** Loads held frames, pictures and templates, and places what old tags write. */
  readonly content: { readonly content: ShowContent };
  /** Notes decisions for their proof, and proves and sends them. */
  readonly prove: { createProver(core: Core): Prover };
  readonly proof: { readonly createProofs: CreateProofs };
  /** Takes over what another tool stored. */
  readonly 'take-over': { takeOver(core: Core): Promise<Stored | undefined> };
  /** The texts of what is wrong with a configuration. */
  readonly explain: {
    explain(faults: readonly Fault[]): Error;
    explainRisk(found: unknown, rule: Fault['rule']): string;
  };
  /** The texts of all problems. */
  readonly messages: { readonly say: Say };
  readonly [layout: `layouts/${string}`]: { readonly default: string };
  readonly [locale: `locales/${string}`]: { readonly default: LocaleFile };
  readonly [tool: `modules/import-${string}`]: { readonly default: ReadEarlier };
  readonly [vendor: `vendors/${string}`]: { readonly default: Preset };
}

export type Load = <Name extends keyof Files>(name: Name) => Promise<Files[Name]>;

/** What the core must know of the files before they are loaded. */
export interface Parts {
  readonly load: Load;
  /** The tags of the language files. */
  readonly locales: readonly string[];
  /** The nonce of our own tag. Undefined where we are part of a bundle: then that of the page's first script with one. */
  readonly nonce?: string;
  /** What a site's own code may call before this vendor file is there: `fbq`, `_paq[]`, `ttq.page.track`. */
  callsOf(vendorFile: string): string | undefined;
}
