import type { Preset, VendorPage } from '../model/preset.js';
import { adTypes, prepareGoogle, updateGoogle } from './shared/gtag.js';

/** Before `adsbygoogle.js` runs it is an array. */
function pause({ window }: VendorPage, paused: boolean): void {
  window.adsbygoogle ??= [];
  (window.adsbygoogle as { pauseAdRequests: number }).pauseAdRequests = paused ? 1 : 0;
}

/**
 * Ads that a publisher shows. In the EEA Google wants a certified TCF platform for them, which Portillon is
 * not: ask Google first. https://developers.google.com/tag-platform/security/guides/consent
 */
export default {
  name: 'Google AdSense',
  controller: 'Google Ireland Limited',
  country: 'IE/US',
  purposes: ['advertising'],
  privacyPolicyUrl: 'https://policies.google.com/privacy',
  hosts: [
    'pagead2.googlesyndication.com',
    'securepubads.g.doubleclick.net',
    '*.doubleclick.net',
    '*.googlesyndication.com',
  ],
  cookies: [
    { name: '__gads' },
    { name: '__gpi', retention: 'P13M' },
    { name: '__eoi', retention: 'P3M' },
    { name: '__gpi_optout', retention: 'P13M' },
    { name: 'IDE', retention: 'P2Y', domain: '.doubleclick.net' },
  ],
  storage: [],
  reload: true,
  calls: { arrays: ['adsbygoogle'] },
  parameters: {
    id: { pattern: /^ca-pub-\d{16}$/, expected: 'a publisher such as "ca-pub-1234567890123456"' },
  },
  start(page, { id, proxy }) {
    prepareGoogle(page, adTypes);
    pause(page, false);
    const base = proxy ?? 'https://pagead2.googlesyndication.com';
    void page.script(`${base}/pagead/js/adsbygoogle.js?client=${String(id)}`);
  },
  grant(page) {
    updateGoogle(page, adTypes, 'granted');
    pause(page, false);
  },
  revoke(page) {
    pause(page, true);
    updateGoogle(page, adTypes, 'denied');
  },
} satisfies Preset;
