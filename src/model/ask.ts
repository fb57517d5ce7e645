import type { Choice } from './decision.js';

/** What `interface-<language>.js` gives to the core: the one way to change a choice. */
export interface Ask {
  /** A choice of the visitor, by a button of ours. */
  choose(choice: Choice, source?: string): unknown;
  /** Begins to download what a yes will need, of our own files alone. Changes nothing. */
  expectYes(): void;
  /**
   * A choice by program; true once it holds, which may wait for the check of the configuration. False, and a report, where
   * nothing was changed, or where a yes is stored but the check failed. `gesture`: the visitor just acted.
   */
  decide(choice: unknown, source: string | undefined, gesture: boolean): boolean | Promise<boolean>;
  /** Withdraws all, deletes the record. */
  forget(): void;
  /** What was stored elsewhere holds here too; what has ended or was deleted holds no more. */
  reread(): void;
  /** Has what waits proved and sent, also where the file for it was lost until now. */
  prove(): void;
  /** The configuration that was checked need not be checked again on this device. */
  noteChecked(): void;
  /** Takes over what the site's former tool stored, for a visitor who has no choice of ours. Never rejected. */
  takeOver(): Promise<void>;
  /** A reload has stopped these vendors: cleans up after them once more. */
  cleanUpAfterReload(vendors: readonly string[]): void;
}
