import type { Preset, VendorPage } from '../model/preset.js';
import { arrayQueue } from './shared/array-queue.js';

type Core = { readonly [name in 'enableLegalConsent' | 'disableLegalConsent']: () => void };

/** For both its modules, once the engine is there. */
const tell = (page: VendorPage, command: keyof Core): void =>
  arrayQueue(page, 'kameleoonQueue').push(() =>
    (page.window.Kameleoon as { API: { Core: Core } }).API.Core[command](),
  );

/**
 * Kameleoon tests and personalisation; its back office must say "consent required".
 * https://docs.kameleoon.com/developer-docs/privacy-and-compliance/consent-management
 */
export default {
  name: 'Kameleoon',
  controller: 'Kameleoon SAS',
  country: 'FR',
  purposes: ['personalisation'],
  privacyPolicyUrl: 'https://www.kameleoon.com/privacy-policy',
  hosts: ['*.kameleoon.eu', '*.kameleoon.io', '*.kameleoon.com', 'eu-data.kameleoon.io'],
  cookies: [{ name: 'kameleoonVisitorCode', retention: 'P380D' }],
  storage: [{ name: 'kameleoon*' }],
  reload: true,
  calls: { arrays: ['kameleoonQueue'] },
  parameters: {
    id: { pattern: /^[a-z0-9]{10}$/i, expected: 'a site code of 10 characters, such as "abcdef1234"' },
  },
  start(page, { id, proxy }) {
    tell(page, 'enableLegalConsent');
    void page.script(`${proxy ?? `https://${String(id)}.kameleoon.io`}/engine.js`);
  },
  grant: (page) => tell(page, 'enableLegalConsent'),
  revoke: (page) => tell(page, 'disableLegalConsent'),
} satisfies Preset;
