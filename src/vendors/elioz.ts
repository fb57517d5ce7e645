import type { Preset } from '../model/preset.js';
import { relay } from './shared/relay.js';

/** Elioz: a relay in French sign language, captions and cued speech. Ask the vendor what it stores. */
export default { ...relay, name: 'Elioz', controller: 'Elioz' } satisfies Preset;
