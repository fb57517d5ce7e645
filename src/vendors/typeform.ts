import type { Preset } from '../model/preset.js';

/**
 * Typeform, by its script, which fills each `data-tf-live`, or in frames.
 * https://www.typeform.com/developers/embed/
 */
export default {
  name: 'Typeform',
  controller: 'Typeform SL',
  country: 'ES',
  purposes: [],
  privacyPolicyUrl: 'https://www.typeform.com/privacy-policy',
  hosts: ['embed.typeform.com', 'form.typeform.com', 'renderer-assets.typeform.com', '*.typeform.com'],
  cookies: [
    { name: 'tf_respondent_cc', retention: 'P6M', domain: '.typeform.com' },
    { name: 'attribution_user_id', retention: 'P1Y', domain: '.typeform.com' },
  ],
  storage: [],
  reload: true,
  parameters: {},
  start: (page, { proxy }) => void page.script(`${proxy ?? 'https://embed.typeform.com'}/next/embed.js`),
} satisfies Preset;
