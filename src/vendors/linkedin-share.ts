import type { Preset } from '../model/preset.js';

/**
 * LinkedIn's share button, for each `script[type="IN/Share"]`. A plain link needs no consent.
 * https://learn.microsoft.com/en-us/linkedin/consumer/integrations/self-serve/plugins/share-plugin
 */
export default {
  name: 'LinkedIn',
  controller: 'LinkedIn Ireland Unlimited Company',
  country: 'IE/US',
  purposes: ['social'],
  privacyPolicyUrl: 'https://www.linkedin.com/legal/privacy-policy',
  hosts: ['platform.linkedin.com', 'www.linkedin.com'],
  cookies: [
    { name: 'bcookie', retention: 'P1Y', domain: '.linkedin.com' },
    { name: 'bscookie', retention: 'P1Y', domain: '.linkedin.com' },
    { name: 'lidc', retention: 'P1D', domain: '.linkedin.com' },
    { name: 'li_gc', retention: 'P2Y', domain: '.linkedin.com' },
  ],
  storage: [],
  reload: true,
  parameters: {},
  start: (page, { proxy }) => void page.script(`${proxy ?? 'https://platform.linkedin.com'}/in.js`),
} satisfies Preset;
