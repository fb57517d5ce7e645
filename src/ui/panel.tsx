import { h, type VNode } from 'preact';
import type { View } from '../model/interface.js';
import type { Purpose } from '../model/purpose.js';
import { type Draft, draftOf, isMixed, switchPurpose, switchVendor } from './draft.js';
import type { VendorFacts, ViewContext } from './facts.js';
import { News } from './news.js';
import css from './panel.css';
import { adopt } from './sheet.js';
import { Traces } from './traces.js';
import { countryText, durationText, fill, plural, purposeText } from './words.js';

/** The second layer. Nothing is sent before the visitor saves. */
export interface Panel {
  draw(view: View): VNode;
  /** Forgets what was switched but not saved. */
  reset(): void;
}

export function createPanel(context: ViewContext, redraw: () => void): Panel {
  const { settings, locale, state, choose, leave } = context;
  let draft: Draft;
  let changed = false;
  let facts: readonly VendorFacts[] = [];
  adopt(css);
  void context.facts().then((loaded) => {
    facts = loaded;
    redraw();
  });

  function change(next: Draft): void {
    draft = next;
    changed = true;
    redraw();
  }

  function Switch({
    id,
    kind,
    label,
    on,
    mixed = false,
  }: {
    id: string;
    kind: 'purpose' | 'vendor';
    label: string;
    on: boolean;
    mixed?: boolean;
  }) {
    return (
      <label class="portillon-switch">
        <span class="portillon-label">{label}</span>
        <span class="portillon-state" aria-hidden="true">
          {mixed ? locale.stateMixed : on ? locale.stateGranted : locale.stateDenied}
        </span>
        <input
          type="checkbox"
          data-portillon="switch"
          {...{ [`data-${kind}`]: id }}
          aria-describedby={kind === 'purpose' ? `portillon-about-${id}` : undefined}
          checked={on}
          indeterminate={mixed}
          onChange={(event: Event) => {
            const { checked } = event.currentTarget as HTMLInputElement;
            change((kind === 'purpose' ? switchPurpose : switchVendor)(settings, draft, id, checked));
          }}
        />
      </label>
    );
  }

  function PurposeRow({ purpose, open }: { purpose: Purpose; open: boolean }) {
    const { id } = purpose;
    const { title, description } = purposeText(purpose, locale, settings);
    const vendors = facts.filter(({ purposes }) => purposes.includes(id));
    const count = settings.vendors.filter(({ purposes }) => purposes.includes(id)).length;
    return (
      <section class="portillon-purpose" aria-label={title}>
        <h3>
          <Switch
            id={id}
            kind="purpose"
            label={title}
            on={draft.purposes[id]!}
            mixed={isMixed(settings, draft, id)}
          />
        </h3>
        <p id={`portillon-about-${id}`}>{description}</p>
        {count > 0 && (
          <details open={open}>
            <summary>{plural(locale.partnerCount, count, locale)}</summary>
            <ul>
              {vendors.map((vendor) => (
                <VendorRow key={vendor.id} vendor={vendor} />
              ))}
            </ul>
          </details>
        )}
      </section>
    );
  }

  function VendorRow({ vendor }: { vendor: VendorFacts }) {
    const { id, name, controller, country, privacyPolicyUrl } = vendor;
    return (
      <li class="portillon-vendor">
        <Switch id={id} kind="vendor" label={name} on={draft.vendors[id]!} />
        <p>{[controller, country && countryText(country, locale)].filter(Boolean).join(' · ')}</p>
        <Traces vendor={vendor} locale={locale} />
        {privacyPolicyUrl && (
          <p>
            <a href={privacyPolicyUrl} target="_blank" rel="noopener noreferrer">
              {fill(locale.vendorPolicy, { vendor: name })}
            </a>
          </p>
        )}
      </li>
    );
  }

  return {
    reset() {
      draft = draftOf(settings, state());
      changed = false;
    },
    draw: (view) => (
      <dialog
        key="panel"
        id="portillon-panel"
        data-portillon="panel"
        aria-labelledby="portillon-panel-title"
        ref={showModal}
        onCancel={(event: Event) => {
          event.preventDefault();
          leave();
        }}
      >
        <header>
          <h2 id="portillon-panel-title" tabIndex={-1}>
            {locale.panelTitle}
          </h2>
          <button type="button" data-portillon="close" aria-label={locale.close} onClick={leave}>
            <span aria-hidden="true">×</span>
          </button>
        </header>
        <div class="portillon-scroll">
          <p>{locale.panelIntro}</p>
          <News context={context} facts={facts} />
          {settings.purposes.map((purpose) => (
            <PurposeRow key={purpose.id} purpose={purpose} open={view === 'vendors'} />
          ))}
          <section class="portillon-purpose" aria-label={locale.necessaryTitle}>
            <h3>{locale.necessaryTitle}</h3>
            <p>
              {fill(locale.necessary, {
                name: settings.store.name,
                time: durationText(settings.store.retention, locale),
              })}
            </p>
          </section>
        </div>
        <footer class="portillon-actions" data-changed={changed ? '' : undefined}>
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
        </footer>
      </dialog>
    ),
  };
}

function showModal(element: HTMLDialogElement | null): void {
  if (!element || element.open) return;
  element.showModal();
  element.querySelector('h2')?.focus();
}
