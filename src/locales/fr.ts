import type { Locale } from '../model/locale.js';

export default {
  language: 'fr',
  direction: 'ltr',
  title: 'Vos choix sur les cookies',
  intro: {
    zero: '{site} souhaite lire ou enregistrer des informations sur votre appareil pour :',
    one: '{site} et {n} partenaire souhaitent lire ou enregistrer des informations sur votre appareil pour :',
    other:
      '{site} et {n} partenaires souhaitent lire ou enregistrer des informations sur votre appareil pour :',
  },
  effect:
    'Si vous refusez, le site reste le même. Votre choix est gardé {time} ; vous pouvez en changer à tout moment avec « {link} », en bas de page.',
  refuse: 'Tout refuser',
  accept: 'Tout accepter',
  customise: 'Personnaliser',
  save: 'Enregistrer mes choix',
  close: 'Fermer sans enregistrer',
  partners: { zero: 'Aucun partenaire', one: 'Voir le partenaire', other: 'Voir les {n} partenaires' },
  partnerCount: { one: '{n} partenaire', other: '{n} partenaires' },
  policy: 'Politique de confidentialité',
  manage: 'Gérer mes cookies',
  announcement: '{site} vous demande vos choix sur les cookies.',
  saved: 'Vos choix sont enregistrés.',
  news: 'Nouveau depuis votre dernier choix : {list}.',
  newPolicy: 'la politique de confidentialité',
  panelTitle: 'Vos préférences',
  panelIntro:
    'Choisissez usage par usage, ou partenaire par partenaire. Rien ne change avant que vous enregistriez.',
  necessaryTitle: 'Indispensable',
  necessary:
    'Ce site garde en mémoire votre choix : « {name} », pendant {time}. Cela ne demande pas d’accord.',
  stateGranted: 'Accepté',
  stateDenied: 'Refusé',
  stateMixed: 'En partie',
  gpc: 'Votre navigateur demande de ne pas partager vos données : {list} restent refusés, sauf si vous les activez vous-même.',
  exemptTitle: 'Statistiques anonymes, sans accord préalable',
  exempt:
    '{site} produit des statistiques anonymes, pour ce site uniquement. Vous pouvez vous y opposer ici.',
  stateActive: 'Actif',
  stateObjected: 'Désactivé',
  loaded: 'Le contenu est affiché.',
  controller: 'Responsable',
  country: 'Pays',
  name: 'Nom',
  kind: 'Type',
  cookie: 'Cookie',
  storage: 'Stockage du navigateur',
  duration: 'Durée',
  session: 'La visite',
  unknown: 'Non précisée',
  thirdParty: 'Cookie de {domain}',
  noTraces: 'Aucun cookie déclaré.',
  vendorPolicy: 'Politique de confidentialité de {vendor}',
  placeholder:
    'Ce contenu est fourni par {vendor}. L’afficher lui permet d’utiliser des cookies ({purpose}).',
  loadOnce: 'Charger cette fois',
  alwaysAllow: 'Toujours autoriser',
  openContent: 'Ouvrir sur {host}',
  declarationCaption: '{purpose} : partenaires, cookies et durées',
  partner: 'Partenaire',
  purposes: {
    audience: {
      title: 'Mesure d’audience',
      description: '{site} compte les visites et observe les parcours pour savoir quelles pages sont utiles.',
    },
    personalisation: {
      title: 'Contenu personnalisé',
      description: '{site} choisit les contenus à mettre en avant d’après vos visites sur ce site.',
    },
    social: {
      title: 'Réseaux sociaux et vidéos',
      description:
        'Les boutons, publications et vidéos de ces services s’affichent et peuvent savoir que vous êtes venu ici.',
    },
    advertising: {
      title: 'Publicité personnalisée',
      description:
        '{site} et ses partenaires utilisent votre navigation pour choisir vos annonces, ici et ailleurs, et en mesurer l’effet.',
    },
  },
} satisfies Locale;
