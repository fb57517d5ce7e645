import type { Preset } from '../model/preset.js';
import { relay } from './shared/relay.js';

/**
 * Acceo, by Delta Process: captions, sign language and cued speech for calls and visits. Ask the vendor what
 * it stores.
 */
export default { ...relay, name: 'Acceo', controller: 'Delta Process SAS' } satisfies Preset;
