import type { Settings } from './settings.js';

/** The sentence of a problem: what was found, what was expected, and the fix. */
export type Say = (code: string, details: readonly unknown[], settings?: Settings) => string;
