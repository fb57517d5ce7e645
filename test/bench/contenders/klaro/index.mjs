import { attrs, inlineScript, json } from '../../fixtures/page.mjs';
export default {
  label: 'klaro',
  pkg: 'klaro',
  files: (dep) => ({ 'klaro.js': dep('klaro/dist/klaro.js') }), // CSS is embedded in this build
  banner: ['#klaro .cookie-notice'],
  accept: ['#klaro .cookie-notice .cm-btn-success'],
  refuse: ['#klaro .cookie-notice .cn-decline'],
  tag: (t) =>
    `<script${attrs({ ...t.attrs, type: 'text/plain', 'data-type': t.attrs.type ?? 'application/javascript', 'data-name': t.service.id, 'data-src': t.src })}>${t.code ?? ''}</script>`,
  head(m) {
    const parent = m.parent;
    const cfg = {
      lang: 'fr',
      acceptAll: true,
      default: false,
      mustConsent: false,
      storageMethod: 'cookie',
      privacyPolicy: '/privacy',
      translations: {
        zz: { privacyPolicyUrl: '/privacy' },
        fr: {
          consentNotice: { description: m.text.message },
          purposes: Object.fromEntries(
            m.purposes.map((p) => [p.id, { title: p.title, description: p.description }]),
          ),
        },
      },
      services: m.services.map((s) => ({
        name: s.id,
        title: s.title,
        description: s.description,
        purposes: [s.purpose],
        cookies: [s.cookie, [s.cookie, '/', `.${parent}`]],
      })),
    };
    return (
      inlineScript(`var klaroConfig=${json(cfg)}`, m) +
      `<script${attrs({ defer: true, 'data-config': 'klaroConfig', src: `${m.base}klaro.js`, nonce: m.nonce })}></script>`
    );
  },
  withdraw: '(()=>{const m=klaro.getManager();m.changeAll(false);m.saveAndApplyConsents()})()',
};
