import type { State } from './decision.js';
import type { Touched, Withdrawn } from './withdraw.js';

/** Holds every gated element and vendor until its purposes are granted. The only code that starts third parties. */
export interface Gate {
  /** Stops what may no longer run: at once, before anything else is told. Returns the vendors that were stopped. */
  withdraw(state: State, previous: State): readonly Withdrawn[];
  /** Ends at once what this state no longer grants, and grants nothing. The next `withdraw` returns what was stopped. */
  narrow(state: State): void;
  /** Do tags run on that no vendor answers for, and that are not allowed in this state? Only a reload ends those. */
  runOn(state: State): boolean;
  /** The vendors that ran in this document; undefined where no third party did. */
  running(): readonly string[] | undefined;
  /** Where the visitor has typed since something ran: a reload must not lose it. */
  readonly touched: Touched;
  /** Starts what may run now. */
  release(): void;
  /** Looks for held markup in a subtree that is not observed, such as a shadow root. */
  scan(root: ParentNode): void;
  /** Loads one embed for this page view only. */
  loadOnce(embed: Element): void;
  /**
   * Reloads the page, unless the visitor is leaving it; it cleans up once more after these vendors. `onStay` is told some
   * seconds after the page asked whether to leave, and the visitor stayed.
   */
  reload(vendors: readonly string[], onStay?: () => void): void;
  /** Holds again what is shown or waits, and tells what runs that its consent ended; it deletes and reloads nothing. */
  destroy(): void;
}
