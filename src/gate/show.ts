import type { ShowContent } from '../model/content.js';
import type { Core } from '../model/core.js';
import { reportFailure } from './failure.js';
import { isAllowed, mayRun, type Needs, outline, readNeeds, selector } from './needs.js';
import type { Scripts } from './scripts.js';
import type { ShownContent } from './shown.js';

/** A gated element. */
export interface Entry {
  /** In the order in which they were first seen. */
  readonly place: number;
  /** Read at the first release after it was found. */
  needs?: Needs | undefined;
  /** Queued, run, or about to be shown. */
  released?: boolean;
  /** The visitor asked to see it, without a consent: an answer that does not concern it leaves it. */
  once?: boolean;
}

/** Shows what is held other than scripts, with a file of ours that is loaded for it. */
export interface Show {
  /** Releases these in their order, scripts among them, as far as they still may run when the file is here. */
  release(ready: readonly [Element, Entry][]): Promise<void>;
  /** Loads an embed for this page view, whether it is allowed or not. */
  showOnce(embed: Element): Promise<void>;
}

/**
 * What is shown leaves `seen`. Scripts of a template that do not say themselves what they need, need what it does; those that
 * may not run yet are told by `hold`. While it `rests`, nothing is released.
 */
export function createShow(
  core: Core,
  seen: Map<Element, Entry>,
  shown: ShownContent<Entry>,
  scripts: Scripts,
  hold: (script: Element, needs: Needs) => void,
  rests: () => boolean,
): Show {
  const { settings, report, load } = core;

  function note(nodes: readonly Node[], element: Element, entry: Entry, undo?: () => void): void {
    if (!undo) return;
    seen.delete(element);
    shown.note(nodes, element, entry, undo);
  }

  /** Undefined, and a report, where it cannot be had. */
  const get = () =>
    load('content').then(
      ({ content }) => content,
      () => void report('file-missing', 'content'),
    );

  function show(content: ShowContent, element: Element, entry: Entry): void {
    if (!(element instanceof HTMLTemplateElement)) {
      note([element], element, entry, content.loadEmbed(element, report));
      return;
    }
    const { scripts: inner, nodes, undo } = content.unfold(element, (script) => script.matches(selector));
    note(nodes, element, entry, undo);
    for (const [script, original] of inner) {
      const own = script.matches(selector) ? readNeeds(script, settings, report) : entry.needs!;
      if (isAllowed(own, core.state)) scripts.release(script, own, () => original?.remove());
      else hold(script, own);
    }
  }

  return {
    async release(ready) {
      const content = await get();
      if (rests()) return;
      for (const [element, entry] of ready) {
        // A framework may have used it again for something else.
        if (entry.released || seen.get(element) !== entry || !mayRun(core, entry.needs!)) continue;
        if (!content && !(element instanceof HTMLScriptElement)) continue;
        entry.released = true;
        try {
          if (element instanceof HTMLScriptElement) scripts.release(element, entry.needs!);
          else show(content!, element, entry);
        } catch (error) {
          reportFailure(report, outline(element), error);
        }
      }
    },
    async showOnce(embed) {
      const entry = seen.get(embed);
      const { stored } = core;
      const content = await get();
      if (!content || !entry || entry.released || seen.get(embed) !== entry) return;
      // A choice that was made since then counts more.
      if (core.stored !== stored || !core.running) return;
      entry.released = entry.once = true;
      show(content, embed, entry);
    },
  };
}
