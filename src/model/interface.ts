import type { Choice, State } from './decision.js';
import type { LocaleFile } from './locale.js';
import type { Preset } from './preset.js';
import type { Report } from './problem.js';
import type { Settings, Vendor } from './settings.js';

/**
 * A part of the interface: the first layer; the preferences; the same with the partners of every purpose open, or from the
 * switch on that objects to an exempt measurement.
 */
export type View = 'banner' | 'panel' | 'vendors' | 'object';

/** All that the interface may know and do: read the state, send a choice. It starts no vendor, stores nothing. */
export interface InterfaceContext {
  readonly settings: Settings;
  readonly locale: LocaleFile;
  /** What a language of the site's own lacks is said in this one. */
  readonly ours: LocaleFile;
  /** The stylesheet of the first layer. */
  readonly layout: string;
  readonly report: Report;
  /** The page is under development: what only developers can mend is looked for. */
  readonly isDevelopment: boolean;
  state(): State;
  choose(choice: Choice, source: string): void;
  /** The visitor may be about to say yes. */
  expectYes(): void;
  /** `undefined` hides all. */
  open(view: View | undefined): void;
  /** The visitor leaves the panel without a choice. */
  leave(): void;
  /** Loads this one embed now, without any stored choice. */
  loadOnce(embed: Element): void;
  /** The facts of a preset vendor, from its file. Undefined when it has none, or it cannot be had. */
  preset(vendor: Vendor): Promise<Preset | undefined>;
}

/** What `interface-<language>.js` gives to the core. */
export interface Interface {
  /** Shows what is to be seen now; `undefined` hides all. Fulfilled once that is part of the page, or could not be. */
  show(view: View | undefined): Promise<void>;
  /** Says that a choice was stored. */
  confirm(): void;
  /** Puts placeholders over these embeds and takes away all others. */
  hold(embeds: readonly Element[]): void;
  /** Fills these elements with the cookie declaration. */
  declare(places: readonly Element[]): void;
  /** Fills these elements with the visitor's own record, and keeps them up to date. */
  records(places: readonly Element[]): void;
  destroy(): void;
}

/** What `entry.js` gives to the core. */
export interface PermanentEntry {
  show(visible: boolean): void;
  destroy(): void;
}

/** Takes over a banner that the server wrote. It may have to wait for texts; nothing of its own is seen before it is told. */
export type CreateInterface = (context: InterfaceContext) => Interface | Promise<Interface>;
