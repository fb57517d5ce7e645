// osano's open-source 3.1.1 shows a banner and reports the choice; it gates nothing. The
// few lines of glue below are what a site has to write itself.
import { attrs, inlineScript, json } from '../../fixtures/page.mjs';
export default {
  label: 'osano cookieconsent 3.1.1',
  pkg: 'cookieconsent',
  files: (dep) => ({
    'cookieconsent.min.css': dep('cookieconsent/build/cookieconsent.min.css'),
    'cookieconsent.min.js': dep('cookieconsent/build/cookieconsent.min.js'),
  }),
  banner: ['.cc-window'],
  accept: ['.cc-window .cc-allow'],
  refuse: ['.cc-window .cc-deny'],
  tag: (t) =>
    `<script${attrs({ ...t.attrs, type: 'text/plain', 'data-gated': true, 'data-src': t.src, 'data-type': t.attrs.type })}>${t.code ?? ''}</script>`,
  head(m) {
    const cfg = {
      type: 'opt-in',
      position: 'bottom',
      palette: {
        popup: { background: '#fff', text: '#222' },
        button: { background: '#2b4eed', text: '#fff' },
      },
      content: {
        message: m.text.message,
        allow: m.text.accept,
        deny: m.text.refuse,
        link: m.text.policy,
        href: '/privacy',
        policy: 'Cookies',
      },
    };
    return (
      `<link rel="stylesheet" href="${m.base}cookieconsent.min.css"><script${attrs({ defer: true, src: `${m.base}cookieconsent.min.js`, nonce: m.nonce })}></script>` +
      inlineScript(
        `function glue(s){if(s==='allow')document.querySelectorAll('script[data-gated]').forEach(function(e){var n=document.createElement('script');for(var a of e.attributes)if(!/^(type|data-(gated|src|type))$/.test(a.name))n.setAttribute(a.name,a.value);n.async=e.hasAttribute('async');if(e.dataset.type)n.type=e.dataset.type;if(e.dataset.src)n.src=e.dataset.src;else n.text=e.text;e.replaceWith(n)})}
addEventListener('DOMContentLoaded',function(){var c=${json(cfg)};c.onInitialise=c.onStatusChange=glue;cookieconsent.initialise(c)})`,
        m,
      )
    );
  },
  withdraw: null,
  noPanel: true,
  notes: [
    'no purposes, no services, no customise, no gating, no cookie removal: the gating measured here is our own glue',
  ],
};
