import type { Preset } from '../model/preset.js';

/**
 * SoundCloud players, in frames that carry `data-vendor="soundcloud"`.
 * https://developers.soundcloud.com/docs/api/html5-widget
 */
export default {
  name: 'SoundCloud',
  controller: 'SoundCloud Global Limited & Co. KG',
  country: 'DE/GB',
  purposes: ['social'],
  privacyPolicyUrl: 'https://soundcloud.com/pages/privacy',
  hosts: ['w.soundcloud.com', 'api-widget.soundcloud.com', 'widget.sndcdn.com', '*.sndcdn.com'],
  cookies: [{ name: 'sc_anonymous_id', retention: 'P10Y', domain: '.soundcloud.com' }],
  storage: [],
  parameters: {},
} satisfies Preset;
