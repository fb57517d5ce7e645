import { attrs, inlineScript, json } from '../../fixtures/page.mjs';

const type = { measurement: 'analytic', experience: 'other', marketing: 'ads', functionality: 'social' };
export default {
  label: 'tarteaucitron',
  pkg: 'tarteaucitronjs',
  files: (dep) =>
    Object.fromEntries(
      [
        'tarteaucitron.min.js',
        'tarteaucitron.services.min.js',
        'css/tarteaucitron.min.css',
        'lang/tarteaucitron.fr.min.js',
      ].map((f) => [f, dep(`tarteaucitronjs/${f}`)]),
    ),
  banner: ['#tarteaucitronAlertBig'],
  accept: ['#tarteaucitronPersonalize2'],
  refuse: ['#tarteaucitronAllDenied2'],
  // no markup gating for scripts: each service is registered with a js() function (documented "custom service")
  head(m) {
    const svc = m.services
      .map(
        (s) =>
          `t.services[${json(s.id)}]={key:${json(s.id)},type:${json(type[s.purpose])},name:${json(s.title)},needConsent:true,cookies:[${json(s.cookie)}],js:function(){${m.tags
            .filter((t) => t.service === s)
            .map((t) => (t.inline ? t.code : `t.addScript(${json(t.src)})`))
            .join(';')}},fallback:function(){}};(t.job=t.job||[]).push(${json(s.id)})`,
      )
      .join(';');
    const params = {
      privacyUrl: '/privacy',
      orientation: 'bottom',
      showAlertSmall: false,
      showIcon: false,
      removeCredit: true,
      moreInfoLink: false,
      highPrivacy: true,
      DenyAllCta: true,
      AcceptAllCta: true,
      googleConsentMode: false,
      bingConsentMode: false,
      pianoConsentMode: false,
      mandatory: false,
    };
    return (
      `<script${attrs({ defer: true, src: `${m.base}tarteaucitron.min.js`, nonce: m.nonce })}></script>` +
      inlineScript(
        `var tarteaucitronForceLanguage='fr';addEventListener('DOMContentLoaded',function(){var t=tarteaucitron;t.init(${json(params)});${svc}})`,
        m,
      )
    );
  },
  withdraw: 'tarteaucitron.userInterface.respondAll(false)',
  notes: [
    'tags live in custom services (JS), not in markup, so no attributes, document order or late markup',
  ],
};
