import type { Preset } from '../model/preset.js';

/**
 * Sentry's error reports, strictly limited, which store nothing. Its Session Replay is not necessary: start
 * it after consent only. https://docs.sentry.io/platforms/javascript/
 */
export default {
  name: 'Sentry',
  controller: 'Functional Software, Inc. (Sentry)',
  country: 'US',
  purposes: [],
  necessary: 'security',
  privacyPolicyUrl: 'https://sentry.io/privacy/',
  hosts: [
    'browser.sentry-cdn.com',
    'js.sentry-cdn.com',
    '*.ingest.sentry.io',
    '*.ingest.de.sentry.io',
    '*.sentry.io',
  ],
  cookies: [],
  storage: [],
  parameters: {},
} satisfies Preset;
