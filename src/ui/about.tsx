import { authorities, likelyCountries } from './authorities.js';
import type { UiContext, ViewContext } from './context.js';
import { withDetails } from './details.js';
import { type Child, h } from './jsx.js';
import { countryText } from './more-words.js';
import { createOwnRecord } from './own-record.js';
import { OwnTraces } from './own-traces.js';
import { styleTraces } from './traces.js';
import { fill } from './words.js';

/** What the panel tells the visitors of themselves: their record, what we store of them, and their rights. */
export interface About {
  record(): Child;
  rights(): Child;
}

/** Waits for all texts. What it draws follows the state; `redraw` is called when it says more. */
export async function createAbout(core: UiContext, redraw: () => void): Promise<About> {
  const context = await withDetails(core);
  const own = createOwnRecord(context, redraw);
  styleTraces();
  return {
    record: () => [own(), <OwnTraces settings={context.settings} locale={context.locale} />],
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
