import { authorities, likelyCountries } from './authorities.js';
import type { UiContext, ViewContext } from './context.js';
import { withDetails } from './details.js';
import { type Child, h } from './jsx.js';
import { countryText } from './more-words.js';
import { OwnRecord } from './own-record.js';
import { fill } from './words.js';

/** What the panel tells the visitors of themselves: their record, and their rights. */
export interface About {
  record(): Child;
  rights(): Child;
}

/** Waits for all texts. What it draws follows the state. */
export async function createAbout(core: UiContext): Promise<About> {
  const context = await withDetails(core);
  return {
    record: () => <OwnRecord context={context} />,
    rights: () => <Rights context={context} />,
  };
}

/** How to exercise rights, and where to complain (GDPR 13(2)). */
function Rights({ context }: { context: ViewContext }) {
  const { locale, settings } = context;
  const { site, regime } = settings;
  const [first, ...others] = likelyCountries(navigator.languages, regime);
  return [
    <p>
      {fill(locale.rights, {
        controller: site.controller ?? site.name,
        contact: site.contact ?? site.privacyPolicyUrl,
      })}
    </p>,
    <p>
      <a href={authorities[first!]!.url} rel="noreferrer">
        {fill(locale.authority, {
          authority: authorities[first!]!.name,
          country: countryText(first!, locale),
        })}
      </a>
    </p>,
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
    </details>,
  ];
}
