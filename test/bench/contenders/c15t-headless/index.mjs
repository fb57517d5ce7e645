import { fileURLToPath } from 'node:url';
import { attrs, inlineScript, json } from '../../fixtures/page.mjs';
import { bundle, scriptsConfig } from '../c15t-react/index.mjs';
import { bannerHtml, css } from '../floor/index.mjs';
export default {
  label: 'c15t core + hand-written UI',
  pkg: 'c15t',
  files: async () => ({ 'c15t.js': await bundle(fileURLToPath(new URL('app.js', import.meta.url))) }),
  banner: ['#cb'],
  accept: ['#cb [data-a="1"]'],
  refuse: ['#cb [data-a="0"]'],
  head: (m) =>
    `${inlineScript(
      `c15tBench=${json({ scripts: scriptsConfig(m), html: bannerHtml(m.text), css, nonce: m.nonce })}`,
      m,
    )}<script${attrs({ defer: true, src: `${m.base}c15t.js`, nonce: m.nonce })}></script>`,
  withdraw: "window.c15tStore.getState().saveConsents('necessary')",
  noPanel: true,
  notes: ['core only; the banner is the floor’s, there is no preference panel; tags live in a JS array'],
};
