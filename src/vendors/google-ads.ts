import type { Preset } from '../model/preset.js';
import { type ConsentType, startGoogle, updateGoogle } from './shared/gtag.js';

const types: readonly ConsentType[] = ['ad_storage', 'ad_user_data', 'ad_personalization'];

/** Google Ads conversions and remarketing. https://support.google.com/google-ads/answer/10000067 */
export default {
  name: 'Google Ads',
  controller: 'Google Ireland Limited',
  country: 'IE/US',
  purposes: ['advertising'],
  privacyPolicyUrl: 'https://policies.google.com/privacy',
  hosts: [
    'www.googletagmanager.com',
    'www.googleadservices.com',
    'googleads.g.doubleclick.net',
    'www.google.com',
    '*.doubleclick.net',
    'pagead2.googlesyndication.com',
  ],
  cookies: [
    { name: '_gcl_au', retention: 'P90D' },
    { name: '_gcl_aw', retention: 'P90D' },
    { name: '_gcl_gs', retention: 'P90D' },
    { name: '_gcl_gb', retention: 'P90D' },
    { name: '_gcl_ag', retention: 'P90D' },
    { name: '_gcl_dc', retention: 'P90D' },
    { name: '_gac_*', retention: 'P90D' },
    { name: 'FPGCLAW', retention: 'P90D' },
    { name: 'FPGCLGB', retention: 'P90D' },
    { name: 'Conversion', retention: 'P90D', domain: 'www.googleadservices.com' },
    { name: 'IDE', retention: 'P2Y', domain: '.doubleclick.net' },
    { name: 'DSID', retention: 'P2W', domain: '.doubleclick.net' },
    { name: 'test_cookie', retention: 'P1Y', domain: '.doubleclick.net' },
    { name: 'NID', domain: '.google.com' },
    { name: 'AEC', retention: 'P6M', domain: '.google.com' },
  ],
  storage: [{ name: '_gcl_ls' }],
  parameters: { id: { pattern: /^AW-\d{6,}$/, expected: 'an account such as "AW-123456789"' } },
  start: (page, account) => startGoogle(page, account, types),
  grant: (page) => updateGoogle(page, types, 'granted'),
  revoke: (page) => updateGoogle(page, types, 'denied'),
} satisfies Preset;
