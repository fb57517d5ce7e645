import type { Preset } from '../model/preset.js';
import { relay } from './shared/relay.js';

/** Sourdline: customer service in French sign language, by video and text. Ask the vendor what it stores. */
export default { ...relay, name: 'Sourdline', controller: 'Sourdline' } satisfies Preset;
