import type { Preset } from '../model/preset.js';

/**
 * Facebook's like and share buttons, pages and posts. Frames that carry `data-vendor="facebook-social"` need
 * no parameter; with `version` the page gets Facebook's own script.
 * https://developers.facebook.com/docs/plugins
 */
export default {
  name: 'Facebook',
  controller: 'Meta Platforms Ireland Limited',
  country: 'IE/US',
  purposes: ['social'],
  privacyPolicyUrl: 'https://www.facebook.com/privacy/policy/',
  hosts: ['connect.facebook.net', 'www.facebook.com', '*.fbcdn.net'],
  cookies: [
    { name: 'datr', retention: 'P2Y', domain: '.facebook.com' },
    { name: 'sb', retention: 'P2Y', domain: '.facebook.com' },
    { name: 'fr', retention: 'P90D', domain: '.facebook.com' },
    { name: 'xs', retention: 'P90D', domain: '.facebook.com' },
    { name: 'c_user', retention: 'P90D', domain: '.facebook.com' },
    { name: 'wd', retention: 'session', domain: '.facebook.com' },
    { name: 'dpr', domain: '.facebook.com' },
  ],
  storage: [],
  reload: true,
  parameters: {
    version: { pattern: /^v\d+\.\d+$/, expected: 'a version such as "v21.0"', optional: true },
    id: { pattern: /^\d+$/, expected: 'the number of your app, such as "123456789012345"', optional: true },
    locale: { pattern: /^[a-z]{2}_[A-Z]{2}$/, expected: 'a language such as "fr_FR"', optional: true },
  },
  start(page, { version, id, locale = 'en_US', proxy }) {
    if (!version) return;
    const app = id ? `&appId=${id}` : '';
    const base = proxy ?? 'https://connect.facebook.net';
    void page.script(`${base}/${locale}/sdk.js#xfbml=1&version=${version}${app}`);
  },
} satisfies Preset;
