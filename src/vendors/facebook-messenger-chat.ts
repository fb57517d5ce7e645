import type { Preset } from '../model/preset.js';

/**
 * Facebook Messenger chat. Meta ended it on 9 May 2024: nothing is left to start, and a link to m.me needs no
 * consent. https://developers.facebook.com/docs/messenger-platform/discovery/customer-chat-plugin/
 */
export default {
  name: 'Facebook Messenger',
  controller: 'Meta Platforms Ireland Limited',
  country: 'IE/US',
  purposes: [],
  privacyPolicyUrl: 'https://www.facebook.com/privacy/policy/',
  hosts: ['connect.facebook.net', 'www.facebook.com'],
  cookies: [],
  storage: [],
  parameters: {},
} satisfies Preset;
