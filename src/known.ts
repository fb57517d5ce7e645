import type { Known } from './config/parse.js';
import { exemptible, imports, layouts, necessary, parameters, presets, version } from './registry.js';

/** What a configuration may name: the files that came with us. */
export const known: Known = { presets, necessary, exemptible, parameters, layouts, imports, version };
