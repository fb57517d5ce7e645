import type { Preset, VendorPage } from '../model/preset.js';

interface Tracking {
  AdvertiserConsent?: boolean;
  Consent?: { setAdvertiserConsentStatus(granted: boolean): void };
}

/** Read by the MasterTag when it comes, and told to it once it is there. Unset counts as consent. */
function tell({ window }: VendorPage, granted: boolean): void {
  window.AWIN ??= {};
  const awin = window.AWIN as { Tracking?: Tracking };
  awin.Tracking ??= {};
  awin.Tracking.AdvertiserConsent = granted;
  awin.Tracking.Consent?.setAdvertiserConsentStatus(granted);
}

/**
 * Awin MasterTag (affiliation). Its partner plugins do not heed the signal.
 * https://developer.awin.com/docs/implementing-awin-consent
 */
export default {
  name: 'Awin',
  controller: 'AWIN AG',
  country: 'DE',
  purposes: ['advertising'],
  privacyPolicyUrl: 'https://www.awin.com/gb/privacy',
  hosts: ['www.dwin1.com', 'www.awin1.com', '*.awin1.com', 'zenaps.com'],
  cookies: [
    { name: '_aw_m_*', retention: 'P1Y' },
    { name: '_aw_j_*', retention: 'P3M' },
    { name: '_aw_sn_*' },
    { name: '_aw_xid' },
    { name: 'AwinChannelCookie', retention: 'P29D' },
    { name: 'lantern', retention: 'P29D' },
    { name: 'aw*', retention: 'P30D', domain: '.awin1.com' },
    { name: 'bId', retention: 'P1Y', domain: '.awin1.com' },
  ],
  storage: [],
  reload: true,
  parameters: { id: { pattern: /^\d+$/, expected: 'an advertiser number such as "1234"' } },
  start(page, { id, proxy }) {
    tell(page, true);
    void page.script(`${proxy ?? 'https://www.dwin1.com'}/${String(id)}.js`);
  },
  grant: (page) => tell(page, true),
  revoke: (page) => tell(page, false),
} satisfies Preset;
