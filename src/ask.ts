import { createEvidence } from './evidence.js';
import { fetchHeld } from './fetch-held.js';
import type { Ask } from './model/ask.js';
import type { Core } from './model/core.js';
import { type Choice, dictionary, type State, type Stored } from './model/decision.js';
import type { Prover } from './model/proof.js';
import type { Withdrawn } from './model/withdraw.js';
import { list } from './page/cookies.js';
import { createDownloads } from './page/downloads.js';
import { emit } from './page/events.js';
import { afterPaint } from './page/lifecycle.js';
import { forgetChecked, noteChecked } from './record/checked.js';
import { makeRecord } from './record/make.js';
import { createStore } from './record/store.js';
import { choose, grants, isChoice } from './state/choose.js';

// Loaded with the interface, and when a choice changes elsewhere.

/** How long what only a reload ends may wait for the file that cleans up, in milliseconds. */
const patience = 2000;

/** One that has not run in this page. */
const unheard = (vendor: Withdrawn['vendor'], isUnknown = false): Withdrawn => ({
  vendor,
  isUnknown,
  ran: false,
  endless: false,
});

/** The state changes here; the gate may narrow it before this is there. */
export function createAsk(core: Core, prover: () => Promise<Prover | undefined>): Ask {
  const { settings, report, load, gpc } = core;
  const store = createStore(settings, core);
  const download = createDownloads(core.begun);
  let turn = 0;
  /** Withdrawn, and running on, because a form kept the page from being reloaded. */
  let unended: readonly Withdrawn[] = [];
  const evidence = createEvidence(core, prover);
  // Long in the making on a slow phone: before the visitor waits for it.
  afterPaint(() => settings.asked);

  function take(choice: Choice, source: string | undefined): boolean | Promise<boolean> {
    try {
      // What was answered last, in whichever tab, even if it waits for a check and does not hold yet.
      const record = (core.held ? core.read(!core.stored) : core.stored)?.record;
      const decisions = choose(settings, core.derive(record), choice);
      const { language } = core;
      const made = makeRecord(settings, decisions, record, { now: Date.now(), gpc, source, language });
      const stored = { record: made, text: core.encode(made) };
      evidence.note(made, record);
      // Evidence first, then what may no longer run, then the visitor, then all others.
      const obeyed = obey(stored, store.write(stored.text, core.expires(stored.record.last)));
      core.announce();
      return obeyed;
    } catch (error) {
      // Without a clock, or random numbers, there is no record, and nothing may run.
      void core.view.show(undefined);
      report('choice-failed', 'page', error);
      return false;
    }
  }

  /** Makes a choice hold. A yes to a configuration that was never checked holds once that is done. */
  function obey(next: Stored | undefined, held: boolean): boolean | Promise<boolean> {
    const state = core.derive(next?.record);
    // Whatever the browser's signal says by now: its cookies are there.
    const before = core.stored && core.derive(core.stored.record, false);
    core.held = held;
    core.stored = next;
    core.watchClock();
    if (!core.gate && core.runs(state)) {
      // All that is needed is on its way at once: this file, the gate, and what it will run.
      load('gate').catch(() => {});
      afterPaint(() => fetchHeld(download, state, () => core.stored === next));
    }
    if (!core.runs(state) || core.isChecked()) {
      hold(state, before);
      return true;
    }
    void core.view.show(undefined);
    return core.check().then((isSound) => {
      if (isSound && core.stored === next) hold(state, before, true);
      return isSound === true;
    });
  }

  /** `before` is what the visitor's last choice granted, here or on another page. */
  function hold(state: State, before: State | undefined, late = false): void {
    const current = core.state;
    const previous = core.heard ?? current;
    // What could not be removed is still there, whatever is answered next.
    const leftovers = Object.entries(current.leftovers).filter(([id]) => state.vendors[id] !== 'granted');
    core.state = Object.freeze({ ...state, leftovers: Object.freeze(dictionary(leftovers)) });
    core.heard = undefined;
    if (core.stored && core.isChecked()) noteChecked(settings);
    core.tellGoogle(state);
    const now = ++turn;
    // Any may have left something: before there was a choice, or where a sister host took it back. One cookie is ours by now.
    const isStrewn = list().length > 1;
    const withdrawn = new Map(
      [
        ...settings.vendors
          .map((vendor) => unheard(vendor, before?.vendors[vendor.id] !== 'granted'))
          .filter(({ isUnknown }) => isStrewn || !isUnknown),
        ...unended,
        ...(core.gate?.withdraw(state, current) ?? []),
      ]
        .filter(({ vendor }) => state.vendors[vendor.id] !== 'granted')
        .map((one) => [one.vendor.id, one]),
    );
    const all = [...withdrawn.values()];
    unended = all.filter(({ endless }) => endless);
    stop(all, core.gate?.runOn(state));
    core.view.answered(late);
    const release = async () => {
      if (core.runs(state)) await core.loadGate();
      if (!core.running) return;
      if (now === turn) core.gate?.release();
      tell(previous);
    };
    // The banner goes in this frame, if it has not gone before; what the tags cost comes in later ones.
    if (late) void release();
    else afterPaint(release);
  }

  /** Cleans up after what was withdrawn, and reloads the page where nothing else ends it. */
  function stop(withdrawn: readonly Withdrawn[], runsOn?: boolean): void {
    if (!withdrawn.length && !runsOn) return;
    let isThere = false;
    load('withdraw').then(
      ({ cleanUpAfter }) => {
        isThere = true;
        cleanUpAfter(withdrawn, core, amend, runsOn);
      },
      () => report('file-missing', 'withdraw'),
    );
    // It alone knows what a reload would lose. Where it does not come, what nothing else ends must not run on.
    if (core.held && (runsOn || withdrawn.some(({ endless }) => endless)))
      setTimeout(() => isThere || core.gate?.reload(withdrawn.map(({ vendor }) => vendor.id)), patience);
  }

  function amend(part: Partial<State>): void {
    const previous = core.state;
    core.state = Object.freeze({ ...previous, ...part });
    tell(previous);
  }

  function refuse(code: string): boolean {
    report(code, 'decide');
    return false;
  }

  function tell(previous: State): void {
    const { state } = core;
    for (const listener of core.listeners) {
      try {
        listener(state, previous);
      } catch (error) {
        report('listener-failed', 'subscribe', error);
      }
    }
    emit('portillon:change', state);
    evidence.prove();
  }

  return {
    choose: take,
    expectYes() {
      // As often as the pointer comes: what is there, or on its way, is not asked for again.
      load('gate').catch(() => {});
      if (!core.isChecked()) load('check').catch(() => {});
    },
    decide(choice, source, gesture) {
      if (!isChoice(choice, core.state)) return refuse('choice-invalid');
      if (grants(choice) && !source && !gesture) return refuse('grant-without-gesture');
      // Only our own buttons prove that they were pressed.
      const named = /^(banner|panel|placeholder)$/.test(`${source}`) ? `api: ${source}` : source;
      return take(choice, named);
    },
    forget() {
      evidence.note(undefined, core.stored?.record);
      store.remove();
      forgetChecked(settings);
      void obey(undefined, true);
      core.announce();
    },
    reread() {
      const { stored, held } = core;
      const lasts = !held && stored && Date.now() < core.expires(stored.record.last);
      const current = core.read() ?? (lasts ? stored : undefined);
      if (current?.text === stored?.text) return;
      void obey(current, true);
    },
    prove: evidence.prove,
    async takeOver() {
      const stored = await load('take-over').then(
        (file) => file.takeOver(core),
        () => void report('file-missing', 'take-over'),
      );
      if (!stored || core.stored) return;
      await obey(stored, store.write(stored.text, core.expires(stored.record.last)));
      core.announce();
    },
    noteChecked() {
      noteChecked(settings);
    },
    cleanUpAfterReload(ids) {
      const vendors = settings.vendors.filter(
        ({ id }) => ids.includes(id) && core.state.vendors[id] !== 'granted',
      );
      stop(vendors.map((vendor) => unheard(vendor)));
    },
  };
}
