import type { Choice, State } from './model/decision.js';
import type { Entry, Interface, View } from './model/interface.js';
import type { Locale } from './model/locale.js';
import type { Parts } from './model/parts.js';
import type { Report } from './model/problem.js';
import type { Settings } from './model/settings.js';
import { findAll, onClickWithin } from './page/events.js';
import { languages, whenBody, whenParsed } from './page/lifecycle.js';
import { complete, isComplete, pickLanguage } from './state/language.js';

/** What must be seen, and the loading of the interface only when something must. */
export interface Views {
  start(): void;
  /** The language in which something was shown; undefined before. */
  language(): string | undefined;
  open(view: View): void;
  close(): void;
  /** A choice was stored. */
  answered(state: State): void;
  /** The page exchanged its body, as page transitions do, or took our part away. */
  restore(): void;
  /** These embeds wait for consent. */
  hold(embeds: readonly Element[]): void;
  destroy(): void;
}

interface Actions {
  state(): State;
  choose(choice: Choice, source: string): void;
  loadOnce(embed: Element): void;
}

export function createView(settings: Settings, parts: Parts, report: Report, actions: Actions): Views {
  let loading: Promise<Interface | undefined> | undefined;
  let current: View | undefined;
  let entry: Promise<Entry | undefined> | undefined;
  let held: readonly Element[] = [];
  let shownIn: string | undefined;
  let started = false;
  let destroyed = false;

  async function create(): Promise<Interface | undefined> {
    try {
      const [createInterface, locale, layout] = await Promise.all([
        parts.loadInterface(),
        loadLocale(),
        loadLayout(),
      ]);
      await new Promise<void>(whenBody);
      if (destroyed) return undefined;
      shownIn = locale.language;
      return createInterface({
        ...actions,
        settings,
        locale,
        layout,
        report,
        open: show,
        leave,
        preset: (name) => parts.loadPreset(name).catch(() => undefined),
      });
    } catch (error) {
      loading = undefined;
      report(
        'interface-missing',
        'interface',
        `could not be loaded; everything stays held. Copy the whole folder of the build to your site. ${error}`,
      );
      return undefined;
    }
  }

  async function loadLocale(): Promise<Locale> {
    // A language that is named is tried even if it did not come with us: its file may lie beside the others.
    const named = settings.locale === 'auto' ? undefined : settings.locale;
    const tag = pickLanguage(named ? [named] : languages(), parts.locales, named);
    try {
      const locale = await parts.loadLocale(tag);
      if (isComplete(locale)) return locale;
      const [whole, missing] = complete(locale, await parts.loadLocale('en'));
      report('text-missing', tag, `lacks ${missing.join(', ')}: English stands in. Add them to the file.`);
      return whole;
    } catch (error) {
      if (tag === 'en') throw error;
      report('locale-missing', tag, 'could not be loaded; English is shown.');
      return parts.loadLocale('en');
    }
  }

  const loadLayout = () =>
    parts.loadLayout(settings.layout).catch(() => {
      report('layout-missing', settings.layout, 'could not be loaded; the plain sheet is shown.');
      return '';
    });

  /** Where the page has no link of its own, ours must be there whenever the banner is not (R50). */
  function showEntry(): void {
    whenParsed(() => {
      if (destroyed || settings.entry === 'none') return;
      if (findAll('[data-consent-open]').some(({ id }) => id !== 'portillon-entry')) return;
      entry ??= parts.loadEntry().then(
        (create) => create(),
        () => undefined,
      );
      void entry.then((shown) => !destroyed && shown?.show(current !== 'banner'));
    });
  }

  /** Does this with the interface, which is loaded for it if need be. */
  function withInterface(action: (shown: Interface) => void): void {
    loading ??= create();
    loading.then((shown) => {
      if (!shown || destroyed) return;
      try {
        action(shown);
      } catch (error) {
        report('interface-failed', 'interface', `threw an error; nothing was granted by it. ${error}`);
      }
    });
  }

  /** The parts of the page that we fill. */
  function fillPlaces(isMeant: (place: Element) => boolean): void {
    const places = findAll('[data-consent-declaration]').filter(isMeant);
    if (places.length) withInterface((shown) => shown.declare(places));
    const records = findAll('[data-consent-state]');
    if (records.some(isMeant)) withInterface((shown) => shown.records(records));
  }

  function show(view: View | undefined): void {
    current = view;
    if (view || loading) withInterface((shown) => shown.show(current));
    if (view !== 'banner' || entry) showEntry();
  }

  const isOpen = () => actions.state().status === 'undecided';
  /** Leaving the panel without a choice leaves the question open. */
  const leave = () => show(isOpen() ? 'banner' : undefined);

  const stopListening = onClickWithin('data-consent-open', (view) =>
    show(view === 'banner' || view === 'vendors' ? view : 'panel'),
  );

  return {
    start() {
      started = true;
      if (isOpen() && !current) show('banner');
      else showEntry();
      if (held.length) withInterface((shown) => shown.hold(held));
      whenParsed(() => fillPlaces(() => true));
    },
    restore() {
      if (!started) return;
      if (loading) withInterface((shown) => shown.restore());
      fillPlaces((place) => !place.hasChildNodes());
      if (current !== 'banner' || entry) showEntry();
    },
    language: () => shownIn,
    open: show,
    close: () => show(undefined),
    answered(state) {
      if (state.status === 'decided') {
        show(undefined);
        if (loading) withInterface((shown) => shown.confirm());
      } else show('banner');
    },
    hold(embeds) {
      held = embeds;
      if (started) withInterface((shown) => shown.hold(held));
    },
    destroy() {
      destroyed = true;
      stopListening();
      loading?.then((shown) => shown?.destroy());
      entry?.then((shown) => shown?.destroy());
    },
  };
}
