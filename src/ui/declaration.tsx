import type { Locale } from '../model/locale.js';
import type { Trace, Vendor } from '../model/settings.js';
import type { UiContext, ViewContext } from './context.js';
import css from './declaration.css';
import { withDetails } from './details.js';
import type { VendorFacts } from './facts.js';
import { h, render } from './jsx.js';
import { countryText, retentionText } from './more-words.js';
import { OwnTraces } from './own-traces.js';
import { adopt } from './sheet.js';
import { durationText, fill, purposeText } from './words.js';

/** Fills the site's cookie page from the same facts that the panel shows. The site's own styles apply. */
export async function declare(places: readonly Element[], core: UiContext): Promise<void> {
  const context = await withDetails(core);
  const facts = await context.facts();
  adopt(css);
  for (const place of places) {
    render(<Declaration context={context} facts={facts} heading={`h${levelIn(place)}` as 'h2'} />, place);
  }
}

/** One below the heading that the place stands under, so that no level is skipped (R113). */
function levelIn(place: Element): number {
  const above = [...document.querySelectorAll('h1, h2, h3, h4, h5')]
    .reverse()
    .find(
      (heading) =>
        heading.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING &&
        !heading.closest('#portillon, [data-consent-declaration]'),
    );
  return above ? Number(above.localName[1]) + 1 : 2;
}

function Declaration({
  context,
  facts,
  heading: Heading,
}: {
  context: ViewContext;
  facts: readonly VendorFacts[];
  heading: 'h2';
}) {
  const { locale, settings } = context;
  const { site, store, purposes } = settings;
  const kept = durationText(store.retention, locale);
  /** The facts of these vendors, in the order of the configuration. */
  const factsOf = (vendors: readonly Vendor[]) =>
    facts.filter(({ id }) => vendors.some((vendor) => vendor.id === id));
  const asked = factsOf(settings.vendors.filter(({ exempt }) => !exempt));
  const exempt = factsOf(settings.vendors.filter((vendor) => vendor.exempt));
  const table = (vendor: VendorFacts) => (
    <table key={vendor.id}>
      <caption>{vendor.name}</caption>
      <Head locale={locale} />
      <VendorRows vendor={vendor} context={context} />
    </table>
  );
  return (
    <div lang={locale.language} dir={locale.direction}>
      {purposes.map((purpose) => {
        const { title, description } = purposeText(purpose, locale, settings);
        const vendors = asked.filter((vendor) => vendor.purposes.includes(purpose.id));
        return (
          <section key={purpose.id}>
            <Heading>{title}</Heading>
            <p>{description}</p>
            {vendors.length > 0 && (
              <table>
                <caption>{fill(locale.declarationCaption, { purpose: title })}</caption>
                <Head locale={locale} />
                {vendors.map((vendor) => (
                  <VendorRows vendor={vendor} context={context} />
                ))}
              </table>
            )}
          </section>
        );
      })}
      {exempt.length > 0 && (
        <section key="exempt">
          <Heading>{locale.exemptTitle}</Heading>
          <p>
            {fill(locale.exempt, { site: site.name })}{' '}
            <button type="button" onclick={() => context.open('object')}>
              {locale.object}
            </button>
          </p>
          {exempt.map(table)}
        </section>
      )}
      <section key="necessary">
        <Heading>{locale.necessaryTitle}</Heading>
        <p>{fill(locale.necessary, { name: store.name, time: kept })}</p>
        <OwnTraces settings={settings} locale={locale} />
        {factsOf(settings.necessary).map(table)}
        <p>{fill(locale.controller, { controller: site.controller ?? site.name })}</p>
      </section>
    </div>
  );
}

function Head({ locale }: { locale: Locale }) {
  return (
    <thead>
      <tr>
        {[locale.partner, locale.country, locale.name, locale.kind, locale.duration].map((text) => (
          <th key={text} scope="col">
            {text}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function VendorRows({ vendor, context }: { vendor: VendorFacts; context: ViewContext }) {
  const { locale } = context;
  const { name, controller, country, privacyPolicyUrl, cookies, storage } = vendor;
  const traces: readonly (readonly [Trace | undefined, string])[] = [
    ...cookies.map(
      (trace) =>
        [
          trace,
          trace.domain ? fill(locale.thirdParty, { domain: trace.domain.replace(/^\./, '') }) : locale.cookie,
        ] as const,
    ),
    ...storage.map((trace) => [trace, locale.storage] as const),
  ];
  const rows = traces.length ? traces : ([[undefined, locale.noTraces]] as const);
  return (
    <tbody key={vendor.id}>
      {rows.map(([trace, kind], index) => (
        <tr key={`${kind} ${trace?.name} ${trace?.domain}`}>
          {index === 0 && (
            <th scope="rowgroup" rowspan={rows.length}>
              {privacyPolicyUrl ? <a href={privacyPolicyUrl}>{name}</a> : name}
              {controller && ` · ${controller}`}
            </th>
          )}
          {index === 0 && <td rowspan={rows.length}>{country && countryText(country, locale)}</td>}
          <td>{trace?.name}</td>
          <td>{kind}</td>
          <td>{trace && retentionText(trace.retention, locale)}</td>
        </tr>
      ))}
    </tbody>
  );
}
