import type { Preset } from '../model/preset.js';
import { functionQueue } from './shared/function-queue.js';

/** The same on each of its domains. */
const theirs = ['.twitter.com', '.x.com', '.t.co'].flatMap((domain) => [
  { name: 'guest_id', retention: 'P2Y', domain },
  { name: 'guest_id_ads', retention: 'P2Y', domain },
  { name: 'guest_id_marketing', retention: 'P2Y', domain },
  { name: 'personalization_id', retention: 'P2Y', domain },
  { name: 'ct0', retention: 'P2Y', domain },
  { name: 'muc_ads', retention: 'P24M', domain },
]);

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
  cookies: [{ name: '_twpid' }, { name: '_twclid' }, { name: 'twclid' }, ...theirs],
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
