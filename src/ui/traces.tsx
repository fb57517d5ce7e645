import type { Locale } from '../model/locale.js';
import type { Trace } from '../model/settings.js';
import type { VendorFacts } from './facts.js';
import { h } from './jsx.js';
import { countryText, listText, retentionText } from './more-words.js';
import { adopt } from './sheet.js';
import css from './traces.css';
import { fill } from './words.js';

type Stored = Pick<VendorFacts, 'name' | 'cookies' | 'storage'>;

/** How the tables look in the panel; in its own pages the site says that. */
export const styleTraces = (): void => adopt(css);

/** What a vendor, or the site itself, stores, and for how long (R33). */
export function Traces({ vendor, locale }: { vendor: Stored; locale: Locale }) {
  const { name, cookies, storage } = vendor;
  if (!cookies.length && !storage.length) return <p>{locale.noTraces}</p>;
  const row = (kind: string) => (trace: Trace) => (
    <tr key={`${kind} ${trace.name} ${trace.domain}`}>
      <th scope="row">{trace.name}</th>
      <td>{trace.domain ? fill(locale.thirdParty, { domain: trace.domain.replace(/^\./, '') }) : kind}</td>
      <td>{retentionText(trace.retention, locale)}</td>
    </tr>
  );
  return (
    <table aria-label={name}>
      <thead>
        <tr>
          <th scope="col">{locale.name}</th>
          <th scope="col">{locale.kind}</th>
          <th scope="col">{locale.duration}</th>
        </tr>
      </thead>
      <tbody>
        {cookies.map(row(locale.cookie))}
        {storage.map(row(locale.storage))}
      </tbody>
    </table>
  );
}

/** The European Economic Area: within it, no safeguard is needed (GDPR 44). */
const area = 'AT BE BG HR CY CZ DK EE FI FR DE GR HU IS IE IT LV LI LT LU MT NL NO PL PT RO SK SI ES SE';

const leavesEurope = (country: string): boolean =>
  country.split('/').some((code) => /^[A-Z]{2}$/.test(code) && !area.includes(code));

/** Who a vendor is, what it stores, and its own policy (R30, R33). */
export function Details({ vendor, locale }: { vendor: VendorFacts; locale: Locale }) {
  const { name, controller, country, safeguards, privacyPolicyUrl } = vendor;
  const protection = safeguards.length
    ? listText(
        safeguards.map((one) => locale.safeguards[one]),
        locale,
      )
    : locale.unknown;
  return (
    <div>
      <p>{[controller, country && countryText(country, locale)].filter(Boolean).join(' · ')}</p>
      {(safeguards.length > 0 || leavesEurope(country)) && (
        <p>{fill(locale.safeguard, { list: protection })}</p>
      )}
      <Traces vendor={vendor} locale={locale} />
      {privacyPolicyUrl && (
        <p>
          <a href={privacyPolicyUrl} rel="noreferrer">
            {fill(locale.vendorPolicy, { vendor: name })}
          </a>
        </p>
      )}
    </div>
  );
}
