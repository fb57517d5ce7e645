import type { Preset } from '../model/preset.js';
import { ownScripts } from './shared/own-scripts.js';

/**
 * Weborama (AdPerf). Cookies and controller were not confirmed: ask the vendor.
 * https://weborama.com/faq-cnil-avril-2021/
 */
export default {
  ...ownScripts,
  name: 'Weborama',
  controller: 'Weborama SA',
  country: 'FR',
  purposes: ['advertising'],
  privacyPolicyUrl: 'https://weborama.com/faq-cnil-avril-2021/',
  hosts: ['cstatic.weborama.fr', '*.weborama.fr', '*.weborama.com'],
  cookies: [{ name: 'AFFICHE_W', retention: 'P3M', domain: '.weborama.fr' }],
  storage: [],
} satisfies Preset;
