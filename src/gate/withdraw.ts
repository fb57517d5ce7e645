// Loaded when a vendor that was granted is no longer.

export { hasUnsavedInput } from '../page/unsaved.js';
export { cleanUp } from './clean-up.js';
export { sweepMarkers } from './sweep.js';
