import type { Preset } from '../model/preset.js';
import { ownScripts } from './shared/own-scripts.js';

/**
 * Commanders Act (TagCommander). A container of other vendors' tags, not documented publicly: ask the vendor,
 * and name every purpose of its tags in the entry. https://www.commandersact.com/en/privacy/
 */
export default {
  ...ownScripts,
  name: 'Commanders Act',
  controller: 'Commanders Act SAS',
  country: 'FR',
  purposes: ['audience', 'advertising'],
  privacyPolicyUrl: 'https://www.commandersact.com/en/privacy/',
  hosts: ['cdn.tagcommander.com', '*.commander1.com', '*.tagcommander.com'],
  cookies: [{ name: 'TCID' }, { name: 'CAID' }, { name: 'TC_PRIVACY', retention: 'P13M' }],
  storage: [],
} satisfies Preset;
