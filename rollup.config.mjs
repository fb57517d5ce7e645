// Two sets of files from one source:
//   dist/*      what a site copies: the classic script, and modules that it loads when they are needed
//   dist/esm/*  what a bundler takes: the same modules, readable, with js-cookie left outside
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import resolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';
import { importantCss } from './src/ui/important-css.mjs';
import { languageParts } from './src/ui/language-parts.mjs';

const filesOf = (folder) =>
  readdirSync(`src/${folder}`)
    .filter((name) => /\.(tsx?|css)$/.test(name))
    .map((name) => name.replace(/\.(tsx?|css)$/, ''));

const folders = ['locales', 'vendors', 'layouts', 'modules'];
const folderInputs = Object.fromEntries(
  folders.flatMap((folder) =>
    filesOf(folder).map((name) => [
      `${folder}/${name}`,
      `src/${folder}/${name}.${folder === 'layouts' ? 'css' : 'ts'}`,
    ]),
  ),
);

/** Types are checked by `npm run types`; here they are only taken away. */
const compile = () => esbuild({ target: 'es2022', tsconfig: 'tsconfig.json' });
const minify = () =>
  terser({ ecma: 2020, module: true, compress: { passes: 3 }, format: { comments: false } });

/** Fills `registry` and `loaders` from the folders. The vendor files were built just before: they are asked themselves. */
const registry = () => ({
  name: 'registry',
  async load(id) {
    if (id.endsWith('/src/registry.ts')) {
      const all = await Promise.all(
        filesOf('vendors').map(async (name) => [
          name,
          (await import(pathToFileURL(`dist/vendors/${name}.js`).href)).default,
        ]),
      );
      const pick = (key) =>
        Object.fromEntries(
          all.filter(([, preset]) => preset[key]).map(([name, preset]) => [name, preset[key]]),
        );
      const values = {
        presets: pick('purposes'),
        necessary: pick('necessary'),
        exemptible: Object.keys(pick('exempt')),
        calls: pick('calls'),
        layouts: filesOf('layouts'),
        locales: filesOf('locales'),
      };
      return Object.entries(values)
        .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
        .join('');
    }
    if (id.endsWith('/src/loaders.ts')) {
      const imports = (folder, extension = 'js') =>
        `{ ${filesOf(folder).map((name) => `${JSON.stringify(name)}: () => import('./${folder}/${name}.${extension}')`)} }`;
      return `export const localeFiles = ${imports('locales')}; export const vendorFiles = ${imports('vendors')}; export const layoutFiles = ${imports('layouts', 'css')};`;
    }
    return null;
  },
});

const start = {
  name: 'start',
  buildStart() {
    rmSync('dist', { recursive: true, force: true });
    mkdirSync('dist', { recursive: true });
    copyFileSync('src/config/config.schema.json', 'dist/config.schema.json');
  },
};

const chunkFileNames = '[name].js';

/** What vendor files share is one file, so that none waits for a chain of small ones. */
const manualChunks = (id) => (id.includes('/vendors/shared/') ? 'vendors-shared' : undefined);

export default [
  {
    input: { ui: 'src/ui/ui.tsx', ...folderInputs },
    output: { dir: 'dist', format: 'es', chunkFileNames, manualChunks },
    preserveEntrySignatures: 'allow-extension',
    plugins: [start, resolve(), importantCss(), languageParts(), compile(), minify()],
  },
  {
    // On its own, so that the interface shares no file with it and waits for none.
    input: 'src/ui/entry.ts',
    output: { file: 'dist/entry.js', format: 'es' },
    plugins: [importantCss(), compile(), minify()],
  },
  {
    input: 'src/script.ts',
    external: ['./ui.js', './entry.js'],
    output: { file: 'dist/portillon.js', format: 'iife' },
    plugins: [registry(), resolve(), compile(), minify()],
  },
  {
    input: {
      index: 'src/index.ts',
      'ui/ui': 'src/ui/ui.tsx',
      'ui/entry': 'src/ui/entry.ts',
      render: 'src/render.ts',
      ...folderInputs,
    },
    external: ['js-cookie'],
    preserveEntrySignatures: 'allow-extension',
    output: { dir: 'dist/esm', format: 'es', chunkFileNames: 'shared/[name].js' },
    plugins: [registry(), resolve(), importantCss(), languageParts(), compile()],
  },
];
