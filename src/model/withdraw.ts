import type { State } from './decision.js';
import type { Preset } from './preset.js';
import type { Report } from './problem.js';
import type { Settings, Vendor } from './settings.js';

/** A vendor that was granted and is no longer, or that may have left something before anybody was asked here. */
export interface Withdrawn {
  readonly vendor: Vendor;
  /** Nobody knows whether it ever ran: what of it could not be deleted is not told. */
  readonly isUnknown?: boolean;
  /** It ran in this document and may write again. */
  readonly ran: boolean;
  /** It runs on, whatever it is told: only a reload of the page ends it. */
  readonly endless: boolean;
}

/**
 * The fields and editors in which the visitor has typed, and the value that each field had of its own before: its text, the
 * number of its option, or whether its box was ticked.
 */
export type Touched = WeakMap<EventTarget, string | number | boolean | undefined>;

/** What the cleaning up knows of the core. */
export interface CleanUpContext {
  readonly settings: Settings;
  readonly report: Report;
  readonly state: State;
  /** False where no storage holds the choice: a reload would ask again. */
  readonly held: boolean;
  readonly gate:
    | { reload(vendors: readonly string[], onStay?: () => void): void; readonly touched: Touched }
    | undefined;
  preset(vendor: Vendor): Promise<Preset | undefined>;
}

/** What `withdraw.js` gives to the core. */
export interface Withdraw {
  /**
   * Deletes what these vendors left, and looks again for a second. Where some of them, or tags of nobody (`runsOn`), run on
   * whatever they are told, it reloads the page, or says that it is needed. `amend` changes the state.
   */
  cleanUpAfter(
    withdrawn: readonly Withdrawn[],
    core: CleanUpContext,
    amend: (part: Partial<State>) => void,
    runsOn: boolean | undefined,
  ): void;
  /** Deletes the marks by which a preset notes a refusal: they would silence a vendor that is granted again. */
  sweepMarkers(preset: Preset): void;
}
