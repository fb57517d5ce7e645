import type { Preset } from '../model/preset.js';
import { ownScripts } from './shared/own-scripts.js';

/**
 * Eulerian, which tells what advertising a visit is owed to. Its scripts come from a host of the site's own: ask the vendor which, and which cookies it sets.
 * https://www.eulerian.com/en/privacy/
 */
export default {
  ...ownScripts,
  name: 'Eulerian',
  controller: 'Eulerian Technologies SAS',
  country: 'FR',
  purposes: ['audience', 'advertising'],
  privacyPolicyUrl: 'https://www.eulerian.com/en/privacy/',
  hosts: ['*.eulerian.net', '*.ew3.io'],
  cookies: [{ name: 'etuix', retention: 'P13M' }],
  storage: [],
} satisfies Preset;
