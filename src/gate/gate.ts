import type { Core } from '../model/core.js';
import type { State } from '../model/decision.js';
import type { Gate } from '../model/gate.js';
import type { Withdrawn } from '../model/withdraw.js';
import { isUnderDevelopment } from '../page/development.js';
import { isParsed, whenParsed, yieldToPage } from '../page/lifecycle.js';
import { expectReload, guardFarewells, reload } from '../page/reload.js';
import { recall, useNonce } from '../page/scripts.js';
import { onSnapshot } from '../page/snapshots.js';
import { noteInput } from '../page/unsaved.js';
import { watch } from '../page/watch.js';
import { isEmbed } from './embeds.js';
import { reportFailure } from './failure.js';
import { isHeld } from './held.js';
import { narrow } from './narrow.js';
import { isAllowed, isAnsweredAlike, marks, mayRun, type Needs, readNeeds, selector } from './needs.js';
import { createQueue } from './queue.js';
import { createScripts } from './scripts.js';
import { createShow, type Entry } from './show.js';
import { createShownContent } from './shown.js';
import { createVendors } from './vendors.js';

// Loaded once something may run.

/** How long a script that does not come holds back the tags of others, and those of its own vendor (ms). */
const limits = { grace: 500, timeout: 15_000 };
/** Grants nothing, exempt measurement included: once we are gone, nobody could object to it. */
const nothing = { purposes: {}, vendors: {} };
/** Parts of the page that the interface fills. */
const fillable = '[data-consent-declaration],[data-consent-state]';

/**
 * One for a document, whose configuration was checked. It finds what is held, now and later, and while the core is running
 * it releases what it finds without being asked, as far as the state grants it.
 */
export function createGate(core: Core): Gate {
  const { settings, report, view } = core;
  /** What is not shown. */
  const seen = new Map<Element, Entry>();
  const shown = createShownContent<Entry>();
  let announced = false;
  let places = 0;
  /** Turbo copies the page: what is shown now would be part of that. */
  let isCopied = false;

  const queue = createQueue(limits, {
    onTimeout: ({ name }) => report('tag-late', name, limits.timeout / 1000),
    onError: ({ name }, error) => reportFailure(report, name, error),
    isParsed,
    whenParsed,
    yieldToPage,
  });
  const scripts = createScripts(
    core,
    queue,
    (id) => vendors.noteRun(id),
    (script, needs) => hold(script, script.matches(selector) ? undefined : needs),
  );
  const vendors = createVendors(core, queue);
  const mayLoad = (element: Element) => isAllowed(readNeeds(element, settings, report), core.state);
  /** Nothing but a script that is put back into the page is tried once more. */
  const isRefused = (element: Element) => seen.get(element)?.released && element.localName !== 'script';
  // It needs a file of ours; the scripts around it wait, so that the order of the page holds.
  const content = createShow(core, seen, shown, scripts, hold, () => isCopied);

  /** It waits for its consent, in the place it had before, if any. Without `needs` they are read from it. */
  function hold(element: Element, needs?: Needs): void {
    seen.set(element, Object.assign(seen.get(element) ?? { place: places++ }, { needs, released: false }));
  }

  function release(): void {
    if (isCopied || !core.running) return;
    vendors.release(core.state);
    const ready: [Element, Entry][] = [];
    for (const [element, entry] of seen) {
      if (!element.isConnected) seen.delete(element);
      else if (!entry.released) {
        entry.needs ??= readNeeds(element, settings, report);
        if (mayRun(core, entry.needs)) ready.push([element, entry]);
      }
    }
    ready.sort(([, one], [, other]) => one.place - other.place);
    if (ready.every(([element]) => element instanceof HTMLScriptElement)) {
      for (const [element, entry] of ready) {
        entry.released = true;
        scripts.release(element as HTMLScriptElement, entry.needs!);
      }
    } else void content.release(ready).then(tellHeld);
    tellHeld();
  }

  /** Takes away what is shown and may not stay; it is held again. */
  function hide(stays: (entry: Entry, element: Element) => boolean | undefined): void {
    for (const [element, entry] of shown.hide(stays)) {
      seen.set(element, Object.assign(entry, { needs: undefined, released: false, once: false }));
    }
  }

  function tellHeld(): void {
    const embeds = [...seen].flatMap(([element, { released }]) =>
      !released && isEmbed(element) && element.isConnected ? element : [],
    );
    if (!embeds.length && !announced) return;
    announced = embeds.length > 0;
    view.hold(embeds);
  }

  // Another tab may have refused while this file was on its way.
  const found = core.held ? core.read() : core.stored;
  if (found?.text !== core.stored?.text) narrowTo(core.derive(found?.record));
  useNonce(core.nonce);
  const input = noteInput();
  const isDevelopment = isUnderDevelopment();
  const watcher = watch(
    `${selector},${fillable}`,
    (elements) => {
      // What we run is found once more, each time: it must not look at a thousand others.
      const found = elements.filter((element) => !scripts.has(element));
      for (const element of found) {
        if (element.matches(fillable)) view.fill();
        else if (!shown.has(element) && !isRefused(element) && isHeld(element, report, mayLoad))
          hold(element);
        if (isDevelopment) void core.load('messages').then((file) => file.tellUnheld(element, report));
      }
      if (found.length) release();
    },
    marks,
    // A framework uses an element again, for something else: nobody was asked for that, and its placeholder names the first.
    (changed) => {
      hide((_, element) => !changed.has(element));
      for (const element of changed) seen.delete(element);
      tellHeld();
    },
  );
  const ends = [
    watcher.stop,
    queue.stop,
    guardFarewells(),
    input.stop,
    onSnapshot(
      // A copy would bring back what may be refused by then.
      () => {
        isCopied = true;
        hide(() => false);
        scripts.mark();
      },
      () => {
        isCopied = false;
        release();
      },
    ),
  ];

  /** Lets go of what the other state does not grant. Returns the state before. */
  function narrowTo(other: Parameters<typeof narrow>[1]): State {
    const previous = core.state;
    core.heard ??= previous;
    core.state = narrow(previous, other);
    return previous;
  }

  /** What was stopped before anybody could clean up after it. */
  let stopped: readonly Withdrawn[] = [];

  function withdraw(current: State, previous: State): readonly Withdrawn[] {
    const stays = ({ needs, once }: Entry) =>
      isAllowed(needs!, current) || (once && isAnsweredAlike(needs!, current, previous));
    hide(stays);
    recall();
    queue.recheck();
    const all = [...stopped, ...vendors.withdraw(current, previous)];
    stopped = [];
    if (scripts.runOn(current) || all.some(({ endless }) => endless)) expectReload();
    tellHeld();
    return all;
  }

  return {
    runOn: scripts.runOn,
    get touched() {
      return input.touched;
    },
    narrow(next) {
      const previous = narrowTo(next);
      stopped = withdraw(core.state, previous);
    },
    running() {
      const ids = vendors.running();
      return ids.length || scripts.running() ? ids : undefined;
    },
    scan: watcher.add,
    destroy() {
      // Whoever is made anew finds all of it held, and what runs told.
      const previous = narrowTo(nothing);
      hide(() => false);
      recall();
      queue.recheck();
      core.tellGoogle(core.state);
      vendors.withdraw(core.state, previous);
      for (const end of ends) end();
    },
    withdraw,
    release,
    reload(...args) {
      reload(settings.store.name, ...args);
    },
    loadOnce: (embed) => void content.showOnce(embed).then(tellHeld),
  };
}
