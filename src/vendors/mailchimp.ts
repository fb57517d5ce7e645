import type { Preset } from '../model/preset.js';

/** Mailchimp forms and site tracking: it has no consent command. https://mailchimp.com/legal/privacy/ */
export default {
  name: 'Mailchimp',
  controller: 'The Rocket Science Group LLC (Intuit)',
  country: 'US',
  purposes: ['advertising'],
  privacyPolicyUrl: 'https://mailchimp.com/legal/privacy/',
  hosts: ['chimpstatic.com', '*.list-manage.com', 'downloads.mailchimp.com'],
  cookies: [
    { name: 'mc_cid', retention: 'P14D' },
    { name: 'mc_eid', retention: 'P14D' },
    { name: 'mc_landing_site', retention: 'P14D' },
    { name: 'MCPopupClosed', retention: 'P1Y' },
    { name: 'MCPopupSubscribed', retention: 'P1Y' },
  ],
  storage: [],
  reload: true,
  parameters: {
    id: {
      pattern: /^[\da-f]+$/i,
      expected: 'the first code in the address of your script, such as "0123456789abcdef012345678"',
    },
    hash: {
      pattern: /^[\da-f]+$/i,
      expected: 'the second code in the address of your script, such as "0123456789abcdef012345678"',
    },
  },
  start(page, { id, hash, proxy }) {
    const base = proxy ?? 'https://chimpstatic.com';
    void page.script(`${base}/mcjs-connected/js/users/${String(id)}/${String(hash)}.js`);
  },
} satisfies Preset;
