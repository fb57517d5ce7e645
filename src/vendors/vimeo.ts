import type { Preset } from '../model/preset.js';

/**
 * Vimeo videos, in frames that carry `data-vendor="vimeo"`. Keep `dnt=1` in their addresses: without it Vimeo
 * measures its audience. https://help.vimeo.com/hc/en-us/articles/26080940921361
 */
export default {
  name: 'Vimeo',
  controller: 'Vimeo.com, Inc.',
  country: 'US',
  purposes: ['social'],
  privacyPolicyUrl: 'https://vimeo.com/privacy',
  hosts: [
    'player.vimeo.com',
    'f.vimeocdn.com',
    'i.vimeocdn.com',
    'fresnel.vimeocdn.com',
    '*.vimeo.com',
    '*.vimeocdn.com',
  ],
  cookies: [
    { name: 'vuid', retention: 'P2Y', domain: '.vimeo.com' },
    { name: 'player', retention: 'P1Y', domain: '.vimeo.com' },
    { name: 'flags', retention: 'P1Y', domain: '.vimeo.com' },
    { name: 'player_clearance', retention: 'P7D', domain: '.vimeo.com' },
    { name: '__cf_bm', retention: 'PT30M', domain: '.vimeo.com' },
    { name: '_cfuvid', retention: 'session', domain: '.vimeo.com' },
    { name: 'cf_clearance', retention: 'P1Y', domain: '.vimeo.com' },
  ],
  storage: [],
  parameters: {},
} satisfies Preset;
