import type { UiContext, ViewContext } from './context.js';
import { loadFacts } from './facts.js';

const known = new WeakMap<UiContext, Promise<ViewContext>>();

/** All texts, and the facts of the vendors, each loaded once for an interface. */
export function withDetails(context: UiContext): Promise<ViewContext> {
  let details = known.get(context);
  if (!details) {
    details = load(context);
    known.set(context, details);
    // What is lost on the way is asked for again by whoever needs it next.
    details.catch(() => known.delete(context));
  }
  return details;
}

async function load(context: UiContext): Promise<ViewContext> {
  const { panel, details, ...first } = context.locale;
  const later = await Promise.all([panel?.(), details?.()]);
  let facts: ReturnType<typeof loadFacts> | undefined;
  return {
    ...context,
    locale: Object.assign(first, ...later.map((part) => part?.default)),
    facts() {
      facts ??= loadFacts(context);
      return facts;
    },
  };
}
