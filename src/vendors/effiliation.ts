import type { Preset } from '../model/preset.js';
import { ownScripts } from './shared/own-scripts.js';

/**
 * Effinity (affiliation). Hosts, cookies and controller were not confirmed: ask the vendor.
 * https://inter.effiliation.com/politique-confidentialite.html
 */
export default {
  ...ownScripts,
  name: 'Effinity (Effiliation)',
  controller: 'Effinity (Effiliation) SAS',
  country: 'FR',
  purposes: ['advertising'],
  privacyPolicyUrl: 'https://inter.effiliation.com/politique-confidentialite.html',
  hosts: ['track.effiliation.com', 'mastertag.effiliation.com', '*.effiliation.com'],
  cookies: [],
  storage: [],
} satisfies Preset;
