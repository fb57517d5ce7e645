import type { UiContext } from './context.js';

// What we draw in the site's own parts of the page; each loads what it needs.

type Draw = (places: readonly Element[], context: UiContext) => Promise<void>;

let held: readonly Element[] = [];

/** Placeholders over these embeds, and over no others. */
export const hold: Draw = async (embeds, context) => {
  held = embeds;
  const placeholder = await import('./placeholder.js');
  // Not `embeds`: of two imports of one file the browser may fulfil the second first, and what was asked last counts.
  placeholder.hold(held, context);
  context.leavePage = () => placeholder.hold([], context);
};

/** The cookie declaration. */
export const declare: Draw = async (places, context) =>
  (await import('./declaration.js')).declare(places, context);

/** The visitor's own record, brought up to date after each choice. */
export const records: Draw = async (places, context) => {
  const { showRecords } = await import('./own-record.js');
  context.redrawn = await showRecords(places, context);
};
