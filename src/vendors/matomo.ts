import type { Preset, VendorPage } from '../model/preset.js';
import type { PresetConfig } from '../model/settings.js';
import { arrayQueue } from './shared/array-queue.js';
import { firstTime } from './shared/first-time.js';

/** Before `matomo.js` runs it is an array, afterwards an object with the same `push`. */
const push = (page: VendorPage, ...commands: unknown[][]): void => arrayQueue(page, '_paq').push(...commands);

function open(page: VendorPage, { id, url, proxy }: PresetConfig, first: unknown[][]): void {
  const tracker = `${String(url)}matomo.php`;
  if (firstTime(page, 'matomo')) {
    push(
      page,
      ...first,
      ['setTrackerUrl', tracker],
      ['setSiteId', String(id)],
      ['trackPageView'],
      ['enableLinkTracking'],
    );
  } else push(page, ['addTracker', tracker, String(id)]);
  void page.script(`${String(proxy ? `${proxy}/` : url)}matomo.js`);
}

/** By which advertisers know a click: none may go out where nobody consented (R59). */
const clickIds = ['gclid', 'dclid', 'gbraid', 'wbraid', 'fbclid', 'msclkid', 'ttclid', 'twclid', 'li_fat_id'];

/** What an exempt measurement says of the page instead of its address and referrer, where those hold the id of a click. */
function withoutClicks({ window }: VendorPage): unknown[][] {
  const { referrer } = window.document as Document;
  return Object.entries({ setCustomUrl: String(window.location), setReferrerUrl: referrer }).flatMap(
    ([command, text]) => {
      if (!text || !clickIds.some((id) => text.includes(`${id}=`))) return [];
      const url = new URL(text);
      for (const id of clickIds) url.searchParams.delete(id);
      return [[command, url.href]];
    },
  );
}

/** Measures no campaigns; Matomo 5.1 or later knows the command. */
function leaveCampaigns(this: { disableCampaignParameters?(): void }): void {
  this.disableCampaignParameters?.();
}

/**
 * Matomo, on a server of the site's own, which then answers for it, or in its cloud: then name `controller`, `country` and
 * `privacyPolicyUrl` in the entry (InnoCraft Ltd, NZ). Without consent it holds its hits back and sends them at the next
 * one, so a withdrawal reloads the page. https://developer.matomo.org/guides/tracking-consent
 */
export default {
  name: 'Matomo',
  controller: '',
  country: '',
  purposes: ['audience'],
  privacyPolicyUrl: 'https://matomo.org/privacy-policy/',
  hosts: ['*.matomo.cloud', 'cdn.matomo.cloud'],
  cookies: [
    { name: '_pk_id.*', retention: 'P13M' },
    { name: '_pk_ses.*', retention: 'PT30M' },
    { name: '_pk_ref.*', retention: 'P6M' },
    { name: '_pk_cvar.*', retention: 'PT30M' },
    { name: '_pk_hsr.*', retention: 'PT30M' },
    { name: '_pk_testcookie*', retention: 'session' },
    { name: 'mtm_consent', retention: 'P30Y' },
    { name: 'mtm_cookie_consent', retention: 'P30Y' },
    { name: 'mtm_consent_removed', retention: 'P30Y' },
  ],
  storage: [],
  markers: ['mtm_consent_removed'],
  reload: true,
  calls: { arrays: ['_paq'] },
  parameters: {
    id: { pattern: /^\d+$/, expected: 'the number of the site in Matomo, such as "7"' },
    url: {
      pattern: /^(https?:\/)?\/[^\s"'<>]*\/$/i,
      expected: 'the address of your Matomo, ending in "/", such as "https://stats.example.org/"',
    },
  },
  start: (page, account) => open(page, account, [['requireConsent'], ['setConsentGiven']]),
  // The server's side (CNIL mode, masked addresses) is set in Matomo itself; 13 months from the first visit (R60).
  exempt: (page, account) =>
    open(page, account, [
      ['setVisitorCookieTimeout', 33_955_200],
      ['disableBrowserFeatureDetection'],
      [leaveCampaigns],
      ...withoutClicks(page),
    ]),
  // A consent switches the detection of browser features on again.
  grant: (page, _accounts, isExempt) =>
    push(page, ['setConsentGiven'], ...(isExempt ? [['disableBrowserFeatureDetection']] : [])),
  revoke: (page) => push(page, ['forgetConsentGiven'], ['deleteCookies']),
} satisfies Preset;
