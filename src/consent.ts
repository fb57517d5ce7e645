import { createChecking } from './checking.js';
import { createCore } from './core.js';
import { holdCalls } from './hold-calls.js';
import { interfaceLoader } from './interface-file.js';
import { createLook } from './look.js';
import type { Ask } from './model/ask.js';
import type { Consent } from './model/consent.js';
import type { Gate } from './model/gate.js';
import type { Parts } from './model/parts.js';
import type { Settings } from './model/settings.js';
import { createGoogleConsentMode } from './modules/google-consent-mode.js';
import { once } from './once.js';
import { isUnderDevelopment } from './page/development.js';
import { afterPaint, hasGesture, isPrerendered, longestTimer, whenVisited } from './page/lifecycle.js';
import { listenOutside } from './page/outside.js';
import { takeHandover } from './page/reload.js';
import { readStored } from './page/storage.js';
import { watchFor } from './page/watch-for.js';
import type { Reporter } from './reporter.js';
import { createView } from './view.js';
import { waiting } from './waiting.js';

/** Under it stands what runs in this page, whichever copy of us started it. */
const mark = Symbol.for('portillon');

/**
 * Composition root: what a visitor who has chosen needs, and the loading of all the rest. `check` looks at a configuration
 * that was never checked on this device; until it says yes, nothing is granted.
 */
export function start(
  settings: Settings,
  { load, locales, callsOf, nonce }: Parts,
  check: (() => Promise<boolean | undefined>) | undefined,
  { problems, report }: Reporter,
): Consent {
  const { name } = settings.store;
  const isDevelopment = isUnderDevelopment();
  const page = globalThis as unknown as { [name: string]: unknown; [mark]?: Consent };
  const running = page[mark];
  if (running) {
    report('loaded-twice', 'page');
    return running;
  }
  let stopWatching = () => {};
  let clock: ReturnType<typeof setTimeout> | undefined;

  const missing = (file: string) => () => void report('file-missing', file);
  const broken = (error: unknown) => void report('start-failed', 'page', error);
  const loadInterface = interfaceLoader(settings.locale, locales, load, report);
  const prover = once(() => load('prove').then(({ createProver }) => createProver(core), missing('prove')));
  let asked: Ask | undefined;
  const ask = once(async () => {
    const { createAsk } = await loadInterface();
    asked = createAsk(core, prover);
    return asked;
  });
  /** At once where the file is there, as with a banner: whoever presses a button may leave the page right after it. */
  const withAsk = (action: (file: Ask) => void) =>
    asked ? action(asked) : void ask().then(action, missing('interface'));

  const core = createCore(settings, {
    report,
    load,
    nonce,
    releaseCalls: holdCalls(settings, callsOf, page),
    tellGoogle: settings.googleConsentMode ? createGoogleConsentMode(page, settings, report) : () => {},
    ...createChecking(
      settings,
      check,
      () => core.stored && withAsk((file) => file.noteChecked()),
      () => destroy(),
    ),
    loadGate: once(() =>
      Promise.all([load('gate'), core.check()])
        .then(([{ createGate }, isSound]) => {
          if (isSound && !destroyed) {
            stopWatching();
            core.gate = createGate(core);
          }
          return core.gate;
        }, missing('gate'))
        .catch(broken),
    ),
    announce: () => outside.announce(),
    watchClock() {
      clearTimeout(clock);
      if (!core.stored) return;
      const rest = core.expires(core.stored.record.last) - Date.now();
      clock = setTimeout(look, Math.min(Math.max(rest, 0), longestTimer));
    },
    // Filled in at once: each of the two needs the other.
    view: undefined as never,
  });
  const nothing = core.state;
  const withGate = (action: (gate: Gate) => void) =>
    core
      .loadGate()
      .then((gate) => gate && action(gate))
      .catch((error) => report('call-failed', 'gate', error));
  const view = createView(core, loadInterface, ask, {
    choose: (choice, source) => withAsk((file) => file.choose(choice, source)),
    expectYes: () => withAsk((file) => file.expectYes()),
    loadOnce: (embed) => void withGate((gate) => gate.loadOnce(embed)),
    preset: core.preset,
    isDevelopment,
  });
  Object.assign(core, { view });

  const look = createLook(core, () => asked, ask, missing('interface'));
  const outside = listenOutside(name, look);

  /** Takes up the stored choice; not what would run by a configuration that was never checked, nor while a site is made. */
  function takeUp(): boolean {
    // A choice that is found later takes the banner away again; what a former tool stored must not come before it.
    core.stored = core.read(!settings.imports.length);
    const state = core.derive(core.stored?.record);
    const holds = !(isDevelopment || core.runs(state)) || core.isChecked();
    if (holds) core.state = state;
    return holds;
  }

  async function begin(): Promise<void> {
    // A page that is drawn ahead knows nothing, writes nothing, and asks nothing before it is visited.
    const isTakenUp = !isPrerendered() && takeUp();
    let isAnswered = false;
    await whenVisited();
    if (!isTakenUp && !takeUp()) {
      if (core.stored) void load('gate').catch(() => {});
      else view.prepare();
      // Another tab may have answered meanwhile.
      if (await core.check()) takeUp();
      // What was answered cannot hold, and is not asked again; but the way back to it is there.
      else isAnswered = core.stored !== undefined;
    }
    if (!destroyed && settings.imports.length) {
      const ignore = () => {};
      // Whoever answered here is done with the former tool: what it stored must not come back when this answer ends.
      if (core.stored) afterPaint(() => load('take-over').then((file) => file.claim(core), ignore));
      else await ask().then((file) => file.takeOver(), ignore);
    }
    if (destroyed) return;
    core.running = true;
    core.watchClock();
    if (core.stored) core.tellGoogle(core.state);
    // Each takes the browser long: what the page before left to clean up, and what happens elsewhere, which is seen then
    // even if it was missed. A visitor who is asked sees the question first, unless something runs meanwhile.
    const shown = view.start(isAnswered);
    afterPaint(cleanUpLeft);
    const asked = core.runs(core.state) ? undefined : shown;
    void Promise.resolve(asked).then(() => afterPaint(outside.open));
    // A proof that waits on the device.
    if (settings.endpoint && readStored(`${name}-due`).length) void prover().then((its) => its?.check(true));
    // Under development it also looks for markup that is not held.
    if (core.runs(core.state) || isDevelopment)
      released = withGate((gate) => {
        look();
        gate.release();
      });
    else stopWatching = watchFor(waiting(settings), () => void withGate((gate) => gate.release()));
  }

  function cleanUpLeft(): void {
    const left = takeHandover(name);
    if (left.length) withAsk((file) => file.cleanUpAfterReload(left));
  }

  let destroyed = false;
  function destroy(): void {
    if (destroyed) return;
    destroyed = true;
    core.running = false;
    clearTimeout(clock);
    core.listeners.clear();
    outside.stop();
    stopWatching();
    if (core.gate) core.gate.destroy();
    else core.state = nothing;
    if (!core.gate && core.stored) core.tellGoogle(nothing);
    if (settings.endpoint) void prover().then((its) => its?.stop());
    view.destroy();
    if (page[mark] === consent) delete page[mark];
  }

  let released: Promise<void> | undefined;
  const begun = begin().catch(broken);

  const consent: Consent = {
    ready: begun.then(() => released).then(() => core.state),
    problems,
    get state() {
      return core.state;
    },
    allows: (id) => core.state.purposes[id] === 'granted' || core.state.vendors[id] === 'granted',
    async decide(choice, { source } = {}) {
      const gesture = hasGesture();
      if (isPrerendered()) {
        report('choice-early', 'decide');
        return false;
      }
      // Not for what is released: a refusal must not wait for a file that hangs.
      await begun;
      const taken =
        core.running &&
        (await ask().then((file) => file.decide(choice, source, gesture), missing('interface')));
      return taken ?? false;
    },
    open: (shown = 'panel') => void view.show(shown),
    close: () => void view.show(undefined),
    subscribe(listener) {
      core.listeners.add(listener);
      return () => core.listeners.delete(listener);
    },
    forget: () => withAsk((file) => file.forget()),
    exportRecords: async (...wanted) => (await prover())?.exportAs(...wanted) ?? '[]',
    scan: (root) => void withGate((gate) => gate.scan(root ?? document)),
    destroy,
  };
  page[mark] = consent;
  return consent;
}
