// Compares the medians of one run with what was promised: ratios to the floors and the peers of the same run.
// Prints a line for each promise, and fails if one is not kept or was not measured.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { promises } from './lib/promises.mjs';
import { inpOf, summariseStrain } from './lib/summary.mjs';

const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: fileURLToPath(new URL('../../test-results/bench', import.meta.url)) },
  },
});

const results = JSON.parse(readFileSync(`${options.out}/results.json`, 'utf8'));
let kept = 0;
const lines = promises(results);
for (const { what, value, limit, unit } of lines) {
  const measured = Number.isFinite(value) && Number.isFinite(limit);
  const ok = measured && value <= limit;
  if (ok) kept++;
  const shown = (number) => (Number.isFinite(number) ? Number(number.toFixed(2)) : '–');
  const verdict = ok ? 'kept  ' : measured ? 'BROKEN' : 'not measured';
  console.log(`${verdict}  ${what}: ${shown(value)}${unit} (at most ${shown(limit)}${unit})`);
}
const { heavyInp, heavyNext, manyInp, manyNext } =
  summariseStrain(results.contenders, results.raw.strain).none ?? {};
const least = [inpOf(heavyInp, heavyNext), inpOf(manyInp, manyNext)].map((time) =>
  Math.round(time ?? Number.NaN),
);
console.log(
  `For comparison: a click at 6x CPU that only hides its own button has an INP of ${least.join(' and ')} ms.`,
);
console.log(`${kept} of ${lines.length} kept; run of ${results.started}`);
process.exit(kept === lines.length ? 0 : 1);
