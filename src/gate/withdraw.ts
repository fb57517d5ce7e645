// Loaded when a vendor that was granted is no longer.

export { cleanUpAfter } from './clean-up.js';
export { sweepMarkers } from './sweep.js';
