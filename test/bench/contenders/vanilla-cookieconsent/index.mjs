import { attrs, inlineScript, json } from '../../fixtures/page.mjs';
export default {
  label: 'vanilla-cookieconsent',
  pkg: 'vanilla-cookieconsent',
  files: (dep) => ({
    'cookieconsent.css': dep('vanilla-cookieconsent/dist/cookieconsent.css'),
    'cookieconsent.umd.js': dep('vanilla-cookieconsent/dist/cookieconsent.umd.js'),
  }),
  banner: ['#cc-main .cm'],
  accept: ['#cc-main .cm [data-role="all"]'],
  refuse: ['#cc-main .cm [data-role="necessary"]'],
  tag: (t) =>
    `<script${attrs({ type: 'text/plain', 'data-category': t.service.purpose, 'data-service': t.service.id, 'data-src': t.src, ...t.attrs, ...(t.attrs.type && { type: 'text/plain', 'data-type': t.attrs.type }) })}>${t.code ?? ''}</script>`,
  head(m) {
    const categories = { necessary: { enabled: true, readOnly: true } };
    for (const p of m.purposes) {
      const list = m.services.filter((s) => s.purpose === p.id);
      categories[p.id] = {
        services: Object.fromEntries(
          list.map((s) => [s.id, { label: s.title, cookies: [{ name: s.cookie }] }]),
        ),
        autoClear: { cookies: list.map((s) => ({ name: s.cookie })) },
      };
    }
    const x = m.text;
    const fr = {
      consentModal: {
        title: x.title,
        description: x.message,
        acceptAllBtn: x.accept,
        acceptNecessaryBtn: x.refuse,
        showPreferencesBtn: x.customise,
        footer: `<a href="/privacy">${x.policy}</a>`,
      },
      preferencesModal: {
        title: x.title,
        acceptAllBtn: x.accept,
        acceptNecessaryBtn: x.refuse,
        savePreferencesBtn: x.save,
        closeIconLabel: 'Fermer',
        serviceCounterLabel: 'services',
        sections: m.purposes.map((p) => ({
          title: p.title,
          description: p.description,
          linkedCategory: p.id,
        })),
      },
    };
    return (
      `<link rel="stylesheet" href="${m.base}cookieconsent.css"><script${attrs({ defer: true, src: `${m.base}cookieconsent.umd.js`, nonce: m.nonce })}></script>` +
      inlineScript(
        `addEventListener('DOMContentLoaded',()=>CookieConsent.run(${json({ categories, language: { default: 'fr', translations: { fr } } })}))`,
        m,
      )
    );
  },
  withdraw: 'CookieConsent.acceptCategory([])',
};
