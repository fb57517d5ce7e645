import type { ReadEarlier } from '../model/import.js';

/** Klaro 0.7: JSON, yes or no by service, without a time. In local storage it is encoded as in the cookie. */
const read: ReadEarlier = (text) => {
  const json = text.startsWith('%7B') ? decodeURIComponent(text) : text;
  const stored: unknown = JSON.parse(json);
  // Written by JSON.stringify: no space, no name twice.
  if (JSON.stringify(stored) !== json || !/^\{"/.test(json)) return undefined;
  const answers = new Map(Object.entries(stored as object));
  if ([...answers.values()].some((yes) => typeof yes !== 'boolean')) return undefined;
  return { answer: (name) => answers.get(name) };
};

export default read;
