import type { Preset } from '../model/preset.js';
import { ownScripts } from './shared/own-scripts.js';

/**
 * Reddit pixel. Not documented well enough to start it from an account: ask Reddit for the address and the
 * form of its tag. https://www.redditstatic.com/ads/pixel.js
 */
export default {
  ...ownScripts,
  name: 'Reddit',
  controller: 'Reddit Netherlands B.V.',
  country: 'NL/US',
  purposes: ['advertising'],
  privacyPolicyUrl: 'https://www.reddit.com/policies/privacy-policy',
  hosts: ['www.redditstatic.com', 'alb.reddit.com', 'pixel-config.reddit.com'],
  cookies: [{ name: '_rdt_cid' }, { name: '_rdt_em' }, { name: '_rdt_uuid', retention: 'P90D' }],
  storage: [],
} satisfies Preset;
