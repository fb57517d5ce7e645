import type { State, Stored } from './decision.js';
import type { Gate } from './gate.js';
import type { View } from './interface.js';
import type { Load } from './parts.js';
import type { Report } from './problem.js';
import type { Settings, Vendor } from './settings.js';

/** What must be seen, and the loading of the interface only when something must. */
export interface Views {
  /** Begins to download what the first layer needs, before it is known that it can be shown. */
  prepare(): void;
  start(): void;
  /** Shows this now; `undefined` hides all. */
  show(view: View | undefined): void;
  /** A choice was stored, or is asked for again. */
  answered(): void;
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
  /** Takes the stand-ins of a vendor away. What it returns makes the calls that were kept, once and in order. */
  releaseCalls(vendor: Vendor): () => void;
  /** The browser sends Global Privacy Control. */
  readonly gpc: boolean;
  /** What holds now. Only `ask` changes it. */
  state: State;
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
  /** There once something may run. */
  gate: Gate | undefined;
  /** Is anything granted, or content in the page that a placeholder stands for? */
  mayRun(): boolean;
  /** Loads the gate; undefined, and a report, where it cannot be had. */
  loadGate(): Promise<Gate | undefined>;
  /** The stored choice as it is on the device now. */
  read(): Stored | undefined;
  /** Tells the other tabs that something was stored. */
  announce(): void;
  /** Ends the choice when its time is over. */
  watchClock(): void;
  /** Tells Google's tags, where the configuration says so. */
  tellGoogle(state: State): void;
}
