import type { CreateInterface, Entry } from './interface.js';
import type { Locale } from './locale.js';
import type { NecessaryReason } from './necessary.js';
import type { Calls, Preset } from './preset.js';
import type { CreateProofs } from './proof.js';

/** The files that load on demand, and what must be known of them beforehand. The build fills it from the folders. */
export interface Parts {
  /** The purposes of each vendor file, by its name. */
  readonly presets: { readonly [name: string]: readonly string[] };
  /** The vendor files that need no consent, and why. */
  readonly necessary: { readonly [name: string]: NecessaryReason };
  /** The vendor files that have a mode for the exempt measurement of audience. */
  readonly exemptible: readonly string[];
  /** What a site's own code may call before a vendor is there, by vendor file. */
  readonly calls: { readonly [name: string]: Calls };
  /** The names of the layouts. */
  readonly layouts: readonly string[];
  /** The tags of the language files. */
  readonly locales: readonly string[];
  loadInterface(): Promise<CreateInterface>;
  /** The permanent entry, for pages without a link of their own. */
  loadEntry(): Promise<() => Entry>;
  /** The stylesheet of a layout. */
  loadLayout(name: string): Promise<string>;
  loadLocale(tag: string): Promise<Locale>;
  loadPreset(name: string): Promise<Preset>;
  /** Proofs of decisions. */
  loadProof(): Promise<CreateProofs>;
}
