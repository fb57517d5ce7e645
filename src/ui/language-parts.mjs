import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';

/** The exports of a TypeScript file that imports nothing but types. */
async function evaluate(path) {
  const { code } = await transform(await readFile(path, 'utf8'), { loader: 'ts' });
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}

const pick = (texts, keys) => Object.fromEntries(keys.map((key) => [key, texts[key]]));
const asModule = (fields) => `export default {${fields}};`;
const asFields = (texts) =>
  Object.entries(texts)
    .map(([key, text]) => `${key}: ${JSON.stringify(text)}`)
    .join(', ');

const parts = ['panel', 'details'];

/**
 * A build plugin: a language, written in one file, becomes one of the texts of the first layer, and two that load later,
 * which are built too unless another build does.
 */
export const languageParts = ({ emit = true } = {}) => ({
  name: 'language-parts',
  resolveId: (id) => (parts.some((part) => id.endsWith(`.ts?${part}`)) ? id : null),
  async load(id) {
    const [path, part] = id.split('?');
    if (!path.includes('/src/locales/')) return null;
    const { textsByPart } = await evaluate(fileURLToPath(new URL('../model/locale.ts', import.meta.url)));
    const { default: texts } = await evaluate(path);
    const { language } = texts;
    const { first, panel } = textsByPart;
    if (part === 'panel') return asModule(asFields({ language, ...pick(texts, panel) }));
    if (part === 'details') {
      const rest = Object.keys(texts).filter((key) => ![...first, ...panel].includes(key));
      return asModule(asFields({ language, ...pick(texts, rest) }));
    }
    const later = parts.map((name) => {
      const place = `${path}?${name}`;
      if (emit) this.emitFile({ type: 'chunk', id: place, fileName: `locales/${name}/${language}.js` });
      return `${name}: () => import(${JSON.stringify(place)})`;
    });
    return asModule([asFields({ ...pick(texts, first), built: language }), ...later].join(', '));
  },
});
