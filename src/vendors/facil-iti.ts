import type { Preset } from '../model/preset.js';

/** Facil’iti, which adapts how a page is shown. https://www.facil-iti.com/legal-terms/ */
export default {
  name: 'Facil’iti',
  controller: 'FACIL’iti SAS',
  country: 'FR',
  purposes: [],
  privacyPolicyUrl: 'https://www.facil-iti.com/legal-terms/',
  hosts: ['cdn.facil-iti.app', '*.facil-iti.app', '*.facil-iti.com'],
  cookies: [{ name: 'FACIL_ITI' }],
  storage: [],
  reload: true,
  parameters: {
    id: {
      pattern: /^[\w-]+$/,
      expected: 'the identifier that Facil’iti gave to your site, such as "my-application-1"',
    },
  },
  start(page, { id, proxy }) {
    const base = proxy ?? 'https://cdn.facil-iti.app';
    void page.script(`${base}/tags/faciliti-tag.min.js`, { 'data-application-identifier': String(id) });
  },
} satisfies Preset;
