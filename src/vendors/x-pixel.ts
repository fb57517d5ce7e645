import type { Preset } from '../model/preset.js';
import { functionQueue } from './shared/function-queue.js';

/** X (Twitter) pixel: it has no consent command. https://github.com/c15t/c15t */
export default {
  name: 'X (Twitter)',
  controller: 'X Internet Unlimited Company',
  country: 'IE/US',
  purposes: ['advertising'],
  privacyPolicyUrl: 'https://x.com/privacy',
  hosts: [
    'static.ads-twitter.com',
    'analytics.twitter.com',
    't.co',
    'ads-twitter.com',
    'ads-api.twitter.com',
  ],
  cookies: [
    { name: '_twpid' },
    { name: '_twclid' },
    { name: 'twclid' },
    { name: 'guest_id', retention: 'P2Y', domain: '.twitter.com' },
    { name: 'guest_id_ads', retention: 'P2Y', domain: '.twitter.com' },
    { name: 'guest_id_marketing', retention: 'P2Y', domain: '.twitter.com' },
    { name: 'personalization_id', retention: 'P2Y', domain: '.twitter.com' },
    { name: 'ct0', retention: 'P2Y', domain: '.twitter.com' },
    { name: 'muc_ads', retention: 'P24M', domain: '.twitter.com' },
  ],
  storage: [{ name: '_twclid' }],
  reload: true,
  calls: { functions: ['twq'] },
  parameters: { id: { pattern: /^o[a-z0-9]{3,}$/i, expected: 'a pixel id such as "o1abc"' } },
  start(page, { id, proxy }) {
    const twq = functionQueue(page, 'twq', { queue: 'queue', handler: 'exe', marks: { version: '1.1' } });
    twq('config', String(id));
    void page.script(`${proxy ?? 'https://static.ads-twitter.com'}/uwt.js`);
  },
} satisfies Preset;
