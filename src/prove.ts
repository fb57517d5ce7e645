import type { Core } from './model/core.js';
import type { Note, Proofs, Prover } from './model/proof.js';
import { at } from './page/lifecycle.js';
import { readDue } from './record/note.js';

// Loaded with the taking of a choice on a site that names an endpoint, when a proof waits, and for an export.

/**
 * How long a tab leaves a decision to the one where it was made, in milliseconds: all hear of it at once, and what one
 * stores reaches the others too late to keep them from posting it as well.
 */
const patience = 2000;

/** Loads the proofs when they are needed. Without an endpoint it proves and sends nothing; it exports. */
export function createProver(core: Core): Prover {
  const { settings, report, load } = core;
  const { endpoint, store } = settings;
  let loading: Promise<Proofs | undefined> | undefined;
  let stopClock = () => {};
  /** Was something decided in this tab that it has not begun to prove? */
  let isOurs = false;
  /** What the device could not hold. */
  const unheld: Note[] = [];

  function loadProofs(): Promise<Proofs | undefined> {
    loading ??= load('proof').then(
      ({ createProofs }) =>
        createProofs({
          settings,
          report,
          state: () => core.state,
          loadLocale: async (tag) => (await load(`locales/${tag}`)).default,
        }),
      () => {
        loading = undefined;
        report('proof-missing', 'proof');
        return undefined;
      },
    );
    return loading;
  }

  function run(): void {
    isOurs = false;
    void loadProofs().then((proofs) => proofs?.run(unheld.splice(0)));
  }

  function check(now = false, notes: readonly (Note | undefined)[] = []): void {
    isOurs ||= notes.length > 0;
    unheld.push(...notes.flatMap((note) => note ?? []));
    stopClock();
    const due = endpoint && (unheld.length ? 0 : readDue(store.name));
    if (typeof due !== 'number') return;
    stopClock = now || isOurs ? at(due, run) : at(Math.max(due, Date.now() + patience), () => check(true));
  }

  return {
    check,
    exportAs: async (format = 'json', vendor) => (await loadProofs())?.exportAs(format, vendor) ?? '[]',
    stop() {
      stopClock();
      void loading?.then((proofs) => proofs?.stop());
    },
  };
}
