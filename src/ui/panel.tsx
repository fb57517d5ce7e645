import type { View } from '../model/interface.js';
import { isBarred } from '../state/state.js';
import type { About } from './about.js';
import type { PanelContext, UiContext } from './context.js';
import { type Draft, draftOf } from './draft.js';
import { Fold } from './fold.js';
import { type Child, h } from './jsx.js';
import { modalHandlers, returnFocus, showModal } from './modal.js';
import css from './panel.css';
import type { Partners } from './partners.js';
import { PurposeRow } from './purpose-row.js';
import { adopt } from './sheet.js';
import { fill, periodText } from './words.js';

/** The second layer. Nothing is sent before the visitor saves. To be `reset` before it is first drawn. */
export interface Panel {
  draw(view: View, notes: Child): Child;
  /** After it was drawn, or drawn no more. */
  settle(root: Element, opener: Element | null): void;
  /** Forgets what was switched but not saved: the panel is opened for this `view`. */
  reset(view: View | undefined): void;
}

/** From this number on, partners can be searched by name. */
const many = 12;

export async function createPanel(core: UiContext, redraw: () => void): Promise<Panel> {
  const texts = (await core.locale.panel?.())?.default;
  const { settings, locale, state, choose, leave } = {
    ...core,
    locale: { ...core.locale, ...texts },
  } as PanelContext;
  const asked = settings.vendors.filter((vendor) => !vendor.exempt && !isBarred(settings, vendor));
  const exempt = settings.vendors.some((vendor) => vendor.exempt);
  const hasOthers = exempt || settings.necessary.length + settings.objections.length > 0;
  let draft: Draft;
  let untouched: Draft;
  /** The visitor came to object: to the first switch for it, which may come later than the panel. */
  let sought = false;
  let query = '';
  /** The purposes whose partners were looked at: hundreds of partners cost nothing until somebody looks. */
  let opened: string[] = [];
  let shown: Element | null = null;
  let stopWatching: (() => void) | undefined;
  let partners: Partners | undefined;
  let requested = false;
  let about: About | undefined;
  adopt(css);

  const missing = (error: unknown) => core.report('interface-missing', 'panel', error, 'part');

  async function loadPartners(): Promise<void> {
    if (requested) return;
    requested = true;
    try {
      partners = await (await import('./partners.js')).createPartners(core, change, redraw);
      redraw();
    } catch (error) {
      requested = false;
      missing(error);
    }
  }

  async function loadAbout(): Promise<void> {
    try {
      about ??= await (await import('./about.js')).createAbout(core, redraw);
      redraw();
    } catch (error) {
      missing(error);
    }
  }

  function forget(): void {
    draft = untouched = draftOf(settings, state());
  }

  function reset(view: View | undefined): void {
    forget();
    sought = view === 'object';
    query = '';
    opened = [];
    partners?.restart();
  }

  function change(next: (draft: Draft) => Draft): void {
    draft = next(draft);
    redraw();
  }

  function undo(): void {
    forget();
    redraw();
    document.getElementById('portillon-panel-title')?.focus();
  }

  const answer = (yes: boolean) =>
    choose(partners?.answerAll(untouched, draft, yes) ?? (yes ? 'all' : 'none'), 'panel');

  function onHidden(): void {
    core.report(
      'panel-hidden',
      'interface',
      'is hidden by a style of the page or by a content blocker; it was closed, so that the page stays usable.',
    );
    leave();
  }

  function look(id: string): void {
    if (opened.includes(id)) return;
    opened.push(id);
    void loadPartners();
    redraw();
  }

  function Search() {
    const onInput = ({ target }: Event) => {
      query = (target as HTMLInputElement).value.trim().toLowerCase();
      partners?.restart();
      void loadPartners();
      redraw();
    };
    return (
      <div>
        <label for="portillon-search">{locale.search}</label>
        <input id="portillon-search" type="search" autocomplete="off" oninput={onInput} />
        <p role="status">{query && partners?.found(query)}</p>
      </div>
    );
  }

  const Button = ({ name, onclick }: { name: keyof typeof labels; onclick?: () => void }) => (
    <button type="button" data-portillon={name} onclick={onclick}>
      {labels[name]}
    </button>
  );
  const labels = { refuse: locale.refuse, accept: locale.accept, save: locale.save, undo: locale.undo };
  const necessary = { name: settings.store.name, time: periodText(settings.store.retention, locale) };

  return {
    reset,
    draw(view, notes) {
      const all = view === 'vendors';
      const changed = draft !== untouched;
      if (all || hasOthers) void loadPartners();
      return (
        <dialog
          id="portillon-panel"
          data-portillon="panel"
          aria-labelledby="portillon-panel-title"
          {...modalHandlers(leave)}
        >
          <div class="portillon-head">
            <h2 id="portillon-panel-title" tabindex="-1">
              {locale.panelTitle}
            </h2>
            <button type="button" data-portillon="close" aria-label={locale.close} onclick={leave}>
              ×
            </button>
          </div>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset does not scroll as a part of a flex box. */}
          <div class="portillon-text" role="group" aria-labelledby="portillon-panel-title">
            <p>{locale.panelIntro}</p>
            {notes}
            {asked.length >= many && <Search />}
            {settings.purposes
              .filter(({ id }) => !settings.barred.includes(id))
              .map((purpose) => {
                const { id } = purpose;
                const isOpen = all || query !== '';
                return (
                  <PurposeRow
                    {...{ purpose, locale, settings, draft, change }}
                    count={asked.filter((vendor) => vendor.purposes.includes(id)).length}
                    isOpen={isOpen}
                    rows={isOpen || opened.includes(id) ? partners?.rows(id, draft, query) : undefined}
                    query={query}
                    look={() => look(id)}
                  />
                );
              })}
            {changed && (
              <p class="portillon-links">
                <Button name="undo" onclick={undo} />
              </p>
            )}
            {partners?.others(draft)}
            <section class="portillon-purpose" aria-label={locale.necessaryTitle}>
              <h3>{locale.necessaryTitle}</h3>
              <p>{fill(locale.necessary, necessary)}</p>
              {partners?.necessary()}
            </section>
            <Fold id="portillon-record" title={locale.recordTitle} look={loadAbout}>
              {about?.record()}
            </Fold>
            <Fold id="portillon-rights" title={locale.rightsTitle} look={loadAbout}>
              {about?.rights()}
            </Fold>
          </div>
          <div class="portillon-actions" data-changed={changed}>
            <Button name="refuse" onclick={() => answer(false)} />
            <Button name="accept" onclick={() => answer(true)} />
            <Button name="save" onclick={() => choose({ ...draft.purposes, ...draft.vendors }, 'panel')} />
          </div>
        </dialog>
      );
    },
    settle(root, opener) {
      const dialog = root.querySelector('dialog');
      if (dialog !== shown) {
        shown = dialog;
        stopWatching?.();
        stopWatching = dialog ? showModal(dialog, onHidden) : undefined;
        if (!dialog) returnFocus(opener, root);
      }
      if (sought && dialog && partners?.lead(dialog)) sought = false;
    },
  };
}
