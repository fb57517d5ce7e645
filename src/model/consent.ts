import type { Choice, State } from './decision.js';
import type { View } from './interface.js';
import type { Problem } from './problem.js';
import type { ProofFormat } from './proof.js';

/** What only code can give. Whatever a lawyer may edit is configuration instead. */
export interface Options {
  /** Told each problem once. Its errors are caught. */
  readonly onProblem?: (problem: Problem) => void;
}

/** The public object: `window.portillon`, and what `createConsent` returns. */
export interface Consent {
  /**
   * Fulfilled with the state once the stored choice is known, on a prerendered page once the visitor is there, and the tags
   * that it allows are released: on their way, they need not have run. While a file of ours hangs, so
   * does this. Never rejected.
   */
  readonly ready: Promise<State>;
  /** The state now; frozen, a new object after each change. */
  readonly state: State;
  /** What was reported so far. */
  readonly problems: readonly Problem[];
  /** True only if this purpose or vendor is granted now. False for unknown ids. */
  allows(id: string): boolean;
  /**
   * A choice by program. Ids that are not named keep their value; undecided ones become denied.
   * To grant without a recent user gesture it needs `source`, at most 32 characters, which the record keeps; the names of
   * our own buttons (`banner`, `panel`, `placeholder`) are kept as `api: …`.
   * Fulfilled with true once the choice holds: a yes to a configuration that was never checked waits for its check. With
   * false, and a report, where nothing was changed, or where the check finds faults or cannot be had: then the yes is stored
   * and does not hold. With false alone after `destroy`.
   */
  decide(choice: Choice, options?: { readonly source?: string }): Promise<boolean>;
  /** Shows the preference panel, or another view. */
  open(view?: View): void;
  /** Hides the interface. Never grants; an open question is asked again on the next page. */
  close(): void;
  /** Called after each change with the state and the one before. Returns how to stop. */
  subscribe(listener: (state: State, previous: State) => void): () => void;
  /** Withdraws everything, deletes the record, and asks again. */
  forget(): void;
  /**
   * The proofs of the visitor's decisions that this device holds, oldest first, as text. Default `"json"`. With the id of a
   * vendor, only its own answer and those of its purposes, to be shown to that vendor; none for an unknown id.
   */
  exportRecords(format?: ProofFormat, vendor?: string): Promise<string>;
  /** Looks for held markup in a subtree that is out of sight, such as a shadow root. */
  scan(root?: ParentNode): void;
  /**
   * Removes the interface and every listener, tells the vendors that run that their consent ended, and holds again what is
   * shown or on its way: another `createConsent` finds it. It deletes nothing, and does not end what only a reload ends.
   */
  destroy(): void;
}
