import type { Preset, VendorPage } from '../model/preset.js';
import type { PresetConfig } from '../model/settings.js';
import { type ConsentType, startGoogle, updateGoogle } from './shared/gtag.js';

const types: readonly ConsentType[] = ['analytics_storage'];

/** How long its cookies last, in seconds: 13 months. Its own default is two years. */
const lifetime = 33_955_200;

/** With consent denied it still sends hits without cookies: this stops them. */
function disable({ window }: VendorPage, accounts: readonly PresetConfig[], disabled: boolean): void {
  for (const { id } of accounts) window[`ga-disable-${id}`] = disabled;
}

/** Google Analytics 4. https://support.google.com/analytics/answer/11397207 */
export default {
  name: 'Google Analytics',
  controller: 'Google Ireland Limited',
  country: 'IE/US',
  purposes: ['audience'],
  privacyPolicyUrl: 'https://policies.google.com/privacy',
  hosts: [
    'www.googletagmanager.com',
    'www.google-analytics.com',
    'region1.google-analytics.com',
    '*.google-analytics.com',
    '*.analytics.google.com',
    'stats.g.doubleclick.net',
  ],
  cookies: [
    { name: '_ga', retention: 'P13M' },
    { name: '_ga_*', retention: 'P13M' },
    { name: '_gid', retention: 'PT24H' },
    { name: '_gat', retention: 'PT1M' },
    { name: '_gat_*', retention: 'PT1M' },
    { name: '_dc_gtm_*', retention: 'PT1M' },
    { name: '_gali', retention: 'PT30S' },
    { name: 'AMP_TOKEN', retention: 'P1Y' },
    { name: 'FPID', retention: 'session' },
    { name: 'FPLC', retention: 'session' },
    { name: 'FPAU', retention: 'session' },
    { name: '_gat_gtag_*', retention: 'PT1H' },
  ],
  storage: [],
  reload: true,
  calls: { functions: ['gtag'] },
  parameters: { id: { pattern: /^G-[A-Z0-9]{4,}$/, expected: 'a measurement id such as "G-AB12CD34EF"' } },
  start: (page, account) => startGoogle(page, account, types, { cookie_expires: lifetime }),
  grant(page, accounts) {
    disable(page, accounts, false);
    updateGoogle(page, types, 'granted');
  },
  revoke(page, accounts) {
    disable(page, accounts, true);
    updateGoogle(page, types, 'denied');
  },
} satisfies Preset;
