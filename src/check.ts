import { findFaults } from './config/check.js';
import { known } from './known.js';
import type { CheckConfig } from './model/core.js';
import type { Tell } from './model/fault.js';

// Loaded before anything is granted by a configuration that was never checked on this device, and while a site is made.

/** Prints every fault of a configuration in one message. */
export const checkConfig: CheckConfig = async (config, href, load, report) => {
  const risks: Parameters<Tell>[] = [];
  const faults = findFaults(config, { ...known, href }, (...risk) => risks.push(risk));
  if (faults.length || risks.length) {
    const texts = await load('explain').catch(() => undefined);
    for (const [path, found, rule] of risks) report('config-risky', path, texts?.explainRisk(found, rule));
    const places = faults.map(({ path }) => path).join(', ');
    if (faults.length)
      console.warn(`[portillon] config-invalid: ${texts?.explain(faults).message ?? places}`);
  }
  return !faults.length;
};
