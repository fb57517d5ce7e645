import type { State } from '../model/decision.js';
import type { View } from '../model/interface.js';
import type { Locale } from '../model/locale.js';
import type { Settings } from '../model/settings.js';
import type { UiContext } from './context.js';
import { withDetails } from './details.js';
import { type Child, h } from './jsx.js';
import { listText } from './more-words.js';
import { fill, purposeText } from './words.js';

/** Draws what the visitor should know of this question: what is new, and what is left out of it. */
export type Notes = () => Child;

/**
 * Waits for all texts, and for the names of new partners. Those that become new later are left out. `view` is what the
 * notes are about to be drawn in.
 */
export async function createNotes(core: UiContext, view: () => View | undefined): Promise<Notes> {
  const { locale, settings, state, facts } = await withDetails(core);
  const names = state().news?.vendors.length ? await facts() : [];
  return () => drawNotes(settings, locale, state(), view() === 'banner', names);
}

/** It touches no page: servers draw the notes of a first visit too. `names` are those of new partners. */
export function drawNotes(
  settings: Settings,
  locale: Locale,
  { news, refusedBySignal, exempt }: Pick<State, 'news' | 'refusedBySignal' | 'exempt'>,
  isBanner: boolean,
  names: readonly { readonly id: string; readonly name: string }[] = [],
): Child {
  const titles = (ids: readonly string[]): string[] =>
    settings.purposes
      .filter(({ id }) => ids.includes(id))
      .map((purpose) => purposeText(purpose, locale, settings).title);
  const added = news && [
    ...(news.policy ? [locale.newPolicy] : []),
    ...titles(news.purposes),
    ...names.filter(({ id }) => news.vendors.includes(id)).map(({ name }) => name),
  ];
  /** Nothing where the list is empty. */
  const note = (text: string, list: readonly string[]) =>
    list.length > 0 && <p>{fill(text, { list: listText(list, locale) })}</p>;
  // Purposes that are not up to the visitor here: by the browser's signal (R78), on a page for minors (R76).
  const signalled = refusedBySignal.filter((id) => !settings.barred.includes(id));
  return [
    note(locale.news, added ?? []),
    note(locale.gpc, titles(signalled)),
    note(locale.minors, titles(settings.barred)),
    // What runs without asking, and the way to object to it (R75): the panel, which has the switch.
    isBanner && Object.values(exempt).includes('active') && (
      <p class="portillon-links">
        <span>{fill(locale.exempt, { site: settings.site.name })}</span>
        <button type="button" data-portillon="object">
          {locale.object}
        </button>
      </p>
    ),
  ];
}
