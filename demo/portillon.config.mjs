/**
 * What the school asks its visitors. A real site writes the same object as JSON, without `proxy`:
 * here each vendor is played by the demo server, so `vendor(host)` gives the address of the player.
 * @param {(host: string) => string} vendor
 */
export const portillonConfig = (vendor) => ({
  site: {
    name: 'Ambassade des Langues',
    controller: 'Ambassade des Langues, 70 rue Amelot, 75011 Paris',
    contact: 'vie-privee@ambassade.example',
    privacyPolicyUrl: '/confidentialite',
  },
  locale: 'auto',
  policyVersion: '2025-09-01',
  purposes: [
    'audience',
    'personalisation',
    'social',
    'advertising',
    {
      id: 'accessibility-aid',
      title: { fr: 'Relais pour personnes sourdes', en: 'Relay for deaf visitors' },
      description: {
        fr: 'Joindre l’école en langue des signes ou par écrit, grâce à un service de relais.',
        en: 'Reach the school in sign language or in writing, through a relay service.',
      },
    },
  ],
  vendors: [
    { use: 'google-ads', id: 'AW-123456789', proxy: vendor('www.googletagmanager.com') },
    { use: 'google-analytics', id: 'G-AB12CD34EF', proxy: vendor('www.googletagmanager.com') },
    { use: 'meta-pixel', id: '123456789012345', proxy: vendor('connect.facebook.net') },
    { use: 'pinterest-tag', id: '2612345678901', proxy: vendor('s.pinimg.com') },
    { use: 'matomo', id: '7', url: `${vendor('stats.ambassade')}/` },
    { use: 'youtube' },
    {
      id: 'relay',
      name: 'Relais Signes',
      purposes: ['accessibility-aid'],
      scripts: [`${vendor('tag.relais-signes.example')}/relais.js`],
      cookies: [{ name: 'relay_*', retention: 'P13M' }],
      storage: ['relay:*'],
      country: 'FR',
      controller: 'Relais Signes SCOP',
      privacyPolicyUrl: 'https://relais-signes.example/confidentialite',
    },
    {
      id: 'carte',
      name: 'OpenStreetMap',
      purposes: ['social'],
      cookies: [{ name: '_osm_session', retention: 'P1M' }],
      country: 'GB',
      controller: 'OpenStreetMap Foundation',
      privacyPolicyUrl: 'https://osmfoundation.org/wiki/Privacy_Policy',
    },
    {
      id: 'recommandations',
      name: 'Boussole',
      purposes: ['personalisation'],
      scripts: [`${vendor('api.boussole.example')}/boussole.js`],
      cookies: [{ name: 'boussole_*', retention: 'P6M' }],
      country: 'BE',
      controller: 'Boussole SRL',
      privacyPolicyUrl: 'https://boussole.example/vie-privee',
    },
    {
      id: 'partage',
      name: 'Passe-Mot',
      purposes: ['social'],
      cookies: [{ name: 'passemot*', retention: 'P3M' }],
      country: 'FR',
      controller: 'Passe-Mot SAS',
      privacyPolicyUrl: 'https://passe-mot.example/confidentialite',
    },
  ],
});
