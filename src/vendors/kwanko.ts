import type { Preset } from '../model/preset.js';
import { ownScripts } from './shared/own-scripts.js';

/**
 * Kwanko (affiliation). The universal tag comes from a host of the account: Kwanko names it. It looks for
 * other consent platforms by itself.
 * https://helpdesk-advertiser.kwanko.com/en/support/solutions/articles/101000383409
 */
export default {
  ...ownScripts,
  name: 'Kwanko',
  controller: 'Kwanko SA',
  country: 'FR',
  purposes: ['advertising'],
  privacyPolicyUrl: 'https://www.kwanko.com/fr/rgpd/politique-gestion-donnees/',
  hosts: ['action.metaffiliation.com', '*.metaffiliation.com', '*.netaffiliation.com'],
  cookies: [],
  storage: [],
} satisfies Preset;
