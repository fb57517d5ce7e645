import { parse } from './config/parse.js';
import { start } from './consent.js';
import { insist } from './insist.js';
import { known } from './known.js';
import { files } from './loaders.js';
import type { Consent, Options } from './model/consent.js';
import type { Load } from './model/core.js';
import type { State } from './model/decision.js';
import type { Config } from './model/settings.js';
import { hasPage, pageUrl } from './page/lifecycle.js';
import { locales } from './registry.js';
import { createReporter } from './reporter.js';
import { deriveState } from './state/state.js';
import { callsOf } from './unpack.js';

export type { Consent, Options } from './model/consent.js';
export type { Answer, Choice, ConsentRecord, Leftovers, News, State } from './model/decision.js';
export type { ImportConfig } from './model/import.js';
export type { View } from './model/interface.js';
export type { Locale } from './model/locale.js';
export type { Preset } from './model/preset.js';
export { ConfigError, type ConfigIssue, type Problem } from './model/problem.js';
export type { ProofFormat, ProofRecord } from './model/proof.js';
export type { PurposeConfig, StandardPurposeConfig } from './model/purpose.js';
export type {
  Config,
  Exemption,
  PresetConfig,
  Safeguard,
  Trace,
  VendorConfig,
} from './model/settings.js';

const load = insist((async (name: string) => {
  const file = files[name];
  if (!file) throw new Error(`There is no file ${name}.`);
  return file();
}) as Load);

/**
 * Starts Portillon on this page: reads the stored choice, releases what it allows, asks where nothing is known.
 * On a server it grants nothing and does nothing.
 * @throws ConfigError with every fault of the configuration; nothing is released then.
 */
export function createConsent(config: Config, options?: Options): Consent {
  const risks: [path: string, text: string][] = [];
  const warn = (...risk: [path: string, text: string]) => void risks.push(risk);
  const settings = parse(config, { ...known, href: pageUrl(), warn });
  if (!hasPage()) return createInert(deriveState(settings, undefined, false, false));
  const reporter = createReporter(load, () => settings, options?.onProblem);
  for (const [path, text] of risks) reporter.report('config-risky', path, text);
  return start(settings, { load, locales, callsOf }, undefined, reporter);
}

/** On a server nothing may run, and nobody can be asked. */
function createInert(state: State): Consent {
  const nothing = () => {};
  return {
    state,
    problems: [],
    ready: Promise.resolve(state),
    allows: () => false,
    decide: () => Promise.resolve(false),
    exportRecords: () => Promise.resolve('[]'),
    subscribe: () => nothing,
    open: nothing,
    close: nothing,
    forget: nothing,
    scan: nothing,
    destroy: nothing,
  };
}
