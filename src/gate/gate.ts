import type { ShowContent } from '../model/content.js';
import type { Core } from '../model/core.js';
import type { State } from '../model/decision.js';
import type { Gate } from '../model/gate.js';
import type { Withdrawn } from '../model/withdraw.js';
import { isParsed, whenParsed, yieldToPage } from '../page/lifecycle.js';
import { expectReload, guardFarewells, reload } from '../page/reload.js';
import { recall, useNonce } from '../page/scripts.js';
import { noteInput } from '../page/unsaved.js';
import { watch } from '../page/watch.js';
import { isEmbed } from './embeds.js';
import { reportFailure } from './failure.js';
import { isHeld } from './held.js';
import { narrow } from './narrow.js';
import { isAllowed, isAnsweredAlike, type Needs, outline, readNeeds } from './needs.js';
import { createQueue } from './queue.js';
import { createScripts } from './scripts.js';
import { createShownContent } from './shown.js';
import { createVendors } from './vendors.js';

// Loaded once something may run.

/** A gated element. */
interface Entry {
  /** In the order in which they were first seen. */
  readonly place: number;
  /** Read at the first release. */
  needs?: Needs;
  /** Queued, run, or about to be shown. */
  released?: boolean;
  /** The visitor asked to see it, without a consent: an answer that does not concern it leaves it. */
  once?: boolean;
}

/** How long a script that does not come holds back the tags of others, and those of its own vendor (ms). */
const limits = { grace: 500, timeout: 15_000 };
// The fields of a form can hide its methods, and a form is nothing that can be held.
const selector = ':is([data-consent],[data-vendor],[data-consent-src]):not(form)';
/** Parts of the page that the interface fills. */
const fillable = '[data-consent-declaration],[data-consent-state]';

/**
 * One for a document, whose configuration was checked. It finds what is held, now and later, and while the core is running
 * it releases what it finds without being asked, as far as the state grants it.
 */
export function createGate(core: Core): Gate {
  const { settings, report, load, view } = core;
  const seen = new Map<Element, Entry>();
  const shown = createShownContent<Entry>();
  let announced = false;
  let places = 0;

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
    (script, needs) => {
      seen.set(script, Object.assign(seen.get(script) ?? { place: places++ }, { needs, released: false }));
    },
  );
  const vendors = createVendors(core, queue);

  function release(): void {
    vendors.release(core.state);
    const ready: [Element, Entry, Needs][] = [];
    for (const [element, entry] of seen) {
      if (!element.isConnected) seen.delete(element);
      else if (!entry.released) {
        entry.needs ??= readNeeds(element, settings, report);
        if (isAllowed(entry.needs, core.state)) ready.push([element, entry, entry.needs]);
      }
    }
    ready.sort(([, one], [, other]) => one.place - other.place);
    if (ready.every(([element]) => element instanceof HTMLScriptElement)) {
      for (const [element, entry, needs] of ready) {
        entry.released = true;
        scripts.release(element as HTMLScriptElement, needs);
      }
    } else void releaseWithContent(ready);
    tellHeld();
  }

  /** Other content needs a file of ours; the scripts around it wait, so that the order of the page holds. */
  async function releaseWithContent(ready: readonly [Element, Entry, Needs][]): Promise<void> {
    const content = await loadContent();
    for (const [element, entry, needs] of ready) {
      if (entry.released || !isAllowed(needs, core.state)) continue;
      if (!content && !(element instanceof HTMLScriptElement)) continue;
      entry.released = true;
      try {
        if (element instanceof HTMLScriptElement) scripts.release(element, needs);
        else if (element instanceof HTMLTemplateElement) unfold(content!, element, entry, needs);
        else noteShown([element], element, entry, content!.loadEmbed(element, report));
      } catch (error) {
        reportFailure(report, outline(element), error);
      }
    }
    tellHeld();
  }

  function noteShown(nodes: readonly Node[], element: Element, entry: Entry, undo?: () => void): void {
    if (!undo) return;
    seen.delete(element);
    shown.note(nodes, element, entry, undo);
  }

  /** Puts the content of a template in its place. */
  function unfold(content: ShowContent, template: HTMLTemplateElement, entry: Entry, needs: Needs): void {
    const { scripts: inner, nodes, undo } = content.unfold(template, (script) => script.matches(selector));
    noteShown(nodes, template, entry, undo);
    for (const [script, original] of inner) {
      const own = script.matches(selector) ? readNeeds(script, settings, report) : needs;
      if (isAllowed(own, core.state)) scripts.release(script, own, () => original?.remove());
      else seen.set(script, { place: places++, needs: own });
    }
  }

  const loadContent = () =>
    load('content').then(
      ({ content }) => content,
      () => void report('file-missing', 'content'),
    );

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
  const unguard = guardFarewells();
  const input = noteInput();
  const watcher = watch(`${selector},${fillable}`, (elements) => {
    // What we run is found once more, each time: it must not look at a thousand others.
    const found = elements.filter((element) => !scripts.has(element));
    for (const element of found) {
      if (element.matches(fillable)) view.fill();
      else if (![seen, shown].some((known) => known.has(element)) && isHeld(element, report))
        seen.set(element, { place: places++ });
    }
    if (core.running && found.length) release();
  });

  /** Lets go of what the other state does not grant. Returns the state before. */
  function narrowTo(other: State): State {
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
    for (const [element, entry] of shown.hide(stays)) {
      entry.released = entry.once = false;
      seen.set(element, entry);
    }
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
    touched: input.touched,
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
      watcher.stop();
      queue.stop();
      unguard();
      input.stop();
    },
    withdraw,
    release,
    reload(ids) {
      reload(settings.store.name, ids);
    },
    async loadOnce(embed) {
      const entry = seen.get(embed);
      const { stored } = core;
      const content = await loadContent();
      // A choice that was made since then counts more.
      if (!content || !entry || entry.released || core.stored !== stored) return;
      entry.released = entry.once = true;
      noteShown([embed], embed, entry, content.loadEmbed(embed, report));
      tellHeld();
    },
  };
}
