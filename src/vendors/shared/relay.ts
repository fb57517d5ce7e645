import type { Preset } from '../../model/preset.js';
import { ownScripts } from './own-scripts.js';

/**
 * Sign language and captions for calls and visits. Most sites open such a service by a link, which needs no
 * consent, or in a frame that carries its name in `data-vendor`. Its hosts and what it stores are not public.
 */
export const relay = {
  ...ownScripts,
  country: 'FR',
  purposes: [],
  privacyPolicyUrl: '',
  hosts: [],
  cookies: [],
  storage: [],
  parameters: { scripts: { ...ownScripts.parameters.scripts, optional: true } },
} satisfies Partial<Preset>;
