// Says where the bytes of each shipped file come from: every source module, minified alone, as brotli would weigh it.
// The parts add up to more than the file: together they compress better. `npm run weights -- portillon.js` shows one.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { transform } from 'esbuild';
import { rollup } from 'rollup';
import configurations from '../rollup.config.mjs';

const wanted = process.argv.slice(2);
const weigh = (text) => brotliCompressSync(text).length;
const pad = (value) => String(value).padStart(8);

/** The code of a module as it stands in the file: what nobody uses is gone already. */
async function weighModule({ code }) {
  if (!code) return { minified: 0, brotli: 0 };
  const { code: minified } = await transform(code, { minify: true, target: 'es2022' });
  return { minified: minified.length, brotli: weigh(minified) };
}

for (const { output, ...input } of configurations) {
  if (output.dir?.endsWith('esm')) continue;
  // Neither the step that empties `dist` nor the minifier, which would hide the modules.
  const plugins = input.plugins.filter(({ name }) => name !== 'start' && name !== 'terser');
  const build = await rollup({ ...input, plugins });
  const { output: files } = await build.generate(output);
  for (const { fileName, modules, type } of files) {
    if (type !== 'chunk' || (wanted.length && !wanted.includes(fileName))) continue;
    if (!wanted.length && /^vendors\//.test(fileName)) continue;
    const rows = await Promise.all(
      Object.entries(modules).map(async ([id, module]) => ({
        name: relative('.', id.replace(/^\0/, '')),
        ...(await weighModule(module)),
      })),
    );
    const shipped = readFileSync(new URL(`../dist/${fileName}`, import.meta.url));
    console.log(`\n${fileName}: ${shipped.length} B, brotli ${weigh(shipped)} B`);
    console.log(`${pad('minified')}${pad('brotli')}  module`);
    for (const { name, minified, brotli } of rows.sort((one, other) => other.brotli - one.brotli)) {
      if (minified) console.log(`${pad(minified)}${pad(brotli)}  ${name}`);
    }
  }
  await build.close();
}
