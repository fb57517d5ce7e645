import type { Preset, VendorPage } from '../model/preset.js';
import type { PresetConfig } from '../model/settings.js';
import { arrayQueue } from './shared/array-queue.js';

const consent = (page: VendorPage, accounts: readonly PresetConfig[]): void =>
  arrayQueue(page, '_hsp').push([
    'setHubSpotConsent',
    {
      analytics: true,
      advertisement: true,
      functionality: accounts.some(({ functionality }) => String(functionality) === 'true'),
    },
  ]);

/**
 * HubSpot tracking, forms and ads. Its loader brings its chat and the pixels of others, which no command of its own stops.
 * https://developers.hubspot.com/docs/api/events/cookie-banner
 */
export default {
  name: 'HubSpot',
  controller: 'HubSpot Ireland Limited',
  country: 'IE/US',
  purposes: ['audience', 'advertising'],
  privacyPolicyUrl: 'https://legal.hubspot.com/privacy-policy',
  hosts: [
    'js.hs-scripts.com',
    'js-eu1.hs-scripts.com',
    'js.hs-analytics.net',
    'js.hs-banner.com',
    'js.hsforms.net',
    'js.usemessages.com',
    'js.hscollectedforms.net',
    'js.hsadspixel.net',
    'track.hubspot.com',
    'forms.hubspot.com',
    'api.hubapi.com',
    '*.hubspot.com',
  ],
  cookies: [
    { name: '__hstc', retention: 'P13M' },
    { name: 'hubspotutk', retention: 'P13M' },
    { name: '__hssc', retention: 'PT30M' },
    { name: '__hssrc', retention: 'session' },
    { name: '__hs_opt_out', retention: 'P13M' },
    { name: '__hs_do_not_track', retention: 'P13M' },
    { name: '__hs_initial_opt_in', retention: 'P7D' },
    { name: 'messagesUtk', retention: 'P13M' },
    { name: 'hs-messages-is-open', retention: 'PT30M' },
    { name: 'hs-messages-hide-welcome-message', retention: 'P1D' },
    { name: '__hs_cookie_cat_pref', retention: 'P6M' },
  ],
  storage: [],
  markers: ['__hs_do_not_track'],
  reload: true,
  calls: { arrays: ['_hsq'] },
  parameters: {
    id: { pattern: /^\d+$/, expected: 'a portal number such as "1234567"' },
    region: { pattern: /^(na|eu)1$/, expected: '"na1" (default) or "eu1"', optional: true },
    functionality: {
      pattern: /^(true|false)$/,
      expected: 'true if the purposes of this entry cover its chat, else false (default)',
      optional: true,
    },
  },
  start(page, account) {
    page.window.disableHubSpotCookieBanner = true;
    arrayQueue(page, '_hsq');
    consent(page, [account]);
    const { id, region, proxy = `https://js${region === 'eu1' ? '-eu1' : ''}.hs-scripts.com` } = account;
    void page.script(`${proxy}/${String(id)}.js`);
  },
  grant: consent,
  revoke(page) {
    arrayQueue(page, '_hsp').push(['revokeCookieConsent']);
    arrayQueue(page, '_hsq').push(['doNotTrack']);
  },
} satisfies Preset;
