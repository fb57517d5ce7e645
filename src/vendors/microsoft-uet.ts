import type { Preset, VendorPage } from '../model/preset.js';
import type { PresetConfig } from '../model/settings.js';
import { arrayQueue } from './shared/array-queue.js';
import { firstTime } from './shared/first-time.js';

/** The first account has the usual queue; each further one its own, which `bat.js` knows from `q`. */
const nameOf = ({ window }: VendorPage, { id }: PresetConfig): string =>
  window[`uetq_${id}`] ? `uetq_${id}` : 'uetq';

const consent = (page: VendorPage, account: PresetConfig, command: string, value: string): void =>
  arrayQueue(page, nameOf(page, account)).push('consent', command, { ad_storage: value });

/** Once `bat.js` is there it takes the queue over, if it is still granted then. */
async function open(page: VendorPage, account: PresetConfig): Promise<void> {
  await page.script(`${account.proxy ?? 'https://bat.bing.com'}/bat.js`);
  const { window } = page;
  const name = nameOf(page, account);
  const Uet = window.UET as (new (options: object) => object) | undefined;
  if (!Uet || !Array.isArray(window[name]) || !page.allows(account.use)) return;
  window[name] = new Uet({ ti: String(account.id), q: window[name] });
  arrayQueue(page, name).push('pageLoad');
}

/**
 * Microsoft Advertising (Bing) UET. Denied, it goes on without cookies.
 * https://learn.microsoft.com/en-us/advertising/msa-help/hlp_ba_conc_uet_consent
 */
export default {
  name: 'Microsoft Advertising',
  controller: 'Microsoft Ireland Operations Limited',
  country: 'IE/US',
  purposes: ['advertising'],
  privacyPolicyUrl: 'https://privacy.microsoft.com/privacystatement',
  hosts: ['bat.bing.com', 'bat.bing.net', 'bat.r.msn.com', '*.bing.com'],
  cookies: [
    { name: '_uetsid', retention: 'P1D' },
    { name: '_uetvid', retention: 'P13M' },
    { name: '_uetmsclkid', retention: 'P90D' },
    { name: 'MUID', retention: 'P1Y', domain: '.bing.com' },
    { name: 'MUIDB', retention: 'P1Y', domain: '.bing.com' },
    { name: 'MR', retention: 'P6M', domain: '.bing.com' },
    { name: 'SRM_B', retention: 'P1Y', domain: '.bing.com' },
    { name: 'MSPTC', retention: 'P1Y', domain: '.bing.com' },
    { name: 'ACH01', retention: 'session', domain: '.bing.com' },
  ],
  storage: [{ name: '_uetsid' }, { name: '_uetsid_exp' }, { name: '_uetvid' }, { name: '_uetvid_exp' }],
  reload: true,
  calls: { arrays: ['uetq'] },
  parameters: { id: { pattern: /^\d{8,9}$/, expected: 'a tag number of 8 or 9 digits, such as "12345678"' } },
  start(page, account) {
    if (!firstTime(page, 'microsoft-uet')) page.window[`uetq_${account.id}`] ??= [];
    consent(page, account, 'default', 'denied');
    consent(page, account, 'update', 'granted');
    void open(page, account);
  },
  grant(page, accounts) {
    for (const account of accounts) {
      consent(page, account, 'update', 'granted');
      void open(page, account);
    }
  },
  revoke(page, accounts) {
    for (const account of accounts) consent(page, account, 'update', 'denied');
  },
} satisfies Preset;
