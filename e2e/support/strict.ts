import { fileURLToPath } from 'node:url';
import resolve from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { config } from './pages.js';
import type { Handler, Hit } from './server.js';
import { note } from './tags.js';

// A page under a strict Content-Security-Policy, which notes what was violated, thrown and said.

export const nonce = 'r4nd0m';
const types = "require-trusted-types-for 'script'; trusted-types portillon";
const rest =
  "style-src 'none'; connect-src 'self'; frame-src https://video.example; img-src data:; report-uri /violated";

/** Of all browsers that can run us; none needs `unsafe-…`. */
export const policies = {
  'nonce and strict-dynamic': `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic'; ${rest}; ${types}`,
  'nonce alone': `default-src 'none'; script-src 'nonce-${nonce}'; ${rest}; ${types}`,
  'hosts alone': `default-src 'none'; script-src 'self' https://tags.example https://relay.example https://stats.example.com https://t.contentsquare.net; ${rest}; ${types}`,
} as const;
export type PolicyName = keyof typeof policies;

export const strictConfig = {
  ...config,
  vendors: [
    ...config.vendors.filter(({ use, id }) => use === 'matomo' || id === 'relay'),
    { use: 'contentsquare', id: '0123456789abc' },
  ],
};

export const builds = ['tag', 'ES build'] as const;
export type Build = (typeof builds)[number];

const held = 'type="text/plain" data-consent="advertising"';
const outside = (name: string) => `src="https://tags.example/${name}.js?name=${name}"`;

/** Held tags of every kind; `n` is the attribute with the nonce, if the page has one. */
const tags = (n: string, inline: boolean) => `
<script ${n} ${held} ${outside('parsed')}></script>
${inline ? `<script ${n} ${held}>${note('parsed inline')}</script>` : ''}
<script ${n} ${held} data-type="module" ${outside('module')}></script>
<template data-consent="advertising"><p id="unfolded">Voilà</p><script ${n} ${outside('folded')}></script>
${inline ? `<script ${n}>${note('folded inline')}</script>` : ''}</template>
<template id="late"><script ${n} ${held} ${outside('late')}></script>
${inline ? `<script ${n} ${held}>${note('late inline')}</script>` : ''}</template>
<iframe data-consent="social" data-consent-src="https://video.example/film" width="480" height="270" title="Film"></iframe>`;

/** What must have run once all is granted, and the late markup is there. */
export const allTags = (inline: boolean): string[] =>
  [
    'parsed',
    'module',
    'folded',
    'late',
    'relay.example/tag.js',
    'stats.example.com/matomo.js',
    't.contentsquare.net/uxa/0123456789abc.js',
    ...(inline ? ['parsed inline', 'folded inline', 'late inline'] : []),
  ].toSorted();

/** Loaded before all else. */
const observer = `self.seen = [];
addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => seen.push(['violated', violatedDirective, blockedURI, sample].join(' ')));
addEventListener('error', (event) => { if (event.message) seen.push('error ' + event.message); });
addEventListener('unhandledrejection', ({ reason }) => seen.push('rejection ' + reason));
for (const name of ['warn', 'error']) { const native = console[name]; console[name] = (...values) => { seen.push(name + ' ' + values.join(' ')); native.apply(console, values); }; }`;

/** Keeps the rules of our policy, as no page could after it was made. */
const spy = `const native = trustedTypes.createPolicy; trustedTypes.createPolicy = function (name, rules) { self.rules = rules; return native.call(trustedTypes, name, rules); };`;

/** `body` stands before all else in the body. */
export function strictPage(
  policy: PolicyName,
  build: Build,
  { configuration = strictConfig as unknown, body = '' } = {},
): string {
  const inline = policy !== 'hosts alone';
  const n = inline ? `nonce="${nonce}"` : '';
  const paste =
    build === 'tag'
      ? `<script type="application/json" id="portillon-config">${JSON.stringify(configuration)}</script><script ${n} src="/portillon/portillon.js"></script>`
      : `<script ${n} type="module" src="/app/program.js"></script>`;
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Essai</title><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<script ${n} src="/observer.js"></script>${paste}</head><body>${body}<main><h1>Essai</h1>${tags(n, inline)}</main>
<footer><button type="button" data-consent-open>Gérer mes cookies</button></footer></body></html>`;
}

/** The ES build as a site bundles it, by path. */
export async function bundleProgram(configuration: unknown = strictConfig): Promise<Record<string, string>> {
  const entry = fileURLToPath(new URL('../../dist/esm/index.js', import.meta.url));
  const program = `import { createConsent } from ${JSON.stringify(entry)};
self.consent = createConsent(${JSON.stringify(configuration)});`;
  const bundle = await rollup({
    input: 'program',
    plugins: [
      {
        name: 'program',
        resolveId: (id) => (id === 'program' ? id : null),
        load: (id) => (id === 'program' ? program : null),
      },
      resolve({ browser: true }),
    ],
  });
  const { output } = await bundle.generate({ format: 'es', dir: 'out', chunkFileNames: '[name]-[hash].js' });
  return Object.fromEntries(
    output.flatMap((chunk) => ('code' in chunk ? [[`/app/${chunk.fileName}`, chunk.code]] : [])),
  );
}

/** The vendors, which note that they ran and leave a cookie, but send no picture: the policy would not let them. */
export const playQuietVendors: Handler = ({ host, path, url }) => {
  if (!/^(tags\.example|relay\.example|stats\.example\.com|t\.contentsquare\.net|video\.example)$/.test(host))
    return undefined;
  if (host === 'video.example') return { body: '<!doctype html><title>Film</title>' };
  return {
    type: 'text/javascript',
    headers: { 'access-control-allow-origin': '*' },
    body: `${note(url.searchParams.get('name') ?? host + path)}; ${host === 'relay.example' ? `document.cookie = 'relay_id=1; path=/'` : ''}`,
  };
};

/** The files of such a site besides its pages. */
export const strictFiles = (path: string): { type: string; body: string } | undefined =>
  path === '/observer.js'
    ? { type: 'text/javascript', body: observer }
    : path === '/spy.js'
      ? { type: 'text/javascript', body: spy }
      : undefined;

/** What the browser reported to the site. */
export const reported = (hits: readonly Hit[], host: string): string[] =>
  hits.filter((hit) => hit.host === host && hit.path === '/violated').map(({ path }) => path);
