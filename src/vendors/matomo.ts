import type { Preset, VendorPage } from '../model/preset.js';

/** Before `matomo.js` runs it is an array, afterwards an object with the same `push`. */
function queue({ window }: VendorPage): { push(...commands: unknown[][]): void } {
  window._paq ??= [];
  return window._paq as unknown[][];
}

/** Matomo, on a server of the site's own or in its cloud. https://developer.matomo.org/guides/tracking-consent */
export default {
  name: 'Matomo',
  controller: 'InnoCraft Ltd',
  country: 'NZ',
  purposes: ['audience'],
  privacyPolicyUrl: 'https://matomo.org/privacy-policy/',
  hosts: ['*.matomo.cloud'],
  cookies: [
    { name: '_pk_id.*', retention: 'P13M' },
    { name: '_pk_ses.*', retention: 'PT30M' },
    { name: '_pk_ref.*', retention: 'P6M' },
    { name: '_pk_cvar.*', retention: 'PT30M' },
    { name: '_pk_hsr.*', retention: 'PT30M' },
    { name: '_pk_testcookie*', retention: 'session' },
    { name: 'mtm_consent' },
    { name: 'mtm_cookie_consent' },
  ],
  storage: [],
  parameters: {
    id: { pattern: /^\d+$/, expected: 'the number of the site in Matomo, such as "7"' },
    url: {
      pattern: /^(https?:\/)?\/[^\s"'<>]*\/$/i,
      expected: 'the address of your Matomo, ending in "/", such as "https://stats.example.org/"',
    },
  },
  start(page, { id, url, proxy }) {
    const base = String(proxy ? `${proxy}/` : url);
    queue(page).push(
      ['requireConsent'],
      ['setConsentGiven'],
      ['setTrackerUrl', `${String(url)}matomo.php`],
      ['setSiteId', String(id)],
      ['trackPageView'],
      ['enableLinkTracking'],
    );
    void page.script(`${base}matomo.js`);
  },
  grant: (page) => queue(page).push(['setConsentGiven']),
  revoke: (page) => queue(page).push(['forgetConsentGiven'], ['deleteCookies']),
} satisfies Preset;
