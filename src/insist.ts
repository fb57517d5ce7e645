/** How long a phone may be without a network before a file is asked for once more, in milliseconds. */
const pause = 1000;

/** Asks once more for a file that did not come. Firefox keeps the failure of a module, and does not ask again. */
export const insist = <Get extends (name: never) => Promise<unknown>>(get: Get): Get =>
  ((name: never) =>
    get(name).catch(() => new Promise((resolve) => setTimeout(resolve, pause)).then(() => get(name)))) as Get;
