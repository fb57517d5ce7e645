import { h, type VNode } from 'preact';
import type { View } from '../model/interface.js';
import type { Purpose } from '../model/purpose.js';
import { type Draft, draftOf, isMixed, switchPurpose, switchVendor } from './draft.js';
import type { VendorFacts, ViewContext } from './facts.js';
import { News, Signal } from './news.js';
import css from './panel.css';
import { adopt } from './sheet.js';
import { Switch } from './switch.js';
import { Details } from './traces.js';
import { durationText, fill, plural, purposeText } from './words.js';

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

  const onSwitch = (kind: 'purpose' | 'vendor', id: string) => (on: boolean) =>
    change((kind === 'purpose' ? switchPurpose : switchVendor)(settings, draft, id, on));

  function PurposeRow({ purpose, open }: { purpose: Purpose; open: boolean }) {
    const { id } = purpose;
    const { title, description } = purposeText(purpose, locale, settings);
    const asked = settings.vendors.filter((vendor) => !vendor.exempt && vendor.purposes.includes(id));
    const count = asked.length;
    const vendors = facts.filter((one) => asked.some((vendor) => vendor.id === one.id));
    return (
      <section class="portillon-purpose" aria-label={title}>
        <h3>
          <Switch
            locale={locale}
            onSwitch={onSwitch('purpose', id)}
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

  /** Measurements that run without asking: on until the visitor objects, and never mixed with consent (R61). */
  function Exempt() {
    const exempt = facts.filter(({ id }) =>
      settings.vendors.some((vendor) => vendor.id === id && vendor.exempt),
    );
    if (!exempt.length) return null;
    return (
      <section class="portillon-purpose" aria-label={locale.exemptTitle}>
        <h3>{locale.exemptTitle}</h3>
        <p>{fill(locale.exempt, { site: settings.site.name })}</p>
        <ul>
          {exempt.map((vendor) => (
            <VendorRow key={vendor.id} vendor={vendor} states={[locale.stateActive, locale.stateObjected]} />
          ))}
        </ul>
      </section>
    );
  }

  /** What needs no consent: text, no switch (R40). */
  function Necessary() {
    const { store, site } = settings;
    return (
      <section class="portillon-purpose" aria-label={locale.necessaryTitle}>
        <h3>{locale.necessaryTitle}</h3>
        <p>
          {fill(locale.necessary, {
            name: store.name,
            time: durationText(store.retention, locale),
            site: site.name,
          })}
        </p>
        <ul>
          {facts
            .filter(({ id }) => settings.necessary.some((vendor) => vendor.id === id))
            .map((vendor) => (
              <li key={vendor.id} class="portillon-vendor">
                <p>{vendor.name}</p>
                <Details vendor={vendor} locale={locale} />
              </li>
            ))}
        </ul>
      </section>
    );
  }

  function VendorRow({
    vendor,
    states,
  }: {
    vendor: VendorFacts;
    states?: readonly [on: string, off: string];
  }) {
    const { id, name } = vendor;
    return (
      <li class="portillon-vendor">
        <Switch
          locale={locale}
          id={id}
          kind="vendor"
          label={name}
          on={draft.vendors[id]!}
          onSwitch={onSwitch('vendor', id)}
          {...(states && { states })}
        />
        <Details vendor={vendor} locale={locale} />
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
          <Signal context={context} />
          {settings.purposes.map((purpose) => (
            <PurposeRow key={purpose.id} purpose={purpose} open={view === 'vendors'} />
          ))}
          <Exempt />
          <Necessary />
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
