import type { ConsentRecord, State } from './model/decision.js';
import type { Parts } from './model/parts.js';
import type { Report } from './model/problem.js';
import type { Note, ProofFormat, Proofs } from './model/proof.js';
import type { Settings } from './model/settings.js';
import { at } from './page/lifecycle.js';
import { readDue, writeNote } from './record/note.js';

/** The proofs of decisions, whose file is loaded only when there is something to prove, to send or to export. */
export interface Prover {
  /** A decision is about to be stored. */
  note(record: ConsentRecord | undefined, previous: ConsentRecord | undefined): void;
  /** Proves and sends what waits, if it is time. */
  check(): void;
  exportAs(format?: ProofFormat): Promise<string>;
  stop(): void;
}

export function createProver(settings: Settings, parts: Parts, report: Report, state: () => State): Prover {
  const { endpoint, store } = settings;
  let loading: Promise<Proofs | undefined> | undefined;
  /** What the device could not hold. */
  const unheld: Note[] = [];
  let stopClock = () => {};

  function load(): Promise<Proofs | undefined> {
    loading ??= parts.loadProof().then(
      (create) => create({ settings, report, state, loadLocale: parts.loadLocale }),
      (error) => {
        loading = undefined;
        report(
          'proof-missing',
          'proof',
          `could not be loaded; what it must prove waits on the device. ${error}`,
        );
        return undefined;
      },
    );
    return loading;
  }

  function run(): void {
    void load().then((proofs) => {
      if (proofs) void proofs.run(unheld.splice(0));
    });
  }

  return {
    note(record, previous) {
      if (!endpoint || !(record ?? previous)) return;
      const note = { time: Date.now(), record, previous };
      if (!writeNote(store.name, note)) unheld.push(note);
    },
    check() {
      stopClock();
      const due = endpoint && (unheld.length ? 0 : readDue(store.name));
      if (typeof due === 'number') stopClock = at(due, run);
    },
    exportAs: async (format = 'json') => (await load())?.exportAs(format) ?? '[]',
    stop() {
      stopClock();
      void loading?.then((proofs) => proofs?.stop());
    },
  };
}
