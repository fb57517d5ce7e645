import type { Preset } from '../model/preset.js';
import { arrayQueue } from './shared/array-queue.js';
import { functionQueue } from './shared/function-queue.js';

/**
 * LinkedIn Insight Tag: it has no consent command. https://www.consentstack.io/vendors/linkedin-insight-tag
 */
export default {
  name: 'LinkedIn',
  controller: 'LinkedIn Ireland Unlimited Company',
  country: 'IE/US',
  purposes: ['advertising'],
  privacyPolicyUrl: 'https://www.linkedin.com/legal/privacy-policy',
  hosts: [
    'snap.licdn.com',
    'px.ads.linkedin.com',
    'px4.ads.linkedin.com',
    'www.linkedin.com',
    'p.adsymptotic.com',
    'cdn.linkedin.oribi.io',
    'gw.linkedin.oribi.io',
  ],
  cookies: [
    { name: 'li_fat_id', retention: 'P30D' },
    { name: 'li_giant', retention: 'P7D' },
    { name: 'ln_or', retention: 'P1D' },
    { name: 'bcookie', retention: 'P1Y', domain: '.linkedin.com' },
    { name: 'bscookie', retention: 'P1Y', domain: '.linkedin.com' },
    { name: 'lidc', retention: 'P1D', domain: '.linkedin.com' },
    { name: 'UserMatchHistory', retention: 'P30D', domain: '.linkedin.com' },
    { name: 'AnalyticsSyncHistory', retention: 'P30D', domain: '.linkedin.com' },
    { name: 'li_sugr', retention: 'P90D', domain: '.linkedin.com' },
    { name: 'li_gc', retention: 'P2Y', domain: '.linkedin.com' },
    { name: 'lms_ads', retention: 'P30D', domain: '.linkedin.com' },
    { name: 'lms_analytics', retention: 'P30D', domain: '.linkedin.com' },
    { name: '_guid', retention: 'P90D', domain: '.linkedin.com' },
  ],
  storage: [],
  reload: true,
  calls: { functions: ['lintrk'] },
  parameters: {
    id: { pattern: /^\d{5,8}$/, expected: 'a partner number of 5 to 8 digits, such as "1234567"' },
  },
  start(page, { id, proxy }) {
    page.window._linkedin_partner_id = String(id);
    arrayQueue(page, '_linkedin_data_partner_ids').push(String(id));
    functionQueue(page, 'lintrk');
    void page.script(`${proxy ?? 'https://snap.licdn.com'}/li.lms-analytics/insight.min.js`);
  },
} satisfies Preset;
