import type { Known } from './config/forms.js';
import { exemptible, imports, layouts, necessary, parameters, presets } from './registry.js';

/** What a configuration may name: the files that came with us. */
export const known: Known = { presets, necessary, exemptible, parameters, layouts, imports };
