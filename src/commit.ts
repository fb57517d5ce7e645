import type { ConsentRecord, Leftovers, State } from './model/decision.js';
import { dictionary } from './model/decision.js';
import type { Report } from './model/problem.js';
import type { Settings } from './model/settings.js';
import { afterPaint, at } from './page/lifecycle.js';
import { listenOutside } from './page/outside.js';
import { hasUnsavedInput, reload, takeHandover } from './page/reload.js';
import { encode } from './record/codec.js';
import { expiry, readRecord } from './record/record.js';
import { createStore } from './record/store.js';
import { deriveState } from './state/state.js';

/** The state, and the one way to change it. */
export interface Commits {
  readonly state: State;
  /** Reads the stored choice; nothing was asked of the device before. */
  read(): void;
  /** From now on the state follows the clock and other tabs. Returns the vendors that a reload has just stopped. */
  start(): readonly string[];
  /** Stores a choice, or that there is none any more, and obeys it. */
  commit(record: ConsentRecord | undefined): void;
  /** Notes what a withdrawn vendor left behind. */
  noteLeftovers(vendor: string, leftovers: Leftovers): void;
  stop(): void;
}

/** What follows from a change, in this order. */
export interface Effects {
  /** Stops what may no longer run; returns the vendors that only a reload stops. */
  withdraw(state: State, previous: State): readonly string[];
  /** The visitor sees it. */
  answered(state: State): void;
  /** Starts what may run now. */
  release(state: State): void;
  tell(state: State, previous: State): void;
  /** Do tags run on that nobody can tell to stop? */
  runOn(state: State): boolean;
}

export function createCommits(settings: Settings, gpc: boolean, report: Report, effects: Effects): Commits {
  const { store: stored } = settings;
  const store = createStore(settings, report);
  let state = deriveState(settings, undefined);
  let count = 0;
  let stopped = true;
  /** False where no storage holds the choice: then it lives in this page alone. */
  let held = true;
  let stopClock = () => {};
  /** Where a page that reloads leaves word of the vendors to clean up after once more. */
  const handover = `${stored.name}-withdrawn`;
  const readStore = () =>
    readRecord(store.read(), settings, Date.now(), () =>
      report(
        'record-ignored',
        stored.name,
        'holds what is no choice of this version, or one from the future. It counts for nothing; the next choice replaces it.',
      ),
    );
  const outside = listenOutside(stored.name, () => {
    if (!stopped) reread();
  });

  /** Something runs on, and only a reload ends it. Not while the visitor would lose what was typed. */
  function reloadOnce(vendors: readonly string[], when: (action: () => void) => void): void {
    if (held && !hasUnsavedInput()) {
      when(() => reload(handover, vendors));
      return;
    }
    state = Object.freeze({ ...state, reloadNeeded: true });
    report(
      'reload-needed',
      'page',
      'was not reloaded, because a form has unsaved input or the choice is not stored: a withdrawn vendor runs until the next page.',
    );
  }

  /** Obeys a record from now on. Returns the vendors that only a reload stops. */
  function obey(record: ConsentRecord | undefined): readonly string[] {
    const previous = state;
    state = deriveState(settings, record, gpc);
    watchClock();
    const now = ++count;
    const unstoppable = effects.withdraw(state, previous);
    effects.answered(state);
    // The banner goes in this frame; what the tags cost comes in later ones.
    afterPaint(() => {
      if (stopped) return;
      if (now === count) effects.release(state);
      effects.tell(state, previous);
    });
    return unstoppable;
  }

  /**
   * What was decided in another tab, or before this page came back from the history, holds here too; a choice that has
   * ended or was deleted holds no more. The page is reloaded at once if need be: its code waits to go on.
   */
  function reread(): void {
    const { record } = state;
    const lasts = !held && record && Date.now() < expiry(record.last, settings);
    const current = readStore() ?? (lasts ? record : undefined);
    if ((current && encode(current)) === (record && encode(record))) return;
    held = true;
    const unstoppable = obey(current);
    if (unstoppable.length || effects.runOn(state)) reloadOnce(unstoppable, (action) => action());
  }

  /** A choice that ends while the page is open ends. */
  function watchClock(): void {
    stopClock();
    if (state.record && !stopped) stopClock = at(expiry(state.record.last, settings), reread);
  }

  return {
    get state() {
      return state;
    },
    read() {
      state = deriveState(settings, readStore(), gpc);
    },
    start() {
      stopped = false;
      watchClock();
      return takeHandover(handover);
    },
    commit(record) {
      held = record ? store.write(encode(record), expiry(record.last, settings)) : store.remove();
      outside.announce();
      const unstoppable = obey(record);
      // Evidence first, then what may no longer run, then the visitor, then all others.
      if (unstoppable.length) reloadOnce(unstoppable, afterPaint);
    },
    noteLeftovers(vendor, leftovers) {
      const previous = state;
      const all = dictionary([...Object.entries(state.leftovers), [vendor, Object.freeze(leftovers)]]);
      state = Object.freeze({ ...state, leftovers: Object.freeze(all) });
      effects.tell(state, previous);
    },
    stop() {
      stopped = true;
      stopClock();
      outside.stop();
    },
  };
}
