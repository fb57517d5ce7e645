import type { Preset } from '../model/preset.js';

/** Affilae (affiliation): it has no consent command. https://affilae.com/en/privacy-cookie-policy/ */
export default {
  name: 'Affilae',
  controller: 'Affilae SAS',
  country: 'FR',
  purposes: ['advertising'],
  privacyPolicyUrl: 'https://affilae.com/en/privacy-cookie-policy/',
  hosts: ['static.affilae.com', 'lb.affilae.com', '*.affilae.com'],
  cookies: [],
  storage: [],
  reload: true,
  parameters: {
    id: {
      pattern: /^[\da-f]{24}$/i,
      expected: 'a program id of 24 characters, such as "0123456789abcdef01234567"',
    },
  },
  start(page, { id, proxy }) {
    page.window._ae = { pid: String(id), ...(page.window._ae as object | undefined) };
    void page.script(`${proxy ?? 'https://static.affilae.com'}/ae-v3.5.js`);
  },
} satisfies Preset;
