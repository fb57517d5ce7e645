import type { State } from '../model/decision.js';

// https://developers.google.com/tag-platform/security/guides/consent

/** The purpose that each consent type follows. */
const types = {
  ad_storage: 'advertising',
  ad_user_data: 'advertising',
  ad_personalization: 'advertising',
  analytics_storage: 'audience',
  personalization_storage: 'personalisation',
  functionality_storage: 'personalisation',
};

/**
 * Tells Google's tags what is granted: everything denied at once, as the first command of the page, then every
 * state (R83, R84). It loads nothing. The state comes before any tag that it releases.
 */
export function createGoogleConsentMode(page: { [name: string]: unknown }): (state: State) => void {
  page.dataLayer ??= [];
  const push = (command: unknown) => (page.dataLayer as { push(command: unknown): void }).push(command);
  // Google reads a command only as an `arguments` object.
  function gtag(..._command: unknown[]): void {
    // biome-ignore lint/complexity/noArguments: an array is not read as a command
    push(arguments);
  }
  const all = (purposes?: State['purposes']) =>
    Object.fromEntries(
      Object.entries(types).map(([type, purpose]) => [
        type,
        purposes?.[purpose] === 'granted' ? 'granted' : 'denied',
      ]),
    );
  gtag('consent', 'default', { ...all(), security_storage: 'granted' });
  gtag('set', 'ads_data_redaction', true);
  gtag('set', 'url_passthrough', false);
  return ({ purposes }) => {
    gtag('consent', 'update', all(purposes));
    // For triggers of a tag manager that wait for a change.
    push({ event: 'portillon_consent' });
  };
}
