import type { Settings } from './model/settings.js';

/**
 * What the gate is needed for before anything is granted: content that a placeholder stands for, parts of the page that
 * the interface fills, and what is necessary.
 */
export const waiting = ({ necessary }: Settings): string =>
  [
    '[data-consent-src],[data-consent-declaration],[data-consent-state]',
    ...necessary.map(({ id }) => `:is(script[type="text/plain"],template)[data-vendor="${CSS.escape(id)}"]`),
  ].join();
