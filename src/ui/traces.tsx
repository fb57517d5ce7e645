import { h } from 'preact';
import type { Locale } from '../model/locale.js';
import type { Trace } from '../model/settings.js';
import type { VendorFacts } from './facts.js';
import { durationText, fill } from './words.js';

/** What a vendor stores, and for how long (R33). */
export function Traces({ vendor, locale }: { vendor: VendorFacts; locale: Locale }) {
  const { name, cookies, storage } = vendor;
  if (!cookies.length && !storage.length) return <p>{locale.noTraces}</p>;
  const row = (kind: string) => (trace: Trace) => (
    <tr key={`${kind} ${trace.name} ${trace.domain}`}>
      <th scope="row">{trace.name}</th>
      <td>{trace.domain ? fill(locale.thirdParty, { domain: trace.domain.replace(/^\./, '') }) : kind}</td>
      <td>{durationText(trace.retention, locale)}</td>
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
