import type { Preset } from '../model/preset.js';
import { relay } from './shared/relay.js';

/** Deafi: customer service in French sign language. Ask the vendor what it stores. */
export default { ...relay, name: 'Deafi', controller: 'Deafi' } satisfies Preset;
