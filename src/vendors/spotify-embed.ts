import type { Preset } from '../model/preset.js';

/**
 * Spotify players, in frames that carry `data-vendor="spotify-embed"`.
 * https://developer.spotify.com/documentation/embeds
 */
export default {
  name: 'Spotify',
  controller: 'Spotify AB',
  country: 'SE',
  purposes: ['social'],
  privacyPolicyUrl: 'https://www.spotify.com/legal/privacy-policy/',
  hosts: ['open.spotify.com', 'embed-cdn.spotifycdn.com', '*.scdn.co', '*.spotifycdn.com'],
  cookies: [
    { name: 'sp_t', retention: 'P2M', domain: '.spotify.com' },
    { name: 'sp_landing', retention: 'P1D', domain: '.spotify.com' },
    { name: 'sp_m', domain: '.spotify.com' },
    { name: 'sp_usid', domain: '.spotify.com' },
  ],
  storage: [],
  parameters: {},
} satisfies Preset;
