import type { Preset } from '../model/preset.js';

/**
 * AddToAny share buttons. ShareThis builds advertising profiles: it is another service, and not meant here.
 * https://www.addtoany.com/privacy
 */
export default {
  name: 'AddToAny',
  controller: 'AddToAny LLC',
  country: 'US',
  purposes: ['social'],
  privacyPolicyUrl: 'https://www.addtoany.com/privacy',
  hosts: ['static.addtoany.com'],
  cookies: [],
  storage: [],
  reload: true,
  parameters: {},
  start: (page, { proxy }) => void page.script(`${proxy ?? 'https://static.addtoany.com'}/menu/page.js`),
} satisfies Preset;
