import type { Ask } from './ask.js';
import type { ShowContent } from './content.js';
import type { ConsentRecord, State, Stored } from './decision.js';
import type { Fault } from './fault.js';
import type { Gate } from './gate.js';
import type { ReadEarlier } from './import.js';
import type { CreateInterface, PermanentEntry, View } from './interface.js';
import type { LocaleFile } from './locale.js';
import type { Say } from './messages.js';
import type { Preset } from './preset.js';
import type { Report } from './problem.js';
import type { CreateProofs, Prover } from './proof.js';
import type { Settings, Vendor } from './settings.js';
import type { Withdraw } from './withdraw.js';

/** The files that load on demand, by name, and what each gives. */
export interface Files {
  /** Checks a configuration. */
  readonly check: { readonly checkConfig: CheckConfig };
  /** Starts third parties: loaded once something may run. */
  readonly gate: { createGate(core: Core): Gate };
  /** The permanent entry, for pages without a link of their own. */
  readonly entry: { createEntry(): PermanentEntry };
  /** Deletes what withdrawn vendors left. */
  readonly withdraw: Withdraw;
  /** Loads held frames, pictures and templates, and places what old tags write. */
  readonly content: { readonly content: ShowContent };
  /** Proves and sends the decisions that were noted. */
  readonly prove: { createProver(core: Core): Prover };
  readonly proof: { readonly createProofs: CreateProofs };
  /** Takes over what another tool stored. */
  readonly 'take-over': { takeOver(core: Core): Promise<Stored | undefined>; claim(core: Core): boolean };
  /** The texts of what is wrong with a configuration. */
  readonly explain: {
    explain(faults: readonly Fault[]): Error;
    explainRisk(found: unknown, rule: Fault['rule']): string;
  };
  /** The texts of all problems, and for developers the look for what their marks do not hold. */
  readonly messages: { readonly say: Say; tellUnheld(element: Element, report: Report): void };
  readonly [language: `interface-${string}`]: InterfaceFile;
  readonly [layout: `layouts/${string}`]: { readonly default: string };
  readonly [locale: `locales/${string}`]: { readonly default: LocaleFile };
  readonly [tool: `modules/import-${string}`]: { readonly default: ReadEarlier };
  readonly [vendor: `vendors/${string}`]: { readonly default: Preset };
}

/** What the visitor sees and answers, and what takes choices, stores them, and makes them hold. */
export interface InterfaceFile {
  readonly createInterface: CreateInterface;
  /** The sheet of the layout `box`. */
  readonly usualLayout: string;
  /** `prover` asks for its file anew each time, until it is there; undefined, and a report, where it does not come. */
  createAsk(core: Core, prover: () => Promise<Prover | undefined>): Ask;
  /** The texts of its language. */
  readonly default: LocaleFile;
  /** Those of the site's own language, which goes before. */
  readonly own?: LocaleFile;
}

/** Gets a file by its name. Rejected where it does not come; whoever asked reports that. */
export type Load = <Name extends keyof Files>(name: Name) => Promise<Files[Name]>;

/** Is it a configuration that can be used? Every fault of one that cannot is printed in one message. */
export type CheckConfig = (
  config: unknown,
  href: string | undefined,
  load: Load,
  report: Report,
) => Promise<boolean>;

/** What must be seen, and the loading of the interface only when something must. */
export interface Views {
  /** Begins to download what the first layer needs, before it is known that it can be shown. */
  prepare(): void;
  /** Fulfilled once what must be seen at first is part of the page, or cannot be. `isAnswered`: nobody is asked. */
  start(isAnswered: boolean): Promise<void> | undefined;
  /** Shows this now; `undefined` hides all. */
  show(view: View | undefined): Promise<void> | undefined;
  /** A choice holds, or is asked for again. `late`: the visitor may have gone on to something else. */
  answered(late: boolean): void;
  /** These embeds wait for consent. */
  hold(embeds: readonly Element[]): void;
  /** Fills the parts of the page that are meant for it. */
  fill(): void;
  destroy(): void;
}

/** What the core shares with the parts that load on demand. */
export interface Core {
  readonly settings: Settings;
  readonly report: Report;
  readonly load: Load;
  /**
   * Takes the stand-ins of a vendor away. What it returns makes the calls that were kept, once and in order: those made
   * `since` then (ms, as `Date.now()`), or all where the entry says `hold`.
   */
  releaseCalls(vendor: Vendor, since: number): (() => void) | undefined;
  /** The browser sends Global Privacy Control. */
  readonly gpc: boolean;
  /** What holds now. Set by the start from what is stored, then by `ask`; the gate narrows it until that is there. */
  state: State;
  /** What was told of it last, where the gate has narrowed it since. */
  heard?: State | undefined;
  stored: Stored | undefined;
  /** False where no storage holds the choice: then it lives in this page alone. */
  held: boolean;
  /** The page was visited, the stored choice is known, and nobody has destroyed us. */
  running: boolean;
  /** The language in which the visitor was asked; undefined where nothing of ours was shown. */
  language: string | undefined;
  readonly listeners: Set<(state: State, previous: State) => void>;
  readonly view: Views;
  readonly nonce: string | undefined;
  /** What the document's own parser made: held scripts among it can run themselves. */
  readonly parsed: { has(node: Node): boolean };
  /** Was the configuration checked, here or in an earlier visit? Until then nothing is granted. */
  isChecked(): boolean;
  /** Checks it. False: it has faults, was told so, and all has ended. Undefined, and a report: that could not be done. */
  check(): Promise<boolean | undefined>;
  /** The downloads of held scripts that have begun. */
  readonly begun: WeakMap<Element, Promise<void>>;
  /** There once something may run. */
  gate: Gate | undefined;
  /** Does this state let anything run? */
  runs(state: State): boolean;
  /** Loads the gate, once the configuration is checked; undefined, and a report, where it cannot be had. */
  loadGate(): Promise<Gate | undefined>;
  /** The file of a preset; undefined where there is none, or, with a report, where it cannot be had. */
  preset(vendor: Vendor): Promise<Preset | undefined>;
  /** The state that follows from a record, with the signal of the browser or another. */
  derive(record: ConsentRecord | undefined, signal?: boolean): State;
  /** When a choice made at this time ends. */
  expires(last: number): number;
  encode(record: ConsentRecord): string;
  /** Every value that stands in cookies of this name, as it is written. */
  readCookies(name: string): string[];
  /** The stored choice as it is on the device now. `isUrgent`: what takes long to find may be missed. */
  read(isUrgent?: boolean): Stored | undefined;
  /** Tells the other tabs that something was stored. */
  announce(): void;
  /** Ends the choice when its time is over. */
  watchClock(): void;
  /** Tells Google's tags, where the configuration says so. */
  tellGoogle(state: State): void;
}
