import { start } from './consent.js';
import { layoutFiles, localeFiles, vendorFiles } from './loaders.js';
import type { Consent, Options } from './model/consent.js';
import type { Config } from './model/settings.js';
import { calls, exemptible, layouts, locales, necessary, presets } from './registry.js';

export type { Consent, Options } from './model/consent.js';
export type * from './model/decision.js';
export type { View } from './model/interface.js';
export type { Locale } from './model/locale.js';
export type { Preset } from './model/preset.js';
export { ConfigError, type ConfigIssue, type Problem } from './model/problem.js';
export type { ProofFormat, ProofRecord } from './model/proof.js';
export type * from './model/settings.js';

/**
 * Starts Portillon on this page: reads the stored choice, releases what it allows, asks where nothing is known.
 * On a server it grants nothing and does nothing.
 * @throws ConfigError with every fault of the configuration; nothing is released then.
 */
export const createConsent = (config: Config, options?: Options): Consent =>
  start(
    config,
    {
      presets,
      necessary,
      exemptible,
      calls,
      layouts,
      locales,
      loadInterface: async () => (await import('./ui/ui.js')).createInterface,
      loadEntry: async () => (await import('./ui/entry.js')).createEntry,
      loadLayout: async (name) => (await layoutFiles[name]!()).default,
      loadLocale: async (tag) => (await localeFiles[tag]!()).default,
      loadPreset: async (name) => (await vendorFiles[name]!()).default,
      loadProof: async () => (await import('./proof/proof.js')).createProofs,
    },
    options,
  );
