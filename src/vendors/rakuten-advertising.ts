import type { Preset } from '../model/preset.js';
import { ownScripts } from './shared/own-scripts.js';

/**
 * Rakuten Advertising (affiliation). Almost nothing of this was confirmed: ask the vendor.
 * https://www.tracdelight.io/en/?p=4099
 */
export default {
  ...ownScripts,
  name: 'Rakuten Advertising',
  controller: 'Rakuten Marketing LLC / Rakuten Marketing Europe Limited',
  country: 'US/GB',
  purposes: ['advertising'],
  privacyPolicyUrl: 'https://rakutenadvertising.com/legal-notices/services-privacy-policy/',
  hosts: [
    'tag.rmp.rakuten.com',
    'tags.rd.linksynergy.com',
    'track.linksynergy.com',
    'click.linksynergy.com',
    '*.linksynergy.com',
    '*.rakutenadvertising.io',
  ],
  cookies: [
    { name: 'rmStore', retention: 'P30D' },
    { name: 'rmStoreGateway' },
    { name: 'rmuid', retention: 'P1Y', domain: '.linksynergy.com' },
  ],
  storage: [],
} satisfies Preset;
