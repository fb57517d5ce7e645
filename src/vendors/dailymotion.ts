import type { Preset } from '../model/preset.js';

/**
 * Dailymotion videos, which carry advertising, in frames that carry `data-vendor="dailymotion"`.
 * https://developers.dailymotion.com/docs/iframe-web
 */
export default {
  name: 'Dailymotion',
  controller: 'Dailymotion SA',
  country: 'FR',
  purposes: ['advertising', 'social'],
  privacyPolicyUrl: 'https://legal.dailymotion.com/en/privacy-policy/',
  hosts: [
    'www.dailymotion.com',
    'geo.dailymotion.com',
    'dmxleo.dailymotion.com',
    '*.dmcdn.net',
    '*.dm-event.net',
  ],
  cookies: [
    { name: 'ts', retention: 'P13M', domain: '.dailymotion.com' },
    { name: 'v1st', retention: 'P13M', domain: '.dailymotion.com' },
    { name: 'dmvk', retention: 'session', domain: '.dailymotion.com' },
    { name: 'hist', domain: '.dailymotion.com' },
  ],
  storage: [],
  parameters: {},
} satisfies Preset;
