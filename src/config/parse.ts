import type { Fault } from '../model/fault.js';
import type { Config, Settings } from '../model/settings.js';
import { findFaults, type Known as KnownToCheck } from './check.js';
import { explain, explainRisk } from './explain.js';
import { settle } from './settle.js';

/** What the parser must know besides the configuration. */
export interface Known extends KnownToCheck {
  /** Of the build, whose words are shown with this configuration. */
  readonly version?: string;
  /** Told what may be used but should be mended. */
  readonly warn?: (path: string, message: string) => void;
}

/**
 * Checks a configuration of unknown shape and fills in the defaults.
 * @throws ConfigError with every issue at once. It does not look at vendor accounts: their presets do.
 */
export function parse(config: unknown, known: Known): Settings {
  const { copy, faults: before } = copyOf(config);
  const others = findFaults(copy, known, (path, found, rule) => known.warn?.(path, explainRisk(found, rule)));
  const faults = [...before, ...others];
  if (faults.length) throw explain(faults);
  const { presets, necessary = {} } = known;
  const registry = {
    purposesOf: (name: string) => (Object.hasOwn(presets, name) ? presets[name] : undefined),
    necessityOf: (name: string) => (Object.hasOwn(necessary, name) ? necessary[name] : undefined),
  };
  return settle(copy as Config, registry, (known.version ?? '') + textOf(copy));
}

/** What JSON cannot hold, a preset's own parameter perhaps, is no part of what was asked. */
function textOf(config: unknown): string {
  try {
    return JSON.stringify(config);
  } catch {
    return '';
  }
}

/** The page may change its object later, or answer differently the second time it is read. */
function copyOf(config: unknown): { readonly copy: unknown; readonly faults: readonly Fault[] } {
  try {
    return { copy: structuredClone(config), faults: [] };
  } catch {
    return { copy: {}, faults: [{ path: 'config', found: config, rule: 'plain' }] };
  }
}
