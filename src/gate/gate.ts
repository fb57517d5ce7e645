import type { ShowContent } from '../model/content.js';
import type { Core } from '../model/core.js';
import type { Gate } from '../model/gate.js';
import { createDownloads } from '../page/downloads.js';
import { isParsed, whenParsed, yieldToPage } from '../page/lifecycle.js';
import { guardFarewells, reload } from '../page/reload.js';
import { recall, useNonce } from '../page/scripts.js';
import { watch } from '../page/watch.js';
import { isEmbed } from './embeds.js';
import { reportFailure } from './failure.js';
import { isAllowed, type Needs, outline, readNeeds } from './needs.js';
import { createQueue } from './queue.js';
import { createScripts } from './scripts.js';
import { createVendors } from './vendors.js';

// Loaded once something may run.

/** A gated element, in the order in which it was first seen. */
interface Entry {
  /** Read at the first release. */
  needs?: Needs;
  /** Queued, run, or shown. */
  released?: boolean;
  /** Takes what was shown away again. */
  undo?: (() => void) | undefined;
}

/** How long a script that does not come holds back the tags of others, and those of its own vendor (ms). */
const limits = { grace: 500, timeout: 15_000 };
// The fields of a form can hide its methods, and a form is nothing that can be held.
const selector = ':is([data-consent],[data-vendor]):not(form)';
/** Parts of the page that the interface fills. */
const places = '[data-consent-declaration],[data-consent-state]';

export function createGate(core: Core): Gate {
  const { settings, report, load, view } = core;
  const state = () => core.state;
  const seen = new Map<Element, Entry>();
  let announced = false;

  const queue = createQueue(limits, {
    onTimeout: ({ name }) => report('tag-late', name, limits.timeout / 1000),
    onError: ({ name }, error) => reportFailure(report, name, error),
    isParsed,
    whenParsed,
    yieldToPage,
  });
  const scripts = createScripts(queue, {
    state,
    report,
    load,
    download: createDownloads(core.begun),
    isParsed: (script) => core.parsed.has(script),
    onVendorRun: (id) => vendors.noteRun(id),
    onSkip(script, needs) {
      seen.set(script, Object.assign(seen.get(script) ?? {}, { needs, released: false }));
    },
  });
  const vendors = createVendors(core, queue);

  /** Is it really held, or did the browser run it already? The latter is reported: nobody can undo it (R10). */
  function isHeld(element: Element): boolean {
    const { localName } = element;
    if (localName === 'template' || element.hasAttribute('data-consent-src')) return true;
    if (localName === 'script') {
      if (!(element instanceof HTMLScriptElement)) report('tag-unsupported', outline(element));
      else if (element.type === 'text/plain') return true;
      else report('tag-not-held', outline(element), 'type="text/plain"');
    } else if (element.hasAttribute('data-consent-srcset')) return true;
    else if (element.hasAttribute('src')) report('tag-not-held', outline(element), 'data-consent-src');
    return false;
  }

  function release(): void {
    vendors.release(core.state);
    const ready: [Element, Entry, Needs][] = [];
    for (const [element, entry] of seen) {
      if (!element.isConnected && !entry.undo) seen.delete(element);
      else if (!entry.released) {
        entry.needs ??= readNeeds(element, settings, report);
        if (isAllowed(entry.needs, state())) ready.push([element, entry, entry.needs]);
      }
    }
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
      if (entry.released || !isAllowed(needs, state())) continue;
      if (!content && !(element instanceof HTMLScriptElement)) continue;
      entry.released = true;
      try {
        if (element instanceof HTMLScriptElement) scripts.release(element, needs);
        else if (element instanceof HTMLTemplateElement) entry.undo = unfold(content!, element, needs);
        else entry.undo = content!.loadEmbed(element, report);
      } catch (error) {
        reportFailure(report, outline(element), error);
      }
    }
    tellHeld();
  }

  /** Puts the content of a template in its place. Returns how to take it away again. */
  function unfold(content: ShowContent, template: HTMLTemplateElement, needs: Needs): () => void {
    const { scripts: inner, undo } = content.unfold(template, (script) => script.matches(selector));
    for (const [script, original] of inner) {
      const own = script.matches(selector) ? readNeeds(script, settings, report) : needs;
      if (isAllowed(own, state())) scripts.release(script, own, () => original?.remove());
      else seen.set(script, { needs: own });
    }
    return undo;
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

  useNonce(core.nonce);
  const unguard = guardFarewells();
  const watcher = watch(`${selector},${places}`, (elements) => {
    for (const element of elements) {
      if (element.matches(places)) view.fill();
      else if (!seen.has(element) && !scripts.has(element) && isHeld(element)) seen.set(element, {});
    }
    if (core.running) release();
  });

  return {
    runOn: scripts.runOn,
    running() {
      const ids = vendors.running();
      return ids.length || scripts.running() ? ids : undefined;
    },
    scan: watcher.add,
    destroy() {
      watcher.stop();
      unguard();
    },
    withdraw(current, previous) {
      for (const entry of seen.values()) {
        if (!entry.undo || isAllowed(entry.needs!, current)) continue;
        entry.undo();
        entry.undo = undefined;
        entry.released = false;
      }
      recall();
      queue.recheck();
      const stopped = vendors.withdraw(current, previous);
      tellHeld();
      return stopped;
    },
    release,
    reload(ids) {
      reload(settings.store.name, ids);
    },
    async loadOnce(embed) {
      const entry = seen.get(embed);
      const content = await loadContent();
      if (!content || !entry || entry.released) return;
      entry.released = true;
      entry.undo = content.loadEmbed(embed, report);
      tellHeld();
    },
  };
}
