import type { Preset } from '../model/preset.js';
import { ownScripts } from './shared/own-scripts.js';

/**
 * Tradedoubler (affiliation). Hosts and cookies were not confirmed: ask the vendor.
 * https://github.com/stape-io/tradedoubler-tag
 */
export default {
  ...ownScripts,
  name: 'Tradedoubler',
  controller: 'Tradedoubler AB',
  country: 'SE',
  purposes: ['advertising'],
  privacyPolicyUrl: 'https://www.tradedoubler.com/en/privacy-policy/',
  hosts: [
    'tbs.tradedoubler.com',
    'tbl.tradedoubler.com',
    'swrap.tradedoubler.com',
    'clk.tradedoubler.com',
    '*.tradedoubler.com',
  ],
  cookies: [{ name: 'tduid' }, { name: 'TRADEDOUBLER', retention: 'P365D' }, { name: 'tdclid_sn' }],
  storage: [],
} satisfies Preset;
