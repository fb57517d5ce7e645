import { basename } from 'node:path';

/** What files that load later use of the interface. */
const lent = ['jsx', 'words', 'sheet'];
const place = "globalThis[Symbol.for('portillon.lent')]";

const prefix = 'interface-';
const languageOf = (id) => (id.startsWith(prefix) ? id.slice(prefix.length) : undefined);

/**
 * A build plugin: `interface-<language>` is the interface and the texts of that language. A second file would cost a slow
 * phone a tenth of the time until it shows the question. As `one` file it lends what the later ones use of it: they cannot
 * import it, since each language has another.
 */
export const interfaceFiles = ({ one = false } = {}) => ({
  name: 'interface-files',
  resolveId: (id) => (languageOf(id) || id === 'lent' ? id : null),
  load(id) {
    if (id === 'lent') return lent.map((name) => `export * from './src/ui/${name}.ts';`).join('');
    const language = languageOf(id);
    if (!language) return null;
    return `${one ? `import * as lent from 'lent'; ${place} = lent;` : ''}
      export * from './src/interface.ts';
      export { default } from './src/locales/${language}.ts';`;
  },
  resolveDynamicImport(id) {
    if (!one || typeof id !== 'string') return null;
    const [, language, part] = /([\w-]+)\.ts\?(\w+)$/.exec(id) ?? [];
    return { id: language ? `./locales/${part}/${language}.js` : `./${basename(id)}`, external: true };
  },
});

/** A build plugin for the files that load later: each takes what the interface lends, none waits for a file of its own. */
export const lentByInterface = () => ({
  name: 'lent-by-interface',
  resolveId: (id, importer) => (lent.includes(basename(id, '.js')) ? `lent:${importer}` : null),
  load: (id) =>
    id.startsWith('lent:') ? { code: `export default ${place};`, syntheticNamedExports: true } : null,
});
