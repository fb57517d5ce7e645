import type { FirstTexts } from '../model/locale.js';
import type { Settings } from '../model/settings.js';
import { type Child, h } from './jsx.js';
import { fill, periodText, plural, purposeText } from './words.js';

interface BannerProps {
  readonly settings: Settings;
  readonly locale: FirstTexts;
  /** Purposes that the browser's signal refuses: they are not asked for. */
  readonly refused: readonly string[];
  /** The words of the page's own way back to the preferences. */
  readonly link: string;
  readonly children?: Child;
}

/** The first layer: what is asked, and yes and no as equals. It touches no page: servers draw it too. */
export function Banner({ settings, locale, refused, link, children }: BannerProps) {
  const { site, store } = settings;
  const isAsked = (id: string) => !settings.barred.includes(id) && !refused.includes(id);
  const purposes = settings.purposes.filter(({ id }) => isAsked(id));
  const partners = settings.vendors.filter(
    (vendor) => !vendor.exempt && vendor.purposes.every(isAsked),
  ).length;
  return (
    <section id="portillon-banner" data-portillon="banner" aria-labelledby="portillon-title" popover="manual">
      <div class="portillon-text">
        <h2 id="portillon-title">{locale.title}</h2>
        {children}
        <p>{plural(locale.intro, partners, locale, { site: site.name })}</p>
        <ul>
          {purposes.map((purpose) => {
            const { title, description } = purposeText(purpose, locale, settings);
            return (
              <li>
                <strong>{title}</strong>
                <span>{description}</span>
              </li>
            );
          })}
        </ul>
        <p>{fill(locale.effect, { time: periodText(store.retention, locale), link })}</p>
        <p class="portillon-links">
          {partners > 0 && (
            <button type="button" data-portillon="partners">
              {plural(locale.partners, partners, locale)}
            </button>
          )}
          <a href={site.privacyPolicyUrl}>{locale.policy}</a>
        </p>
      </div>
      <div class="portillon-actions">
        {(['refuse', 'accept', 'customise'] as const).map((name) => (
          <button type="button" data-portillon={name}>
            {locale[name]}
          </button>
        ))}
      </div>
    </section>
  );
}
