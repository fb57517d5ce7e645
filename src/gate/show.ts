import type { ShowContent } from '../model/content.js';
import type { Core } from '../model/core.js';
import { isAllowed, type Needs, readNeeds, selector } from './needs.js';
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
  /** Undefined, and a report, where it cannot be had. */
  load(): Promise<ShowContent | undefined>;
  /** Loads an embed, or puts the content of a template in its place, whether it is allowed or not. */
  show(content: ShowContent, element: Element, entry: Entry): void;
}

/**
 * What is shown leaves `seen`. Scripts of a template that do not say themselves what they need, need what it does; those that
 * may not run yet are told by `hold`.
 */
export function createShow(
  core: Core,
  seen: Map<Element, Entry>,
  shown: ShownContent<Entry>,
  scripts: Scripts,
  hold: (script: Element, needs: Needs) => void,
): Show {
  const { settings, report, load } = core;

  function note(nodes: readonly Node[], element: Element, entry: Entry, undo?: () => void): void {
    if (!undo) return;
    seen.delete(element);
    shown.note(nodes, element, entry, undo);
  }

  return {
    load: () =>
      load('content').then(
        ({ content }) => content,
        () => void report('file-missing', 'content'),
      ),
    show(content, element, entry) {
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
    },
  };
}
