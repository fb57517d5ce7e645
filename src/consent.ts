import { createCommits } from './commit.js';
import { parse } from './config/parse.js';
import { createGate } from './gate/gate.js';
import type { Consent, Options } from './model/consent.js';
import type { Choice, ConsentRecord, State } from './model/decision.js';
import type { Parts } from './model/parts.js';
import type { Problem } from './model/problem.js';
import type { Config } from './model/settings.js';
import { createGoogleConsentMode } from './modules/google-consent-mode.js';
import { onBodyChange } from './page/body.js';
import { emit } from './page/events.js';
import {
  hasGesture,
  hasPage,
  hasPrivacySignal,
  isPrerendered,
  pageUrl,
  whenVisited,
} from './page/lifecycle.js';
import { guardFarewells } from './page/reload.js';
import { createProver } from './prove.js';
import { makeRecord } from './record/record.js';
import { createReporter } from './reporter.js';
import { choose, grants, isChoice } from './state/choose.js';
import { deriveState } from './state/state.js';
import { createView } from './view.js';

/**
 * Composition root: one configuration, one stored choice, one gate, one interface.
 * On a server it grants nothing and does nothing.
 * @throws ConfigError when the configuration cannot be used; nothing is released then.
 */
export function start(config: Config, parts: Parts, { onProblem }: Options = {}): Consent {
  const { problems, report } = createReporter(onProblem);
  const settings = parse(config, {
    href: pageUrl(),
    presets: parts.presets,
    necessary: parts.necessary,
    exemptible: parts.exemptible,
    layouts: parts.layouts,
    warn: (path, message) => report('config-risky', path, message),
  });
  if (!hasPage()) return createInert(deriveState(settings, undefined), problems);

  const listeners = new Set<(state: State, previous: State) => void>();
  const gpc = hasPrivacySignal();
  const state = () => commits.state;
  const commits = createCommits(settings, gpc, report, {
    withdraw(now, previous) {
      tellGoogle?.(now);
      return gate.withdraw(now, previous);
    },
    answered: (now) => view.answered(now),
    release: (now) => gate.release(now),
    runOn: (now) => gate.runOn(now),
    tell,
  });
  // A page that is drawn ahead knows nothing, writes nothing, and asks nothing before it is visited.
  if (!isPrerendered()) commits.read();
  const tellGoogle = settings.googleConsentMode
    ? createGoogleConsentMode(globalThis as unknown as { [name: string]: unknown })
    : undefined;
  const gate = createGate(settings, parts, {
    state,
    report,
    onHeld: (embeds) => view.hold(embeds),
    onLeftovers: commits.noteLeftovers,
  });
  const view = createView(settings, parts, report, {
    state,
    choose: commitChoice,
    loadOnce: (embed) => gate.loadOnce(embed),
  });
  const prover = createProver(settings, parts, report, state);
  const unguard = guardFarewells();
  const stopFollowing = onBodyChange(() => view.restore());
  let destroyed = false;

  function commitChoice(choice: Choice, source: string | undefined): void {
    const { record } = state();
    const decisions = choose(settings, state(), choice);
    const language = view.language();
    commit(makeRecord(settings, decisions, record, { now: Date.now(), gpc, source, language }));
  }

  function commit(record: ConsentRecord | undefined): void {
    prover.note(record, state().record);
    commits.commit(record);
  }

  function tell(now: State, previous: State): void {
    for (const listener of listeners) {
      try {
        listener(now, previous);
      } catch (error) {
        report('listener-failed', 'subscribe', `A subscriber threw an error; the others were told. ${error}`);
      }
    }
    emit('portillon:change', now);
    prover.check();
  }

  const prerendered = isPrerendered();
  const ready = whenVisited().then(() => {
    if (destroyed) return state();
    if (prerendered) commits.read();
    const stopped = commits.start();
    if (state().record) tellGoogle?.(state());
    gate.sweepAgain(stopped);
    gate.release(state());
    view.start();
    prover.check();
    return state();
  });

  return {
    ready,
    problems,
    get state() {
      return state();
    },
    allows: (id) => state().purposes[id] === 'granted' || state().vendors[id] === 'granted',
    decide(choice, { source } = {}) {
      const refuse = (code: string, why: string) => {
        report(code, 'decide', `Nothing was changed: ${why}`);
        return false;
      };
      if (isPrerendered()) return refuse('choice-early', 'the page is prerendered, and no visitor is there.');
      if (!isChoice(choice, state())) {
        return refuse(
          'choice-invalid',
          'expected "all", "none", or true and false by known purpose or vendor id.',
        );
      }
      if (grants(choice) && !source && !hasGesture()) {
        return refuse(
          'grant-without-gesture',
          'to grant without a click of the visitor, say what did it: decide(…, { source: "…" }).',
        );
      }
      commitChoice(choice, source);
      return true;
    },
    open: (name = 'panel') => view.open(name),
    close: () => view.close(),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    forget: () => commit(undefined),
    exportRecords: (format) => prover.exportAs(format),
    scan: (root) => gate.scan(root ?? document),
    destroy() {
      destroyed = true;
      listeners.clear();
      commits.stop();
      stopFollowing();
      unguard();
      gate.destroy();
      view.destroy();
      prover.stop();
    },
  };
}

/** On a server nothing may run, and nobody can be asked. */
function createInert(state: State, problems: readonly Problem[]): Consent {
  const nothing = () => {};
  return {
    state,
    problems,
    ready: Promise.resolve(state),
    allows: () => false,
    decide: () => false,
    subscribe: () => nothing,
    open: nothing,
    close: nothing,
    forget: nothing,
    exportRecords: async () => '[]',
    scan: nothing,
    destroy: nothing,
  };
}
