// Weighs the shipped files (brotli, quality 11) against the budgets of package.json, and the README against both.
import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

const root = new URL('../', import.meta.url);
const { budgets } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
const readme = readFileSync(new URL('README.md', root), 'utf8').replace(/ +/g, ' ');
const weigh = (file) => brotliCompressSync(readFileSync(new URL(`dist/${file}`, root))).length;

let failed = 0;
for (const { what, files, limit } of budgets) {
  const size = files.reduce((sum, file) => sum + weigh(file), 0);
  const shown = `${(size / 1000).toFixed(1)} kB`;
  const quoted = readme.includes(`| ${what} | ${shown} |`);
  const verdict =
    size > limit
      ? `over its budget of ${limit} B`
      : quoted
        ? 'ok'
        : `README does not say "| ${what} | ${shown} |"`;
  if (verdict !== 'ok') failed++;
  console.log(`${String(size).padStart(6)} B  ${what}: ${verdict}`);
}
console.log(`${budgets.length - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
