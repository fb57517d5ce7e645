// Portillon with the paste that the README recommends, from `dist` (or PORTILLON_DIST).
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { attrs, inlineScript, json } from '../../fixtures/page.mjs';

export const dist = process.env.PORTILLON_DIST ?? fileURLToPath(new URL('../../../../dist', import.meta.url));
const built = existsSync(join(dist, 'portillon.js'));

const walk = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)],
  );
const shipped = built ? walk(dist).filter((file) => /\.(js|css)$/.test(file)) : [];

/** What a first visit downloads besides the tag: the inline line of the README names the same file. */
const early = 'interface-fr';

export const config = ({ purposes, services }) => ({
  site: { name: 'Banc d’essai', privacyPolicyUrl: '/privacy' },
  locale: 'fr',
  purposes: purposes.map(({ id, title, description }) => ({
    id,
    title: { fr: title },
    description: { fr: description },
  })),
  vendors: services.map(({ id, title, purpose, cookie }) => ({
    id,
    name: title,
    purposes: [purpose],
    cookies: [{ name: cookie }],
  })),
});

/** The inline line: a visitor without a choice downloads the interface together with the tag. */
export const startEarly = (m) =>
  inlineScript(
    `/portillon=/.test(document.cookie)||document.head.append(Object.assign(document.createElement('link'),{rel:'preload',as:'script',crossOrigin:'',href:'${m.base}${early}.js'}))`,
    m,
  );
export const configTag = (m) =>
  `<script type="application/json" id="portillon-config">${json(config(m))}</script>`;
export const scriptTag = (m) =>
  `<script${attrs({ defer: true, src: `${m.base}portillon.js`, nonce: m.nonce })}></script>`;

export default {
  label: 'portillon',
  own: true,
  skip: built ? false : `no build in ${dist}`,
  files: () => Object.fromEntries(shipped.map((file) => [relative(dist, file), readFileSync(file)])),
  banner: ['#portillon [data-portillon="banner"]'],
  accept: ['#portillon [data-portillon="banner"] [data-portillon="accept"]'],
  refuse: ['#portillon [data-portillon="banner"] [data-portillon="refuse"]'],
  customise: ['#portillon [data-portillon="customise"]'],
  panel: ['#portillon [data-portillon="panel"]'],
  close: 'portillon.close(); portillon.open("banner")',
  tag: (t) =>
    `<script${attrs({ type: 'text/plain', 'data-vendor': t.service.id, 'data-type': t.attrs.type, src: t.src, ...t.attrs, ...(t.attrs.type && { type: 'text/plain' }) })}>${t.code ?? ''}</script>`,
  head: (m) => startEarly(m) + configTag(m) + scriptTag(m),
  body: () => '<button type="button" data-consent-open>Gérer mes cookies</button>',
  withdraw: 'portillon.decide("none", { source: "bench" })',
};
