import { findFaults } from './config/check.js';
import type { Ask } from './model/ask.js';
import type { CheckConfig, Core } from './model/core.js';
import { type Choice, dictionary, type Leftovers, type State, type Stored } from './model/decision.js';
import type { Tell } from './model/fault.js';
import type { Prover } from './model/proof.js';
import type { Withdrawn } from './model/withdraw.js';
import { emit } from './page/events.js';
import { afterPaint } from './page/lifecycle.js';
import { makeRecord } from './record/make.js';
import { createStore } from './record/store.js';
import { exemptible, imports, layouts, necessary, presets } from './registry.js';
import { choose, grants, isChoice } from './state/choose.js';

// Loaded with the interface, for a configuration that nobody has answered yet, and when a choice changes elsewhere.

/** The state changes here, and nowhere else. */
export function createAsk(core: Core, prover: Prover | undefined): Ask {
  const { settings, report, load, gpc } = core;
  const store = createStore(settings, report);
  let turn = 0;

  function take(choice: Choice, source: string | undefined): boolean {
    try {
      const decisions = choose(settings, core.state, choice);
      const { record } = core.state;
      const made = makeRecord(settings, decisions, record, {
        now: Date.now(),
        gpc,
        source,
        language: core.language,
      });
      const stored = { record: made, text: core.encode(made) };
      prover?.note(stored.record, record);
      // Evidence first, then what may no longer run, then the visitor, then all others.
      obey(stored, store.write(stored.text, core.expires(stored.record.last)));
      core.announce();
      return true;
    } catch (error) {
      // Without a clock, or random numbers, there is no record, and nothing may run.
      core.view.show(undefined);
      report('choice-failed', 'page', error);
      return false;
    }
  }

  function obey(next: Stored | undefined, held: boolean): void {
    const previous = core.state;
    const state = core.derive(next?.record);
    Object.assign(core, { state, held, stored: next });
    core.watchClock();
    core.tellGoogle(state);
    const now = ++turn;
    if (core.gate) stop(core.gate.withdraw(state, previous));
    core.view.answered();
    // The banner goes in this frame; what the tags cost comes in later ones.
    afterPaint(async () => {
      if (core.mayRun()) await core.loadGate();
      if (!core.running) return;
      if (now === turn) core.gate?.release();
      tell(previous);
    });
  }

  /** Cleans up after what was withdrawn, and reloads the page where nothing else ends it. */
  function stop(withdrawn: readonly Withdrawn[], runsOn = false): void {
    if (!withdrawn.length && !runsOn) return;
    const endless = withdrawn.filter((one) => one.endless).map(({ vendor }) => vendor.id);
    load('withdraw').then(
      async ({ cleanUp, hasUnsavedInput }) => {
        const gate = await core.loadGate();
        for (const one of withdrawn) {
          cleanUp(one, {
            settings,
            report,
            onLeftovers,
            preset: async (vendor) => gate?.preset(vendor),
            isGranted: (id) => core.state.vendors[id] === 'granted',
          });
        }
        if (!endless.length && !runsOn) return;
        if (core.held && !hasUnsavedInput()) afterPaint(() => gate?.reload(endless));
        else {
          core.state = Object.freeze({ ...core.state, reloadNeeded: true });
          report('reload-needed', 'page');
        }
      },
      () => report('file-missing', 'withdraw'),
    );
  }

  function onLeftovers(vendor: string, leftovers: Leftovers): void {
    const previous = core.state;
    const all = dictionary([...Object.entries(previous.leftovers), [vendor, Object.freeze(leftovers)]]);
    core.state = Object.freeze({ ...previous, leftovers: Object.freeze(all) });
    tell(previous);
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
    prover?.check();
  }

  return {
    choose: take,
    decide(choice, source, gesture) {
      const refusal = !isChoice(choice, core.state)
        ? 'choice-invalid'
        : grants(choice) && !source && !gesture && 'grant-without-gesture';
      if (refusal) report(refusal, 'decide');
      return !refusal && take(choice as Choice, source);
    },
    forget() {
      prover?.note(undefined, core.state.record);
      store.remove();
      obey(undefined, true);
      core.announce();
    },
    reread() {
      const { stored, held } = core;
      const lasts = !held && stored && Date.now() < core.expires(stored.record.last);
      const current = core.read() ?? (lasts ? stored : undefined);
      if (current?.text === stored?.text) return;
      obey(current, true);
      if (core.gate?.runOn(core.state)) stop([], true);
    },
    async takeOver() {
      const stored = await load('take-over').then(
        (file) => file.takeOver(core),
        () => void report('file-missing', 'take-over'),
      );
      if (!stored || core.stored) return;
      obey(stored, store.write(stored.text, core.expires(stored.record.last)));
      core.announce();
    },
    cleanUpAfterReload(ids) {
      const vendors = settings.vendors.filter(
        ({ id }) => ids.includes(id) && core.state.vendors[id] !== 'granted',
      );
      stop(vendors.map((vendor) => ({ vendor, ran: false, endless: false })));
    },
  };
}

/** Prints every fault of a configuration in one message. */
export const checkConfig: CheckConfig = async (config, href, load, report) => {
  const risks: Parameters<Tell>[] = [];
  const faults = findFaults(config, { href, presets, necessary, exemptible, layouts, imports }, (...risk) =>
    risks.push(risk),
  );
  if (faults.length || risks.length) {
    const texts = await load('explain').catch(() => undefined);
    for (const [path, found, rule] of risks) report('config-risky', path, texts?.explainRisk(found, rule));
    const places = faults.map(({ path }) => path).join(', ');
    if (faults.length)
      console.warn(`[portillon] config-invalid: ${texts?.explain(faults).message ?? places}`);
  }
  return !faults.length;
};
