import type { Preset } from '../model/preset.js';

/**
 * Calendly, by its script or in frames that carry `data-vendor="calendly"`; so may the link to its style
 * sheet. https://developer.calendly.com/api-docs/overview/embedding/getting-started
 */
export default {
  name: 'Calendly',
  controller: 'Calendly, LLC',
  country: 'US',
  purposes: [],
  privacyPolicyUrl: 'https://calendly.com/privacy',
  hosts: ['assets.calendly.com', 'calendly.com', '*.calendly.com'],
  cookies: [
    { name: '_calendly_session', retention: 'P21D', domain: '.calendly.com' },
    { name: 'OptanonConsent', retention: 'P1Y', domain: '.calendly.com' },
    { name: '__cf_bm', retention: 'PT30M', domain: '.calendly.com' },
  ],
  storage: [],
  reload: true,
  parameters: {},
  start(page, { proxy }) {
    void page.script(`${proxy ?? 'https://assets.calendly.com'}/assets/external/widget.js`);
  },
} satisfies Preset;
