import type { Choice, State } from './model/decision.js';
import type { Interface, View } from './model/interface.js';
import type { Parts } from './model/parts.js';
import type { Report } from './model/problem.js';
import type { Settings } from './model/settings.js';
import { findAll, onClickWithin } from './page/events.js';
import { languages, whenBody, whenParsed } from './page/lifecycle.js';
import { pickLanguage } from './state/language.js';

/** What must be seen, and the loading of the interface only when something must. */
export interface Views {
  start(): void;
  open(view: View): void;
  close(): void;
  /** A choice was stored. */
  answered(state: State): void;
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
  let held: readonly Element[] = [];
  let started = false;
  let destroyed = false;

  async function create(): Promise<Interface | undefined> {
    try {
      const [createInterface, locale] = await Promise.all([parts.loadInterface(), loadLocale()]);
      await new Promise<void>(whenBody);
      if (destroyed) return undefined;
      return createInterface({
        ...actions,
        settings,
        locale,
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

  function loadLocale() {
    const wanted = settings.locale === 'auto' ? languages() : [settings.locale];
    const tag = pickLanguage(wanted, parts.locales);
    return parts.loadLocale(tag).catch((error) => {
      if (tag === 'en') throw error;
      report('locale-missing', tag, 'could not be loaded; English is shown.');
      return parts.loadLocale('en');
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

  function show(view: View | undefined): void {
    current = view;
    if (view || loading) withInterface((shown) => shown.show(current));
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
      if (held.length) withInterface((shown) => shown.hold(held));
      whenParsed(() => {
        const places = findAll('[data-consent-declaration]');
        if (places.length) withInterface((shown) => shown.declare(places));
      });
    },
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
    },
  };
}
