import type { Leftovers } from './decision.js';
import type { Preset } from './preset.js';
import type { Report } from './problem.js';
import type { Settings, Vendor } from './settings.js';

/** A vendor that was granted and is no longer. */
export interface Withdrawn {
  readonly vendor: Vendor;
  /** It ran in this document and may write again. */
  readonly ran: boolean;
  /** It runs on, whatever it is told: only a reload of the page ends it. */
  readonly endless: boolean;
}

/** All that the cleaning up may know and do. */
export interface CleanUpContext {
  readonly settings: Settings;
  readonly report: Report;
  isGranted(vendor: string): boolean;
  preset(vendor: Vendor): Promise<Preset | undefined>;
  /** Told what a withdrawal could not remove. */
  onLeftovers(vendor: string, leftovers: Leftovers): void;
}

/** What `withdraw.js` gives to the core. */
export interface Withdraw {
  /** Deletes what this vendor left, and looks again for a second. */
  cleanUp(withdrawn: Withdrawn, context: CleanUpContext): void;
  /** Does a form of the page hold what a reload would lose? */
  hasUnsavedInput(): boolean;
  /** Deletes the marks by which a preset notes a refusal: they would silence a vendor that is granted again. */
  sweepMarkers(preset: Preset): void;
}
