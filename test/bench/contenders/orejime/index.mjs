import { attrs, inlineScript, json } from '../../fixtures/page.mjs';
export default {
  label: 'orejime',
  pkg: 'orejime',
  files: (dep) => ({
    'orejime.css': dep('orejime/dist/orejime-standard.css'),
    'orejime.js': dep('orejime/dist/orejime-standard-fr.js'),
  }),
  banner: ['.orejime-Banner'],
  accept: ['.orejime-Banner-saveButton'],
  refuse: ['.orejime-Banner-declineButton'],
  tag: (t) =>
    `<template data-purpose="${t.service.id}"><script${attrs({ src: t.src, ...t.attrs })}>${t.code ?? ''}</script></template>`,
  head(m) {
    const cfg = {
      privacyPolicyUrl: '/privacy',
      purposes: m.purposes.map((p) => ({
        id: p.id,
        title: p.title,
        description: p.description,
        purposes: m.services
          .filter((s) => s.purpose === p.id)
          .map((s) => ({
            id: s.id,
            title: s.title,
            description: s.description,
            cookies: [s.cookie, [s.cookie, '/', `.${m.parent}`]],
          })),
      })),
      translations: { banner: { description: m.text.message } },
    };
    return (
      `<link rel="stylesheet" href="${m.base}orejime.css">` +
      inlineScript(`window.orejimeConfig=${json(cfg)}`, m) +
      `<script${attrs({ defer: true, src: `${m.base}orejime.js`, nonce: m.nonce })}></script>`
    );
  },
  withdraw: 'orejime.manager.declineAll()',
};
