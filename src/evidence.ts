import type { Core } from './model/core.js';
import type { ConsentRecord } from './model/decision.js';
import type { Note, Prover } from './model/proof.js';
import { writeNote } from './record/note.js';

/** What a tab itself does for the proofs of its decisions: the file that proves them may be lost when they are made. */
export interface Evidence {
  /** A decision is about to be stored: notes it on the device, or, where that holds nothing, in this page. */
  note(record: ConsentRecord | undefined, previous: ConsentRecord | undefined): void;
  /** Has what waits proved and sent: at once what was decided in this tab, what another one decided after a while. */
  prove(): void;
}

/** Without an endpoint it does nothing. `prover` asks for its file anew until it is there. */
export function createEvidence(
  { settings, encode }: Core,
  prover: () => Promise<Prover | undefined>,
): Evidence {
  const { endpoint, store } = settings;
  /** The decisions of this tab that nobody has begun to prove; only what the device could not hold is kept itself. */
  const left: (Note | undefined)[] = [];
  // There before the decision, unless it is lost on the way.
  if (endpoint) void prover();
  return {
    note(record, previous) {
      if (!endpoint || !(record ?? previous)) return;
      const note = { time: Date.now(), record, previous };
      left.push(writeNote(store.name, note, encode) ? undefined : note);
    },
    prove() {
      if (endpoint) void prover().then((its) => its?.check(left.length > 0, left.splice(0)));
    },
  };
}
