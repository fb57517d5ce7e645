// Two sets of files from one source:
//   dist/*      what a site copies: the classic script, and modules that it loads when they are needed
//   dist/esm/*  what a bundler takes: the same modules, readable
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';
import { integrity } from './src/integrity.mjs';
import { canonical, shownFacts } from './src/proof/canonical.mjs';
import { importantCss } from './src/ui/important-css.mjs';
import { interfaceFiles, lentByInterface } from './src/ui/interface-files.mjs';
import { languageParts } from './src/ui/language-parts.mjs';

const filesOf = (folder) =>
  readdirSync(`src/${folder}`)
    .filter((name) => /\.(tsx?|css)$/.test(name))
    .map((name) => name.replace(/\.(tsx?|css)$/, ''));

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

const folders = ['locales', 'vendors', 'layouts', 'modules'];
const interfaces = filesOf('locales').map((language) => `interface-${language}`);
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
const minify = (format = {}, module = true) =>
  terser({
    ecma: 2020,
    module,
    // Functions stand together, which compresses better; they are there from the start of their scope in any case.
    compress: { passes: 3, unsafe_arrows: true, hoist_funs: true },
    format: { comments: false, ...format },
  });
/**
 * Chromium compiles every function while the file arrives, not each when it is first called: our files are loaded when
 * nearly all of them will be. https://v8.dev/blog/explicit-compile-hints
 */
const eager = { preamble: '//# allFunctionsCalledOnLoad' };

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
        all.filter(([, preset]) => preset[key]).map(([name, preset]) => [name, preset[key]]);
      const purposes = pick('purposes');
      const necessary = Object.fromEntries(pick('necessary'));
      const calls = Object.fromEntries(pick('calls'));
      const values = {
        presets: Object.fromEntries(purposes),
        necessary,
        exemptible: pick('exempt').map(([name]) => name),
        parameters: [...new Set(all.flatMap(([, preset]) => Object.keys(preset.parameters ?? {})))],
        layouts: filesOf('layouts'),
        imports: filesOf('modules').flatMap((name) => name.match(/^import-(.*)/)?.[1] ?? []),
        locales: filesOf('locales'),
        version,
        ...packVendors(
          purposes.map(([name, ids]) => ({
            name,
            needs: necessary[name] ? `!${necessary[name]}` : `${ids}`,
            calls: calls[name] ? formOf(name, calls[name]) : '',
          })),
        ),
      };
      return Object.entries(values)
        .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
        .join('');
    }
    if (id.endsWith('/src/proof/build.ts')) {
      const digests = {};
      for (const name of filesOf('vendors')) {
        const { default: preset } = await import(pathToFileURL(`dist/vendors/${name}.js`).href);
        digests[name] = createHash('sha256')
          .update(canonical(shownFacts(preset)))
          .digest('hex');
      }
      return `export const version = ${JSON.stringify(version)}; export const digests = ${JSON.stringify(digests)};`;
    }
    if (id.endsWith('/src/loaders.ts')) {
      const names = {
        entry: './ui/entry.js',
        gate: './gate/gate.js',
        withdraw: './gate/withdraw.js',
        'take-over': './take-over.js',
        prove: './prove.js',
        proof: './proof/proof.js',
        content: './gate/content.js',
        explain: './config/explain.js',
        messages: './messages.js',
        ...Object.fromEntries(interfaces.map((name) => [name, name])),
        ...Object.fromEntries(
          ['locales', 'layouts', 'vendors', 'modules'].flatMap((folder) =>
            filesOf(folder).map((name) => [
              `${folder}/${name}`,
              `./${folder}/${name}.${folder === 'layouts' ? 'css' : 'js'}`,
            ]),
          ),
        ),
      };
      const imports = Object.entries(names).map(([name, path]) => `'${name}': () => import('${path}')`);
      return `export const files = { ${imports} };`;
    }
    return null;
  },
});

/** Two digits of the hash in `src/model/hash.ts`, as `src/unpack.ts` looks names up. */
function shortHash(text) {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ character.charCodeAt(0), 0x01000193);
  return (value >>> 0).toString(36).padStart(7, '0').slice(-2);
}

/**
 * `needs:hash, and what a site calls, of each vendor;…`, as `src/unpack.ts` reads it. Those that a site calls come first,
 * which compresses best. The salt is the first with which all hashes differ.
 */
function packVendors(vendors) {
  const isUnique = (salt) =>
    new Set(vendors.map(({ name }) => shortHash(salt + name))).size === vendors.length;
  let salt = 0;
  while (!isUnique(`${salt}`)) {
    if (salt++ > 99_999)
      throw new Error('Too many vendor files for two digits: take three, here and in unpack.ts.');
  }
  const rows = new Map();
  for (const { name, needs, calls } of vendors.toSorted((a, b) => !a.calls - !b.calls))
    rows.set(needs, [...(rows.get(needs) ?? []), shortHash(salt + name) + calls]);
  const packedVendors = [...rows].map(([needs, files]) => `${needs}:${files.join(' ')}`).join(';');
  return { packedVendors, salt: `${salt}` };
}

/** `fbq`, `_paq[]`, `ttq.page.track`: a vendor has one name that a site calls. */
function formOf(vendor, { functions = [], arrays = [], objects = {} }) {
  const forms = [
    ...functions,
    ...arrays.map((name) => `${name}[]`),
    ...Object.entries(objects).map(([name, methods]) => [name, ...methods].join('.')),
  ];
  if (forms.length !== 1) throw new Error(`${vendor}: one name that a site calls, not ${forms}`);
  return forms[0];
}

const layoutTypes = 'declare const css: string;\nexport default css;\n';

const start = {
  name: 'start',
  buildStart() {
    rmSync('dist', { recursive: true, force: true });
    mkdirSync('dist', { recursive: true });
    copyFileSync('src/config/config.schema.json', 'dist/config.schema.json');
    copyFileSync('src/proof/record.schema.json', 'dist/record.schema.json');
    copyFileSync('src/notice-cli.mjs', 'dist/notice.mjs');
    copyFileSync('src/cli.mjs', 'dist/cli.mjs');
    // A layout is written as a stylesheet, for which the compiler makes no types.
    mkdirSync('dist/types/layouts', { recursive: true });
    for (const name of filesOf('layouts')) writeFileSync(`dist/types/layouts/${name}.d.ts`, layoutTypes);
  },
};

const chunkFileNames = '[name].js';

/** What vendor files share is one file, so that none waits for a chain of small ones. */
const manualChunks = (id) => (id.includes('/vendors/shared/') ? 'vendors-shared' : undefined);

/** What the interface loads when it is needed. */
const later = ['panel.tsx', 'in-page.ts', 'news.tsx', 'complete.ts', 'clear-view.ts', 'audit.ts'];

/** A file that is loaded alone, and shares no other with the rest. */
const alone = (name, input) => ({
  input,
  output: { file: `dist/${name}.js`, format: 'es' },
  plugins: [registry(), importantCss(), compile(), minify(eager)],
});

export default [
  {
    input: folderInputs,
    output: { dir: 'dist', format: 'es', chunkFileNames, manualChunks },
    preserveEntrySignatures: 'allow-extension',
    plugins: [start, importantCss(), languageParts(), compile(), minify()],
  },
  ...interfaces.map((name) => ({
    input: { [name]: name },
    // What it lends reaches our own files alone: to freeze it would only cost bytes.
    output: { dir: 'dist', format: 'es', freeze: false },
    plugins: [
      registry(),
      importantCss(),
      interfaceFiles({ one: true }),
      languageParts({ emit: false }),
      compile(),
      minify(eager),
    ],
  })),
  {
    input: later.map((name) => `src/ui/${name}`),
    output: { dir: 'dist', format: 'es', chunkFileNames },
    preserveEntrySignatures: 'allow-extension',
    plugins: [registry(), importantCss(), lentByInterface(), compile(), minify(eager)],
  },
  alone('entry', 'src/ui/entry.ts'),
  alone('gate', 'src/gate/gate.ts'),
  alone('check', 'src/check.ts'),
  alone('withdraw', 'src/gate/withdraw.ts'),
  alone('prove', 'src/prove.ts'),
  alone('proof', 'src/proof/proof.ts'),
  alone('take-over', 'src/take-over.ts'),
  alone('content', 'src/gate/content.ts'),
  alone('explain', 'src/config/explain.ts'),
  alone('messages', 'src/messages.ts'),
  {
    input: 'src/script.ts',
    output: { file: 'dist/portillon.js', format: 'iife' },
    // A module is always strict; a script keeps the word that makes it so.
    plugins: [registry(), compile(), minify(eager, false)],
  },
  {
    input: {
      index: 'src/index.ts',
      ...Object.fromEntries(interfaces.map((name) => [name, name])),
      'ui/entry': 'src/ui/entry.ts',
      render: 'src/render.ts',
      notice: 'src/notice.ts',
      ...folderInputs,
    },
    preserveEntrySignatures: 'allow-extension',
    output: { dir: 'dist/esm', format: 'es', chunkFileNames: 'shared/[name].js' },
    plugins: [registry(), importantCss(), interfaceFiles(), languageParts(), compile(), integrity('dist')],
  },
];
