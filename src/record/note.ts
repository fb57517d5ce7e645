import type { ConsentRecord } from '../model/decision.js';
import type { Note } from '../model/proof.js';
import * as storage from '../page/storage.js';
import { decode } from './codec.js';

const prefixOf = (name: string): string => `${name}-decided:`;

/** When the proofs must be looked at again, as `time tries`. Left out: never. */
export const dueKey = (name: string): string => `${name}-due`;

/**
 * Notes a decision before anything else happens, so that its proof survives a tab that closes, and a file that was lost.
 * `encode` is that of the codec. False: it did not hold.
 */
export function writeNote(
  name: string,
  { time, record, previous }: Note,
  encode: (record: ConsentRecord) => string,
): boolean {
  const textOf = (one: ConsentRecord | undefined) => (one ? encode(one) : '-');
  // Each decision has a key of its own: two tabs never write the same one, so neither can lose the other's.
  const key = prefixOf(name) + (record?.id ?? `${previous?.id}-end`);
  return (
    storage.write(dueKey(name), '0') && storage.write(key, `${time} ${textOf(record)} ${textOf(previous)}`)
  );
}

/** From when on there is something to prove or to send; undefined: never. What cannot be read is looked at now. */
export function readDue(name: string): number | undefined {
  const [due] = storage.readStored(dueKey(name));
  return due === undefined ? undefined : Number.parseInt(due, 10) || 0;
}

/** Every note on the device, by its key. What cannot be read is deleted. */
export function readNotes(name: string): Map<string, Note> {
  const notes = new Map<string, Note>();
  for (const key of new Set(storage.keys())) {
    if (!key.startsWith(prefixOf(name))) continue;
    const [time, ...texts] = (storage.readStored(key)[0] ?? '').split(' ');
    const [record, previous] = texts.map(decode);
    if (record || previous)
      notes.set(key, { time: Number(time) || (record ?? previous)!.last, record, previous });
    else storage.remove(key);
  }
  return notes;
}
