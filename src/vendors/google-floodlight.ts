import type { Preset } from '../model/preset.js';
import { adTypes, startGoogle, updateGoogle } from './shared/gtag.js';

/**
 * Floodlight activities of Campaign Manager 360.
 * https://developers.google.com/tag-platform/security/guides/consent
 */
export default {
  name: 'Google Campaign Manager (Floodlight)',
  controller: 'Google Ireland Limited',
  country: 'IE/US',
  purposes: ['advertising'],
  privacyPolicyUrl: 'https://policies.google.com/privacy',
  hosts: ['www.googletagmanager.com', 'ad.doubleclick.net', '*.fls.doubleclick.net', '*.doubleclick.net'],
  cookies: [
    { name: 'IDE', retention: 'P2Y', domain: '.doubleclick.net' },
    { name: 'DSID', retention: 'P2W', domain: '.doubleclick.net' },
    { name: 'ID', retention: 'P2M', domain: '.doubleclick.net' },
    { name: 'RUL', retention: 'P1Y', domain: '.doubleclick.net' },
    { name: 'FLC', retention: 'PT10S', domain: '.doubleclick.net' },
    { name: 'APC', retention: 'P6M', domain: '.doubleclick.net' },
    { name: '_gcl_dc', retention: 'P90D' },
    { name: '_gcl_au', retention: 'P90D' },
  ],
  storage: [],
  reload: true,
  calls: { functions: ['gtag'] },
  parameters: { id: { pattern: /^DC-\d{6,}$/, expected: 'an advertiser such as "DC-1234567"' } },
  start: (page, account) => startGoogle(page, account, adTypes),
  grant: (page) => updateGoogle(page, adTypes, 'granted'),
  revoke: (page) => updateGoogle(page, adTypes, 'denied'),
} satisfies Preset;
