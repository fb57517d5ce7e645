// Paint floor: the banner is server-sent HTML with inline CSS and a few lines of inline
// JS. No SDK can show a banner sooner than this; it has no preference panel.
import { readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';
import { attrs, inlineScript, json } from '../../fixtures/page.mjs';

const gate = readFileSync(new URL('gate.js', import.meta.url), 'utf8');
export const css =
  'position:fixed;left:1em;right:1em;bottom:1em;background:#fff;border:1px solid #777;border-radius:8px;padding:1em;box-shadow:0 2px 12px #0004;z-index:9';
export const gateTag = (t) =>
  `<script${attrs({ type: 'text/plain', 'data-c': t.service.purpose, 'data-src': t.src, 'data-type': t.attrs.type, ...t.attrs, ...(t.attrs.type && { type: 'text/plain' }) })}>${t.code ?? ''}</script>`;
export const bannerHtml = (x) =>
  `<h2>${x.title}</h2><p>${x.message}</p><button data-a=1>${x.accept}</button> <button data-a=0>${x.refuse}</button> <button data-a=2>${x.customise}</button>`;

export default {
  label: 'floor (inline HTML)',
  floor: true,
  banner: ['#cb'],
  accept: ['#cb [data-a="1"]'],
  refuse: ['#cb [data-a="0"]'],
  tag: gateTag,
  body(m) {
    const code = `${gate}
      const C=${json(m.services.map((s) => s.cookie))},B=document.getElementById('cb'),S=/(?:^|; )cb=(\\d)/.exec(document.cookie);
      window.withdraw=()=>{document.cookie='cb=0;path=/;max-age=15552000';gate(0,C)};
      if(S){B.remove();+S[1]&&gate(1,C)}else B.onclick=(e)=>{const a=e.target.dataset.a;if(a<2){document.cookie='cb='+a+';path=/;max-age=15552000';B.remove();gate(+a,C)}};`;
    return (
      `<div id="cb" role="region" aria-label="${m.text.title}"><style${attrs({ nonce: m.nonce })}>#cb{${css}}</style>${bannerHtml(m.text)}</div>` +
      inlineScript(transformSync(`{${code}}`, { minify: true }).code.trim(), m)
    );
  },
  withdraw: 'window.withdraw()',
  notes: ['hand-written limit, not a product: no preference panel, customise button is inert'],
};
