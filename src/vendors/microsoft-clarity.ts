import type { Preset, VendorPage } from '../model/preset.js';
import type { PresetConfig } from '../model/settings.js';
import { functionQueue } from './shared/function-queue.js';

/** Advertising only if the entry's purposes name it: it is then needed for the whole. */
const consent = (page: VendorPage, accounts: readonly PresetConfig[]): void =>
  functionQueue(page, 'clarity')('consentv2', {
    ad_Storage: accounts.every(({ purposes }) => purposes?.includes('advertising')) ? 'granted' : 'denied',
    analytics_Storage: 'granted',
  });

/**
 * Microsoft Clarity. Denied, it records on without cookies; stopped, it records nothing before the next page, whatever is
 * granted meanwhile.
 * https://learn.microsoft.com/en-us/clarity/setup-and-installation/clarity-consent-api-v2
 */
export default {
  name: 'Microsoft Clarity',
  controller: 'Microsoft Ireland Operations Limited',
  country: 'IE/US',
  purposes: ['audience'],
  privacyPolicyUrl: 'https://privacy.microsoft.com/privacystatement',
  hosts: ['www.clarity.ms', 'scripts.clarity.ms', '*.clarity.ms', 'c.clarity.ms', 'c.bing.com'],
  cookies: [
    { name: '_clck', retention: 'P365D' },
    { name: '_clsk', retention: 'P1D' },
    { name: 'CLID', retention: 'P1Y', domain: '.clarity.ms' },
    { name: 'SM', retention: 'session', domain: '.clarity.ms' },
    { name: 'MUID', retention: 'P1Y', domain: '.bing.com' },
    { name: 'MUID', retention: 'P1Y', domain: '.clarity.ms' },
    { name: 'ANONCHK', retention: 'PT10M', domain: '.c.clarity.ms' },
    { name: 'MR', retention: 'P6M', domain: '.c.clarity.ms' },
    { name: 'MR', retention: 'P6M', domain: '.c.bing.com' },
  ],
  storage: [{ name: '_cltk' }],
  reload: true,
  calls: { functions: ['clarity'] },
  parameters: {
    id: { pattern: /^[a-z0-9]{10}$/i, expected: 'a project of 10 characters, such as "abcdef1234"' },
  },
  start(page, account) {
    consent(page, [account]);
    void page.script(`${account.proxy ?? 'https://www.clarity.ms'}/tag/${String(account.id)}`);
  },
  grant: consent,
  revoke: (page) => functionQueue(page, 'clarity')('stop'),
} satisfies Preset;
