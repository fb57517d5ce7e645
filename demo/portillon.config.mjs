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
  objections: [
    {
      id: 'onboarding',
      title: { fr: 'Accueil des nouveaux élèves', en: 'Welcome of new students' },
      description: {
        fr: 'Nos premiers messages dépendent du cours que vous avez choisi.',
        en: 'Our first messages depend on the course that you chose.',
      },
    },
    {
      id: 'profiling',
      title: { fr: 'Profils', en: 'Profiles' },
      description: {
        fr: 'Nous déduisons de vos inscriptions les cours qui peuvent vous convenir.',
        en: 'We work out from your enrolments which courses may suit you.',
      },
    },
    {
      id: 'segmentation',
      title: { fr: 'Groupes d’élèves', en: 'Groups of students' },
      description: {
        fr: 'Nous classons les élèves en groupes, selon leurs cours, pour choisir ce que nous leur écrivons.',
        en: 'We sort students into groups, by their courses, to choose what we write to them.',
      },
    },
  ],
  vendors: [
    {
      use: 'google-ads',
      id: 'AW-123456789',
      proxy: vendor('www.googletagmanager.com'),
      safeguards: ['scc'],
    },
    {
      use: 'google-analytics',
      id: 'G-AB12CD34EF',
      proxy: vendor('www.googletagmanager.com'),
      safeguards: ['scc'],
    },
    {
      use: 'meta-pixel',
      id: '123456789012345',
      proxy: vendor('connect.facebook.net'),
      safeguards: ['scc'],
    },
    { use: 'pinterest-tag', id: '2612345678901', proxy: vendor('s.pinimg.com'), safeguards: ['scc'] },
    { use: 'matomo', id: '7', url: `${vendor('stats.ambassade')}/` },
    { use: 'youtube', safeguards: ['scc'] },
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
      safeguards: ['adequacy'],
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
