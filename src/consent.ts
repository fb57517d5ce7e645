import { parse } from './config/parse.js';
import { createGate } from './gate/gate.js';
import type { Consent, Options } from './model/consent.js';
import { type Choice, type ConsentRecord, dictionary, type State } from './model/decision.js';
import type { Parts } from './model/parts.js';
import type { Config } from './model/settings.js';
import { createGoogleConsentMode } from './modules/google-consent-mode.js';
import { emit } from './page/events.js';
import { afterPaint, hasGesture, hasPage, hasPrivacySignal, pageUrl } from './page/lifecycle.js';
import { guardFarewells, hasUnsavedInput, reload, takeHandover } from './page/reload.js';
import { encode } from './record/codec.js';
import { expiry, makeRecord, readRecord } from './record/record.js';
import { createStore } from './record/store.js';
import { createReporter } from './reporter.js';
import { choose } from './state/choose.js';
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
  let state = deriveState(settings, undefined);
  const listeners = new Set<(state: State, previous: State) => void>();
  const inert = { state, problems, allows: () => false, decide: () => false, subscribe: () => () => {} };
  if (!hasPage()) {
    const nothing = () => {};
    return {
      ...inert,
      ready: Promise.resolve(state),
      open: nothing,
      close: nothing,
      forget: nothing,
      scan: nothing,
      destroy: nothing,
    };
  }

  const store = createStore(settings, report);
  const gpc = hasPrivacySignal();
  state = deriveState(settings, readRecord(store.read(), settings, Date.now()), gpc);
  const tellGoogle = settings.googleConsentMode
    ? createGoogleConsentMode(globalThis as unknown as { [name: string]: unknown })
    : undefined;
  const gate = createGate(settings, parts, {
    state: () => state,
    report,
    onHeld: (embeds) => view.hold(embeds),
    onLeftovers(id, leftovers) {
      const previous = state;
      const all = dictionary([...Object.entries(state.leftovers), [id, Object.freeze(leftovers)]]);
      state = Object.freeze({ ...state, leftovers: Object.freeze(all) });
      tell(state, previous);
    },
  });
  const view = createView(settings, parts, report, {
    state: () => state,
    choose: (choice, source) => void commitChoice(choice, source),
    loadOnce: (embed) => gate.loadOnce(embed),
  });
  const unguard = guardFarewells();
  let destroyed = false;
  let commits = 0;
  /** Where a page that reloads leaves word of the vendors to clean up after once more. */
  const handover = `${settings.store.name}-withdrawn`;

  /** A vendor runs on, and only a reload ends it. Not while the visitor would lose what was typed. */
  function reloadOnce(stored: boolean, vendors: readonly string[]): void {
    if (stored && !hasUnsavedInput()) {
      afterPaint(() => reload(handover, vendors));
      return;
    }
    state = Object.freeze({ ...state, reloadNeeded: true });
    report(
      'reload-needed',
      'page',
      'was not reloaded, because a form has unsaved input or the choice is not stored: a withdrawn vendor runs until the next page.',
    );
  }

  /** Every decision ends here: evidence first, then what may no longer run, then the visitor, then all others. */
  function commit(record: ConsentRecord | undefined): void {
    const previous = state;
    const stored = record ? store.write(encode(record), expiry(record.last, settings)) : store.remove();
    state = deriveState(settings, record, gpc);
    const now = ++commits;
    tellGoogle?.(state);
    const unstoppable = gate.withdraw(state, previous);
    if (unstoppable.length) reloadOnce(stored, unstoppable);
    view.answered(state);
    // The banner goes in this frame; what the tags cost comes in later ones.
    afterPaint(() => {
      if (destroyed) return;
      if (now === commits) gate.release(state);
      tell(state, previous);
    });
  }

  function commitChoice(choice: Choice, source: string | undefined): void {
    commit(
      makeRecord(settings, choose(settings, state, choice), state.record, { now: Date.now(), gpc, source }),
    );
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
  }

  function check(choice: unknown): choice is Choice {
    if (choice === 'all' || choice === 'none') return true;
    if (typeof choice !== 'object' || !choice || Array.isArray(choice)) return false;
    const named = Object.entries(choice);
    return (
      named.length > 0 &&
      named.every(
        ([id, yes]) =>
          typeof yes === 'boolean' &&
          [state.purposes, state.vendors, state.objections].some((known) => id in known),
      )
    );
  }

  const ready = Promise.resolve().then(() => {
    if (state.record) tellGoogle?.(state);
    gate.sweepAgain(takeHandover(handover));
    gate.release(state);
    view.start();
    return state;
  });

  return {
    ready,
    problems,
    get state() {
      return state;
    },
    allows: (id) => state.purposes[id] === 'granted' || state.vendors[id] === 'granted',
    decide(choice, { source } = {}) {
      if (!check(choice)) {
        report(
          'choice-invalid',
          'decide',
          'Nothing was changed: expected "all", "none", or true and false by known purpose or vendor id.',
        );
        return false;
      }
      const grants = choice === 'all' || (typeof choice === 'object' && Object.values(choice).includes(true));
      if (grants && !source && !hasGesture()) {
        report(
          'grant-without-gesture',
          'decide',
          'Nothing was changed: to grant without a click of the visitor, say what did it: decide(…, { source: "…" }).',
        );
        return false;
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
    scan: (root) => gate.scan(root ?? document),
    destroy() {
      destroyed = true;
      listeners.clear();
      unguard();
      gate.destroy();
      view.destroy();
    },
  };
}
