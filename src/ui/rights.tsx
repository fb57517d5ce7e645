import { h } from 'preact';
import { authorities, likelyCountries } from './authorities.js';
import type { ViewContext } from './facts.js';
import { countryText, fill } from './words.js';

/** How to exercise rights, and where to complain (GDPR 13(2)). */
export function Rights({ context }: { context: ViewContext }) {
  const { locale, settings } = context;
  const { site, regime } = settings;
  const [first, ...others] = likelyCountries(navigator.languages, regime);
  return (
    <section class="portillon-purpose" aria-labelledby="portillon-rights">
      <h3 id="portillon-rights">{locale.rightsTitle}</h3>
      <p>
        {fill(locale.rights, {
          controller: site.controller ?? site.name,
          contact: site.contact ?? site.privacyPolicyUrl,
        })}
      </p>
      <p>
        <a href={authorities[first!]!.url} rel="noreferrer">
          {fill(locale.authority, {
            authority: authorities[first!]!.name,
            country: countryText(first!, locale),
          })}
        </a>
      </p>
      <details>
        <summary>{locale.otherAuthorities}</summary>
        <ul>
          {others.map((country) => (
            <li key={country}>
              <a href={authorities[country]!.url} rel="noreferrer">
                {countryText(country, locale)} · {authorities[country]!.name}
              </a>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
