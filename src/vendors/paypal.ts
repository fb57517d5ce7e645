import type { Preset } from '../model/preset.js';

/**
 * PayPal. Necessary where a basket is paid; its messages about credit are not.
 * https://developer.paypal.com/sdk/js/
 */
export default {
  name: 'PayPal',
  controller: 'PayPal (Europe) S.à r.l. et Cie, S.C.A.',
  country: 'LU/US',
  purposes: [],
  necessary: 'basket',
  privacyPolicyUrl: 'https://www.paypal.com/webapps/mpp/ua/privacy-full',
  hosts: ['www.paypal.com', 'www.paypalobjects.com', 't.paypal.com', 'c.paypal.com', '*.paypal.com'],
  cookies: [
    { name: 'ts', retention: 'P3Y', domain: '.paypal.com' },
    { name: 'ts_c', retention: 'P3Y', domain: '.paypal.com' },
    { name: 'tsrce', retention: 'session', domain: '.paypal.com' },
    { name: 'x-pp-s', retention: 'session', domain: '.paypal.com' },
    { name: 'enforce_policy', retention: 'P1Y', domain: '.paypal.com' },
    { name: 'nsid', retention: 'session', domain: '.paypal.com' },
    { name: 'l7_az', retention: 'P1D', domain: '.paypal.com' },
  ],
  storage: [{ name: '__paypal_storage__' }],
  parameters: {},
} satisfies Preset;
