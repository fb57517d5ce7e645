// Script floor: the same banner built by one deferred first-party file in a shadow root.
// The limit for a "script tag" SDK, which cannot put its banner in the server's HTML.
import { readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';
import { attrs, inlineScript, json } from '../../fixtures/page.mjs';
import floor, { bannerHtml, css } from '../floor/index.mjs';

const gate = readFileSync(new URL('../floor/gate.js', import.meta.url), 'utf8');
const code = `${gate}
  const X=window.cbConfig,C=X.cookies,S=/(?:^|; )cb=(\\d)/.exec(document.cookie);
  const put=(a)=>{document.cookie='cb='+a+';path=/;max-age=15552000';gate(+a,C)};
  window.withdraw=()=>put(0);
  if(S)+S[1]&&gate(1,C);
  else{const h=document.createElement('div');h.id='cb';h.setAttribute('role','region');h.setAttribute('aria-label',X.title);
    const r=h.attachShadow({mode:'open'}),sh=new CSSStyleSheet;sh.replaceSync(':host{${css};font:16px/1.5 sans-serif}');r.adoptedStyleSheets=[sh];
    const x=X;r.innerHTML=\`${bannerHtml(new Proxy({}, { get: (_, k) => `\${x.${String(k)}}` }))}\`;
    r.addEventListener('click',(e)=>{const a=e.target.dataset.a;if(a<2){h.remove();put(a)}});document.body.append(h)}`;

export default {
  label: 'floor-script (1 file)',
  floor: true,
  files: () => ({ 'floor.js': transformSync(`(()=>{${code}})()`, { minify: true }).code }),
  banner: ['#cb'],
  accept: ['#cb', '[data-a="1"]'],
  refuse: ['#cb', '[data-a="0"]'],
  tag: floor.tag,
  head: (m) =>
    inlineScript(`cbConfig=${json({ cookies: m.services.map((s) => s.cookie), ...m.text })}`, m) +
    `<script${attrs({ defer: true, src: `${m.base}floor.js`, nonce: m.nonce })}></script>`,
  withdraw: 'window.withdraw()',
  notes: ['hand-written limit, not a product: no preference panel, customise button is inert'],
};
