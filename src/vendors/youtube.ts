import type { Preset } from '../model/preset.js';

/**
 * YouTube videos, in frames that carry `data-vendor="youtube"`. Those from
 * www.youtube-nocookie.com store data too.
 * https://support.google.com/youtube/answer/171780
 */
export default {
  name: 'YouTube',
  controller: 'Google Ireland Limited',
  country: 'IE/US',
  purposes: ['social'],
  privacyPolicyUrl: 'https://policies.google.com/privacy',
  hosts: [
    'www.youtube.com',
    'www.youtube-nocookie.com',
    'i.ytimg.com',
    '*.ytimg.com',
    '*.googlevideo.com',
    '*.ggpht.com',
    'googleads.g.doubleclick.net',
    'static.doubleclick.net',
  ],
  cookies: [
    { name: 'VISITOR_INFO1_LIVE', retention: 'P179D', domain: '.youtube.com' },
    { name: 'YSC', retention: 'session', domain: '.youtube.com' },
    { name: 'GPS', retention: 'P1D', domain: '.youtube.com' },
    { name: 'PREF', retention: 'P10Y', domain: '.youtube.com' },
    { name: 'DEVICE_INFO', retention: 'P179D', domain: '.youtube.com' },
    { name: 'VISITOR_PRIVACY_METADATA', retention: 'P180D', domain: '.youtube.com' },
    { name: '__Secure-ROLLOUT_TOKEN', retention: 'P180D', domain: '.youtube.com' },
    { name: 'LOGIN_INFO', retention: 'P2Y', domain: '.youtube.com' },
    { name: 'IDE', retention: 'P2Y', domain: '.doubleclick.net' },
  ],
  storage: [],
  parameters: {},
} satisfies Preset;
