import type { Preset } from '../model/preset.js';

/**
 * Stripe. Necessary where a basket is paid, not on other pages.
 * https://docs.stripe.com/disputes/prevention/advanced-fraud-detection
 */
export default {
  name: 'Stripe',
  controller: 'Stripe Payments Europe, Limited',
  country: 'IE/US',
  purposes: [],
  necessary: 'basket',
  privacyPolicyUrl: 'https://stripe.com/privacy',
  hosts: [
    'js.stripe.com',
    'm.stripe.com',
    'm.stripe.network',
    'r.stripe.com',
    'q.stripe.com',
    'api.stripe.com',
    'hooks.stripe.com',
  ],
  cookies: [
    { name: '__stripe_mid', retention: 'P1Y' },
    { name: '__stripe_sid', retention: 'PT30M' },
    { name: 'm', retention: 'P10Y', domain: 'm.stripe.com' },
  ],
  storage: [],
  parameters: {},
} satisfies Preset;
