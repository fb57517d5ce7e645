import type { Preset } from '../model/preset.js';
import { ownScripts } from './shared/own-scripts.js';

/**
 * E-mail retargeting: a hashed address is personal data too. A class of vendors, with no public tag: ask
 * yours, and give its name, controller, country and privacyPolicyUrl in the entry.
 */
export default {
  ...ownScripts,
  name: 'E-mail retargeting',
  controller: '',
  country: '',
  purposes: ['advertising'],
  privacyPolicyUrl: '',
  hosts: [],
  cookies: [],
  storage: [],
} satisfies Preset;
