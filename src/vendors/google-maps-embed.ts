import type { Preset } from '../model/preset.js';

/**
 * Google Maps, in frames that carry `data-vendor="google-maps-embed"`; so may the script of its JavaScript
 * API. https://developers.google.com/maps/documentation/embed/get-started
 */
export default {
  name: 'Google Maps',
  controller: 'Google Ireland Limited',
  country: 'IE/US',
  purposes: [],
  privacyPolicyUrl: 'https://policies.google.com/privacy',
  hosts: [
    'www.google.com',
    'maps.google.com',
    'maps.googleapis.com',
    'maps.gstatic.com',
    'fonts.googleapis.com',
    'fonts.gstatic.com',
  ],
  cookies: [
    { name: 'NID', domain: '.google.com' },
    { name: 'AEC', retention: 'P6M', domain: '.google.com' },
    { name: '__Secure-1PSID*', retention: 'P2Y', domain: '.google.com' },
    { name: '__Secure-3PSID*', retention: 'P2Y', domain: '.google.com' },
    { name: 'OGPC', retention: 'P1M', domain: '.google.com' },
    { name: 'OGP', retention: 'P2M', domain: '.google.com' },
  ],
  storage: [],
  parameters: {},
} satisfies Preset;
