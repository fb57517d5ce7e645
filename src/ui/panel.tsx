import { h, type VNode } from 'preact';
import type { View } from '../model/interface.js';
import { type Draft, draftOf, switchPurpose, switchVendor } from './draft.js';
import type { VendorFacts, ViewContext } from './facts.js';
import { showModal } from './modal.js';
import { Notes } from './news.js';
import { OwnRecord } from './own-record.js';
import css from './panel.css';
import { isFound, type PanelContext, PurposeRow } from './purpose-row.js';
import { Rights } from './rights.js';
import { Exempt, Necessary, Objections, Section } from './sections.js';
import { adopt } from './sheet.js';
import { plural } from './words.js';

/** The second layer. Nothing is sent before the visitor saves. */
export interface Panel {
  draw(view: View): VNode;
  /** Forgets what was switched but not saved. */
  reset(): void;
}

/** From this number on, partners can be searched by name. */
const many = 12;

export function createPanel(context: ViewContext, redraw: () => void): Panel {
  const { settings, locale, state, choose, leave } = context;
  let draft: Draft;
  let changed = false;
  let query = '';
  let facts: readonly VendorFacts[] = [];
  let stopWatching: (() => void) | undefined;
  adopt(css);
  void context.facts().then((loaded) => {
    facts = loaded;
    redraw();
  });

  function reset(): void {
    draft = draftOf(settings, state());
    changed = false;
    query = '';
  }

  function show(dialog: HTMLDialogElement | null): void {
    stopWatching?.();
    stopWatching = dialog ? showModal(dialog, onHidden) : undefined;
  }

  function onHidden(): void {
    context.report(
      'panel-hidden',
      'interface',
      'is hidden by a style of the page or by a content blocker; it was closed, so that the page stays usable.',
    );
    leave();
  }

  const onSwitch = (kind: 'purpose' | 'vendor', id: string) => (on: boolean) => {
    draft = (kind === 'purpose' ? switchPurpose : switchVendor)(settings, draft, id, on);
    changed = true;
    redraw();
  };

  function Search() {
    const asked = facts.filter(({ id }) =>
      settings.vendors.some((vendor) => vendor.id === id && !vendor.exempt),
    );
    if (asked.length < many) return null;
    const found = asked.filter((vendor) => isFound(vendor, query)).length;
    return (
      <div class="portillon-search">
        <label for="portillon-search">{locale.search}</label>
        <input
          id="portillon-search"
          type="search"
          autocomplete="off"
          value={query}
          onInput={(event: Event) => {
            query = (event.currentTarget as HTMLInputElement).value.trim().toLowerCase();
            redraw();
          }}
        />
        <p role="status">{query && plural(locale.found, found, locale)}</p>
      </div>
    );
  }

  function Footer() {
    return (
      <div class="portillon-actions" data-changed={changed ? '' : undefined}>
        <button type="button" data-portillon="refuse" onClick={() => choose('none', 'panel')}>
          {locale.refuse}
        </button>
        <button type="button" data-portillon="accept" onClick={() => choose('all', 'panel')}>
          {locale.accept}
        </button>
        <button
          type="button"
          data-portillon="save"
          onClick={() => choose({ ...draft.purposes, ...draft.vendors }, 'panel')}
        >
          {locale.save}
        </button>
      </div>
    );
  }

  function undo(): void {
    reset();
    redraw();
    document.getElementById('portillon-panel-title')?.focus();
  }

  return {
    reset,
    draw(view) {
      const panel: PanelContext = { context, draft, facts, query, onSwitch, open: view === 'vendors' };
      return (
        <dialog
          key="panel"
          id="portillon-panel"
          data-portillon="panel"
          aria-labelledby="portillon-panel-title"
          ref={show}
          onCancel={(event: Event) => {
            event.preventDefault();
            leave();
          }}
        >
          <div class="portillon-head">
            <h2 id="portillon-panel-title" tabIndex={-1}>
              {locale.panelTitle}
            </h2>
            <button type="button" data-portillon="close" aria-label={locale.close} onClick={leave}>
              <span aria-hidden="true">×</span>
            </button>
          </div>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset does not scroll as a part of a flex box. */}
          <div class="portillon-scroll" role="group" aria-labelledby="portillon-panel-title">
            <p>{locale.panelIntro}</p>
            <Notes context={context} facts={facts} />
            <Search />
            {settings.purposes
              .filter(({ id }) => !settings.barred.includes(id))
              .map((purpose) => (
                <PurposeRow key={purpose.id} purpose={purpose} panel={panel} />
              ))}
            {changed && (
              <p class="portillon-links">
                <button type="button" data-portillon="undo" onClick={undo}>
                  {locale.undo}
                </button>
              </p>
            )}
            <Exempt panel={panel} />
            <Objections panel={panel} />
            <Necessary panel={panel} />
            <Section title={locale.recordTitle}>
              <OwnRecord context={context} />
            </Section>
            <Rights context={context} />
          </div>
          <Footer />
        </dialog>
      );
    },
  };
}
