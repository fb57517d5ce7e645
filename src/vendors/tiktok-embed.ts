import type { Preset } from '../model/preset.js';

/**
 * TikTok videos: its script turns each `blockquote.tiktok-embed` into a frame.
 * https://developers.tiktok.com/doc/embed-videos/
 */
export default {
  name: 'TikTok',
  controller: 'TikTok Technology Limited',
  country: 'IE/GB',
  purposes: ['social'],
  privacyPolicyUrl: 'https://www.tiktok.com/legal/page/eea/privacy-policy/en',
  hosts: ['www.tiktok.com', '*.tiktokcdn.com', '*.ttwstatic.com'],
  cookies: [
    { name: 'ttwid', retention: 'P1Y', domain: '.tiktok.com' },
    { name: 'msToken', retention: 'P9D', domain: '.tiktok.com' },
  ],
  storage: [],
  reload: true,
  parameters: {},
  start: (page, { proxy }) => void page.script(`${proxy ?? 'https://www.tiktok.com'}/embed.js`),
} satisfies Preset;
