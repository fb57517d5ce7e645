import type { Preset } from '../model/preset.js';
import { relay } from './shared/relay.js';

/** RogerVoice: captions for telephone calls. Ask the vendor what it stores. */
export default { ...relay, name: 'RogerVoice', controller: 'Rogervoice SAS' } satisfies Preset;
