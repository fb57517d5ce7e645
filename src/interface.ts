// One file, as one is never of use without the other where a visitor is asked.

export { createAsk } from './ask.js';
// Most sites need no other: it comes along, which spares a request.
export { default as usualLayout } from './layouts/box.css';
export { createInterface } from './ui/ui.js';
