// One file, as one is never of use without the other where a visitor is asked.

export { createAsk } from './ask.js';
export { createInterface } from './ui/ui.js';
