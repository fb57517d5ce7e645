import type { State } from '../model/decision.js';
import type { Report } from '../model/problem.js';
import type { Settings } from '../model/settings.js';

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
 * state (R83, R84). It loads nothing. The state comes before any tag that it releases. A purpose counts as denied where a
 * preset of Google's was refused by itself and none of them is granted. Never throws: what the page's own `dataLayer`
 * throws is reported.
 */
export function createGoogleConsentMode(
  page: { [name: string]: unknown },
  { vendors }: Settings,
  report: Report,
): (state: State) => void {
  function push(command: unknown): void {
    try {
      page.dataLayer ??= [];
      (page.dataLayer as { push(command: unknown): void }).push(command);
    } catch (error) {
      report('listener-failed', 'dataLayer', error);
    }
  }
  // Google reads a command only as an `arguments` object.
  function gtag(..._command: unknown[]): void {
    // biome-ignore lint/complexity/noArguments: an array is not read as a command
    push(arguments);
  }
  const all = (isGranted: (purpose: string) => boolean) =>
    Object.fromEntries(
      Object.entries(types).map(([type, purpose]) => [type, isGranted(purpose) ? 'granted' : 'denied']),
    );
  gtag('consent', 'default', { ...all(() => false), security_storage: 'granted' });
  gtag('set', 'ads_data_redaction', true);
  gtag('set', 'url_passthrough', false);
  return (state) => {
    const isGranted = (id: string) => state.purposes[id] === 'granted';
    const isAllowed = (purpose: string) => {
      const theirs = vendors.filter(
        ({ use, purposes }) =>
          use?.startsWith('google-') && purposes.includes(purpose) && purposes.every(isGranted),
      );
      return isGranted(purpose) && (!theirs[0] || theirs.some(({ id }) => state.vendors[id] === 'granted'));
    };
    gtag('consent', 'update', all(isAllowed));
    // For triggers of a tag manager that wait for a change.
    push({ event: 'portillon_consent' });
  };
}
