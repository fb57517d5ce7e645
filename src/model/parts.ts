import type { CreateInterface } from './interface.js';
import type { Locale } from './locale.js';
import type { Preset } from './preset.js';

/** The files that load on demand, and what must be known of them beforehand. The build fills it from the folders. */
export interface Parts {
  /** The purposes of each vendor file, by its name. */
  readonly presets: { readonly [name: string]: readonly string[] };
  /** The tags of the language files. */
  readonly locales: readonly string[];
  loadInterface(): Promise<CreateInterface>;
  loadLocale(tag: string): Promise<Locale>;
  loadPreset(name: string): Promise<Preset>;
}
