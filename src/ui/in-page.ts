import type { UiContext } from './context.js';

// What we draw in the site's own parts of the page; each loads what it needs.

type Draw = (places: readonly Element[], context: UiContext) => Promise<void>;

/** One for all calls: of two imports of one file the browser may fulfil the second first, and their order counts. */
let placeholder: Promise<typeof import('./placeholder.js')> | undefined;

/** Placeholders over these embeds, and over no others. */
export const hold: Draw = async (embeds, context) => {
  placeholder ??= import('./placeholder.js');
  const file = await placeholder.catch((error) => {
    placeholder = undefined;
    throw error;
  });
  file.hold(embeds, context);
  context.leavePage = () => file.hold([], context);
};

/** The cookie declaration. */
export const declare: Draw = async (places, context) =>
  (await import('./declaration.js')).declare(places, context);

/** The visitor's own record, brought up to date after each choice. */
export const records: Draw = async (places, context) => {
  const { showRecords } = await import('./own-record.js');
  context.redrawn = await showRecords(places, context);
};
