import { type ComponentChildren, h } from 'preact';
import type { InterfaceContext } from '../model/interface.js';
import { entryWord } from '../model/locale.js';
import { durationText, fill, plural, purposeText } from './words.js';

/** The first layer: what is asked, and yes and no as equals. */
export function Banner({ context, children }: { context: InterfaceContext; children?: ComponentChildren }) {
  const { settings, locale, choose, open } = context;
  const { site, store } = settings;
  const { refusedBySignal } = context.state();
  const purposes = settings.purposes.filter(
    ({ id }) => !refusedBySignal.includes(id) && !settings.barred.includes(id),
  );
  const vendors = settings.vendors.filter(
    ({ exempt, purposes }) => !exempt && !purposes.some((id) => settings.barred.includes(id)),
  );
  const link = document.querySelector('[data-consent-open]')?.textContent?.trim() || entryWord;
  return (
    <section
      id="portillon-banner"
      data-portillon="banner"
      aria-labelledby="portillon-title"
      popover="manual"
      ref={show}
    >
      <div class="portillon-text">
        <h2 id="portillon-title">{locale.title}</h2>
        {children}
        <p>{fill(plural(locale.intro, vendors.length, locale), { site: site.name })}</p>
        <ul>
          {purposes.map((purpose) => {
            const { title, description } = purposeText(purpose, locale, settings);
            return (
              <li key={purpose.id}>
                <strong>{title}</strong>
                <span>{description}</span>
              </li>
            );
          })}
        </ul>
        <p>{fill(locale.effect, { time: durationText(store.retention, locale), link })}</p>
        <p class="portillon-links">
          {vendors.length > 0 && (
            <button type="button" data-portillon="partners" onClick={() => open('vendors')}>
              {plural(locale.partners, vendors.length, locale)}
            </button>
          )}
          <a href={site.privacyPolicyUrl}>{locale.policy}</a>
        </p>
      </div>
      <div class="portillon-actions">
        <button type="button" data-portillon="refuse" onClick={() => choose('none', 'banner')}>
          {locale.refuse}
        </button>
        <button type="button" data-portillon="accept" onClick={() => choose('all', 'banner')}>
          {locale.accept}
        </button>
        <button type="button" data-portillon="customise" onClick={() => open('panel')}>
          {locale.customise}
        </button>
      </div>
    </section>
  );
}

/** Above every z-index of the page, where the browser can. */
function show(element: HTMLElement | null): void {
  if (!element?.isConnected || !element.showPopover) return;
  try {
    if (!element.matches(':popover-open')) element.showPopover();
  } catch {
    // A page may have broken it: without the attribute, the banner is a fixed box as in older browsers.
    element.removeAttribute('popover');
  }
}
