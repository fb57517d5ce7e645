import type { Preset } from '../model/preset.js';

/**
 * Google Fonts, in `<link data-vendor="google-fonts">`. They set no cookie, but Google sees each visitor's
 * address: a copy on the site needs no consent. https://developers.google.com/fonts/docs/getting_started
 */
export default {
  name: 'Google Fonts',
  controller: 'Google Ireland Limited',
  country: 'IE/US',
  purposes: [],
  privacyPolicyUrl: 'https://policies.google.com/privacy',
  hosts: ['fonts.googleapis.com', 'fonts.gstatic.com', 'ajax.googleapis.com'],
  cookies: [],
  storage: [],
  parameters: {},
} satisfies Preset;
