import type { Preset } from '../model/preset.js';

/** tawk.to chat. https://developer.tawk.to/jsapi/ */
export default {
  name: 'tawk.to',
  controller: 'tawk.to inc.',
  country: 'US',
  purposes: [],
  privacyPolicyUrl: 'https://www.tawk.to/privacy-policy/',
  hosts: ['embed.tawk.to', 'va.tawk.to', '*.tawk.to'],
  cookies: [
    { name: 'tawk_*', retention: 'P6M' },
    { name: 'twk_uuid_*', retention: 'P6M' },
    { name: 'twk_idm_key', retention: 'session' },
    { name: 'TawkConnectionTime', retention: 'session' },
    { name: '__tawkuuid', retention: 'P10Y' },
    { name: 'tawkUUID', retention: 'P10Y', domain: 'va.tawk.to' },
  ],
  storage: [{ name: 'twk_*' }],
  reload: true,
  parameters: {
    id: {
      pattern: /^[\da-f]{24}$/i,
      expected: 'a property id of 24 characters, such as "0123456789abcdef01234567"',
    },
    widget: { pattern: /^[\w-]+$/, expected: 'a widget id such as "default"', optional: true },
  },
  start(page, { id, widget = 'default', proxy }) {
    page.window.Tawk_API ??= {};
    page.window.Tawk_LoadStart = new Date();
    void page.script(`${proxy ?? 'https://embed.tawk.to'}/${id}/${widget}`);
  },
} satisfies Preset;
