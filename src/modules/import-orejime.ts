import type { ReadEarlier } from '../model/import.js';

/** Orejime 3: JSON, yes or no by purpose, groups unfolded, without a time. */
const read: ReadEarlier = (text) => {
  const stored: unknown = JSON.parse(text);
  // Written by JSON.stringify: no space, no name twice.
  if (JSON.stringify(stored) !== text || !/^\{"/.test(text)) return undefined;
  const answers = new Map(Object.entries(stored as object));
  if ([...answers.values()].some((yes) => typeof yes !== 'boolean')) return undefined;
  return { answer: (name) => answers.get(name) };
};

export default read;
