import type { Core, InterfaceFile, Views } from './model/core.js';
import type { Interface, InterfaceContext, PermanentEntry, View } from './model/interface.js';
import { findAll, onClickWithin } from './page/events.js';
import { isAskedAround, whenBody, whenParsed } from './page/lifecycle.js';

type Actions = Pick<InterfaceContext, 'choose' | 'expectYes' | 'isDevelopment' | 'loadOnce' | 'preset'>;

/**
 * Decides what must be seen, and loads the interface only when something must; and what takes a choice, which is there
 * before anything that asks for one is seen.
 */
export function createView(
  core: Core,
  loadInterface: () => Promise<InterfaceFile>,
  loadAsk: () => Promise<unknown>,
  actions: Actions,
): Views {
  const { settings, load, report } = core;
  let files: ReturnType<typeof loadFiles> | undefined;
  let loading: Promise<Interface | undefined> | undefined;
  let entry: Promise<PermanentEntry | undefined> | undefined;
  let current: View | undefined;
  let held: readonly Element[] = [];
  let mayAsk = true;
  let isOver = false;

  const layout = () =>
    load(`layouts/${settings.layout}`)
      .then((file) => file.default ?? Promise.reject())
      .catch(() => void report('layout-missing', `layouts/${settings.layout}`));

  const loadFiles = () =>
    Promise.all([loadInterface(), settings.layout === 'box' ? undefined : layout(), loadAsk()]);

  async function create(): Promise<Interface | undefined> {
    try {
      files ??= loadFiles();
      const [{ createInterface, usualLayout, default: ours, own: locale = ours }, layout = usualLayout] =
        await files;
      // Another instance may be there by now.
      if (isOver) return undefined;
      await new Promise<void>(whenBody);
      core.language = locale.language;
      return await createInterface({
        ...actions,
        settings,
        locale,
        layout,
        report,
        ours,
        leave,
        open: show,
        state: () => core.state,
      });
    } catch (error) {
      files = loading = undefined;
      report('interface-missing', 'interface', error);
      return undefined;
    }
  }

  /** Does this with the interface, which is loaded for it if need be. */
  async function withInterface(action: (shown: Interface) => unknown): Promise<void> {
    loading ??= create();
    const shown = await loading;
    if (!shown || !core.running) return;
    try {
      await action(shown);
    } catch (error) {
      report('interface-failed', 'interface', error);
    }
  }

  /** Where the page has no link of its own, ours must be there whenever the banner is not (R50). */
  function showEntry(): void {
    whenParsed(() => {
      if (settings.entry === 'none') return;
      if (findAll('[data-consent-open]').some(({ id }) => id !== 'portillon-entry')) return;
      entry ??= load('entry').then(
        ({ createEntry }) => createEntry(),
        (error) => {
          entry = undefined;
          report('interface-missing', 'entry', error, 'part');
          return undefined;
        },
      );
      void entry.then((shown) => core.running && shown?.show(current !== 'banner'));
    });
  }

  function fill(): void {
    const places = findAll('[data-consent-declaration]');
    if (places.length) void withInterface((shown) => shown.declare(places));
    const records = findAll('[data-consent-state]');
    if (records.length) void withInterface((shown) => shown.records(records));
  }

  function show(view: View | undefined): Promise<void> | undefined {
    current = view;
    const shown = view || loading ? withInterface((its) => its.show(current)) : undefined;
    if (view !== 'banner' || entry) showEntry();
    return shown;
  }

  /** Leaving the panel without a choice leaves the question open. */
  const leave = () =>
    show(core.state.status === 'undecided' && mayAsk && !isAskedAround() ? 'banner' : undefined);

  const stopListening = onClickWithin(
    'data-consent-open',
    (view) => void show(view === 'banner' || view === 'vendors' ? view : 'panel'),
  );

  return {
    prepare() {
      if (isAskedAround()) return;
      files ??= loadFiles();
      // Told when it is needed.
      files.catch(() => {});
    },
    start(isAnswered) {
      mayAsk = !isAnswered;
      const shown = current ? show(current) : leave();
      whenParsed(fill);
      return shown;
    },
    show,
    answered(late) {
      mayAsk = true;
      // A question that is still open is put, where the visitor sees nothing else of ours.
      void (late && (current || core.state.status === 'decided') ? show(current) : leave());
      if (core.held && core.state.status === 'decided' && loading)
        void withInterface((shown) => shown.confirm());
    },
    hold(embeds) {
      if (embeds.length || held.length) void withInterface((shown) => shown.hold(embeds));
      held = embeds;
    },
    fill,
    destroy() {
      isOver = true;
      stopListening();
      void loading?.then((shown) => shown?.destroy());
      void entry?.then((shown) => shown?.destroy());
    },
  };
}
