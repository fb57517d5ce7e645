import type { Preset } from '../model/preset.js';

/**
 * Pinterest's Save button and pins. A plain link needs no consent.
 * https://developers.pinterest.com/docs/widgets/save/
 */
export default {
  name: 'Pinterest',
  controller: 'Pinterest Europe Ltd.',
  country: 'IE/US',
  purposes: ['social'],
  privacyPolicyUrl: 'https://policy.pinterest.com/privacy-policy',
  hosts: ['assets.pinterest.com', 'log.pinterest.com', 'widgets.pinterest.com', '*.pinimg.com'],
  cookies: [
    { name: '_pinterest_sess', retention: 'session', domain: '.pinterest.com' },
    { name: '_routing_id', retention: 'P1D', domain: '.pinterest.com' },
    { name: '_pinterest_cm', retention: 'P347D', domain: '.pinterest.com' },
  ],
  storage: [],
  reload: true,
  parameters: {
    hover: { pattern: /^(true|false)$/, expected: 'true, for a button over each image', optional: true },
  },
  start(page, { hover, proxy }) {
    const attributes = String(hover) === 'true' ? { 'data-pin-hover': 'true' } : {};
    void page.script(`${proxy ?? 'https://assets.pinterest.com'}/js/pinit.js`, attributes);
  },
} satisfies Preset;
