import type { Preset } from '../model/preset.js';

/**
 * Instagram posts: its script turns each `blockquote.instagram-media` into a frame.
 * https://developers.facebook.com/docs/instagram-platform/oembed
 */
export default {
  name: 'Instagram',
  controller: 'Meta Platforms Ireland Limited',
  country: 'IE/US',
  purposes: ['social'],
  privacyPolicyUrl: 'https://privacycenter.instagram.com/policy',
  hosts: ['www.instagram.com', '*.cdninstagram.com'],
  cookies: [
    { name: 'ig_did', retention: 'P9Y', domain: '.instagram.com' },
    { name: 'ig_cb', retention: 'P9Y', domain: '.instagram.com' },
    { name: 'mid', retention: 'P9Y', domain: '.instagram.com' },
    { name: 'ds_user_id', retention: 'P3M', domain: '.instagram.com' },
    { name: 'shbid', retention: 'P1Y', domain: '.instagram.com' },
    { name: 'shbts', retention: 'P1Y', domain: '.instagram.com' },
    { name: 'sessionid', retention: 'P1Y', domain: '.instagram.com' },
    { name: 'csrftoken', domain: '.instagram.com' },
    { name: 'rur', domain: '.instagram.com' },
  ],
  storage: [],
  reload: true,
  parameters: {},
  start: (page, { proxy }) => void page.script(`${proxy ?? 'https://www.instagram.com'}/embed.js`),
} satisfies Preset;
