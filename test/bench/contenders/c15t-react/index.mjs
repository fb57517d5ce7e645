import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { attrs, inlineScript, json } from '../../fixtures/page.mjs';

export async function bundle(entry) {
  const { baseTranslations } = await import('@c15t/translations/all');
  const out = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    legalComments: 'none',
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"', FR: JSON.stringify(baseTranslations.fr) },
  });
  return out.outputFiles[0].text;
}
const styles = async () =>
  (
    await build({
      stdin: {
        contents: '@import "@c15t/react/styles.css";',
        loader: 'css',
        resolveDir: fileURLToPath(new URL('.', import.meta.url)),
      },
      bundle: true,
      minify: true,
      write: false,
      logLevel: 'error',
    })
  ).outputFiles[0].text;
export const scriptsConfig = (m) =>
  m.tags.map((t) => ({
    id: `tag-${t.i}`,
    category: t.service.purpose,
    ...(t.inline ? { textContent: t.code } : { src: t.src }),
  }));

export default {
  label: '@c15t/react + React 19',
  pkg: '@c15t/react',
  files: async () => ({
    'c15t.js': await bundle(fileURLToPath(new URL('app.jsx', import.meta.url))),
    'c15t.css': await styles(),
  }),
  banner: ['[data-testid="consent-banner-card"]'],
  accept: ['[data-testid="consent-banner-accept-button"]'],
  refuse: ['[data-testid="consent-banner-reject-button"]'],
  head: (m) =>
    `<link rel="stylesheet" href="${m.base}c15t.css">` +
    inlineScript(
      `c15tBench=${json({ scripts: scriptsConfig(m), message: m.text.message, nonce: m.nonce })}`,
      m,
    ) +
    `<script${attrs({ defer: true, src: `${m.base}c15t.js`, nonce: m.nonce })}></script>`,
  withdraw: "window.c15tStore.getState().saveConsents('necessary')",
  notes: [
    'tags live in a JS array, not in markup; fixed purposes, no notion of services; offline mode (no backend)',
  ],
};
