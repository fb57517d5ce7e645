import { type ComponentChildren, h } from 'preact';
import { type PanelContext, VendorRow } from './purpose-row.js';
import { Switch } from './switch.js';
import { Details } from './traces.js';
import { durationText, fill, purposeText } from './words.js';

/** The parts of the panel that ask for no consent. */
export function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="portillon-purpose" aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** Measurements that run without asking: on until the visitor objects, and never mixed with consent (R61). */
export function Exempt({ panel }: { panel: PanelContext }) {
  const { locale, settings } = panel.context;
  const exempt = panel.facts.filter(({ id }) =>
    settings.vendors.some((vendor) => vendor.id === id && vendor.exempt),
  );
  if (!exempt.length) return null;
  return (
    <Section title={locale.exemptTitle}>
      <p>{fill(locale.exempt, { site: settings.site.name })}</p>
      <ul>
        {exempt.map((vendor) => (
          <VendorRow
            key={vendor.id}
            vendor={vendor}
            panel={panel}
            states={[locale.stateActive, locale.stateObjected]}
          />
        ))}
      </ul>
    </Section>
  );
}

/** Processing without cookies and without consent: the visitor objects, and consents to nothing by it (R43). */
export function Objections({ panel }: { panel: PanelContext }) {
  const { locale, settings } = panel.context;
  if (!settings.objections.length) return null;
  return (
    <Section title={locale.objectionTitle}>
      <p>{locale.objection}</p>
      <ul>
        {settings.objections.map((purpose) => {
          const { title, description } = purposeText(purpose, locale, settings);
          return (
            <li key={purpose.id}>
              <Switch
                locale={locale}
                id={purpose.id}
                kind="objection"
                label={title}
                on={panel.draft.vendors[purpose.id]!}
                onSwitch={panel.onSwitch('vendor', purpose.id)}
                states={[locale.stateActive, locale.stateObjected]}
              />
              <p id={`portillon-about-${purpose.id}`}>{description}</p>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

/** What needs no consent: text, no switch (R40). */
export function Necessary({ panel }: { panel: PanelContext }) {
  const { locale, settings } = panel.context;
  const { store, site } = settings;
  const vendors = panel.facts.filter(({ id }) => settings.necessary.some((vendor) => vendor.id === id));
  return (
    <Section title={locale.necessaryTitle}>
      <p>
        {fill(locale.necessary, {
          name: store.name,
          time: durationText(store.retention, locale),
          site: site.name,
        })}
      </p>
      {vendors.length > 0 && (
        <ul>
          {vendors.map((vendor) => (
            <li key={vendor.id} class="portillon-vendor">
              <p>{vendor.name}</p>
              <Details vendor={vendor} locale={locale} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
