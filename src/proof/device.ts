import type { ProofRecord } from '../model/proof.js';
import * as storage from '../page/storage.js';
import { dueKey } from '../record/note.js';

/** A proof, and what must be known to send it once and to notice its end. */
export interface Entry {
  readonly proof: ProofRecord;
  /** The record that it proves, as stored text; empty for an end. */
  readonly record: string;
  /** Milliseconds since 1970: the order of the decisions. */
  readonly time: number;
  readonly sent: boolean;
}

/** How many are kept for the visitor once they are sent, and how many wait to be sent at most. */
export const limits = { sent: 20, waiting: 200 };

/** Where proofs lie on the device: one key each, so that tabs never overwrite each other. In memory where none holds. */
export interface Device {
  /** Oldest first. */
  entries(): Entry[];
  find(recordId: string): Entry | undefined;
  put(entry: Entry): void;
  /** Deletes the oldest beyond the limits. Returns how many unsent ones were lost. */
  prune(): number;
  /** When to look again, and how often sending has failed in a row. */
  plan(due: number | undefined, tries: number): void;
  tries(): number;
}

/** The proofs of the choices stored under this name. Each question reads the storage anew: other tabs write there too. */
export function createDevice(name: string): Device {
  const memory = new Map<string, string>();
  const prefix = `${name}-proof:`;

  function texts(): [key: string, text: string][] {
    const stored = [...new Set(storage.keys())]
      .filter((key) => key.startsWith(prefix) && !memory.has(key))
      .flatMap((key) => storage.readStored(key).map((text): [string, string] => [key, text]));
    return [...stored, ...memory];
  }

  function remove(key: string): void {
    storage.remove(key);
    memory.delete(key);
  }

  function read(key: string, text: string): Entry | undefined {
    try {
      const entry: Entry = JSON.parse(text);
      if (prefix + entry.proof.recordId === key && typeof entry.time === 'number') return entry;
    } catch {
      // Changed by hand, or not ours.
    }
    remove(key);
    return undefined;
  }

  const device: Device = {
    entries: () =>
      texts()
        .flatMap(([key, text]) => read(key, text) ?? [])
        .sort((one, other) => one.time - other.time),
    find(recordId) {
      const key = prefix + recordId;
      const text = memory.get(key) ?? storage.readStored(key)[0];
      return text === undefined ? undefined : read(key, text);
    },
    put(entry) {
      const key = prefix + entry.proof.recordId;
      const text = JSON.stringify(entry);
      memory.delete(key);
      if (storage.write(key, text)) return;
      // Full: what was delivered makes room for what was not.
      for (const old of device.entries()) if (old.sent) remove(prefix + old.proof.recordId);
      if (!storage.write(key, text)) memory.set(key, text);
    },
    prune() {
      const all = device.entries();
      const surplus = (sent: boolean, limit: number) => {
        const some = all.filter((entry) => entry.sent === sent);
        return some.slice(0, Math.max(0, some.length - limit));
      };
      const lost = surplus(false, limits.waiting);
      for (const { proof } of [...lost, ...surplus(true, limits.sent)]) remove(prefix + proof.recordId);
      return lost.length;
    },
    plan(due, tries) {
      if (due === undefined) storage.remove(dueKey(name));
      else storage.write(dueKey(name), `${due} ${tries}`);
    },
    tries: () => Number.parseInt(storage.readStored(dueKey(name))[0]?.split(' ')[1] ?? '', 10) || 0,
  };
  return device;
}
