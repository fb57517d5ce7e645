import type { Preset } from '../model/preset.js';
import { arrayQueue } from './shared/array-queue.js';

/** Klaviyo: it has no consent command. https://help.klaviyo.com/hc/en-us/articles/360034666712 */
export default {
  name: 'Klaviyo',
  controller: 'Klaviyo, Inc.',
  country: 'US',
  purposes: ['advertising'],
  privacyPolicyUrl: 'https://www.klaviyo.com/legal/privacy',
  hosts: ['static.klaviyo.com', 'a.klaviyo.com', 'fast.a.klaviyo.com'],
  cookies: [{ name: '__kla_id', retention: 'P2Y' }],
  storage: [{ name: 'klaviyoOnsite' }, { name: 'kl-post-identification-sync' }],
  reload: true,
  calls: { arrays: ['_learnq'] },
  parameters: {
    id: { pattern: /^[a-z0-9]{6}$/i, expected: 'a public key of 6 characters, such as "AbC123"' },
  },
  start(page, { id, proxy }) {
    arrayQueue(page, '_learnq');
    void page.script(
      `${proxy ?? 'https://static.klaviyo.com'}/onsite/js/klaviyo.js?company_id=${String(id)}`,
    );
  },
} satisfies Preset;
