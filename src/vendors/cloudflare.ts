import type { Preset } from '../model/preset.js';

/**
 * Cloudflare's protection of a site. Its Web Analytics measures audience and is not meant here.
 * https://developers.cloudflare.com/fundamentals/reference/policies-compliances/cloudflare-cookies/
 */
export default {
  name: 'Cloudflare',
  controller: 'Cloudflare, Inc.',
  country: 'US',
  purposes: [],
  necessary: 'security',
  privacyPolicyUrl: 'https://www.cloudflare.com/privacypolicy/',
  hosts: ['challenges.cloudflare.com'],
  cookies: [
    { name: '__cf_bm', retention: 'PT30M' },
    { name: 'cf_clearance', retention: 'P1Y' },
    { name: '_cfuvid', retention: 'session' },
    { name: '__cflb', retention: 'PT24H' },
    { name: '__cfruid', retention: 'session' },
    { name: '__cfwaitingroom', retention: 'session' },
    { name: '__cfseq', retention: 'session' },
  ],
  storage: [],
  parameters: {},
} satisfies Preset;
