import type { Preset } from '../model/preset.js';

/**
 * AB Tasty tests: no public consent command.
 * https://support.abtasty.com/hc/en-us/articles/6416315967004-Consent-policy-cookies-storage-and-privacy
 */
export default {
  name: 'AB Tasty',
  controller: 'AB Tasty SAS',
  country: 'FR',
  purposes: ['personalisation'],
  privacyPolicyUrl: 'https://www.abtasty.com/privacy-policy/',
  hosts: ['try.abtasty.com', '*.abtasty.com', 'ariane.abtasty.com', 'dcinfos-cache.abtasty.com'],
  cookies: [
    { name: 'ABTasty', retention: 'P13M' },
    { name: 'ABTastySession', retention: 'session' },
  ],
  storage: [{ name: 'ABTastyData' }, { name: 'ABTastyTmpSession' }],
  reload: true,
  parameters: {
    id: {
      pattern: /^[\da-f]{32}$/i,
      expected: 'an account of 32 characters, such as "0123456789abcdef0123456789abcdef"',
    },
  },
  start(page, { id, proxy }) {
    void page.script(`${proxy ?? 'https://try.abtasty.com'}/${String(id)}.js`);
  },
} satisfies Preset;
