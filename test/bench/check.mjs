// Compares the medians of one run with what was promised: ratios to the floors and the peers of the same run.
// Prints a line for each promise, and fails if one is not kept or was not measured.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { mixed, trust } from './lib/parts.mjs';
import { promises, verdict } from './lib/promises.mjs';
import { summariseStrain } from './lib/summary.mjs';

const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: fileURLToPath(new URL('../../test-results/bench', import.meta.url)) },
  },
});

const results = JSON.parse(readFileSync(`${options.out}/results.json`, 'utf8'));
const reasons = results.parts ? mixed(results.parts) : ['it was made by an older benchmark'];
if (reasons.length) {
  console.error(`This run cannot be judged:\n  ${reasons.join('\n  ')}`);
  process.exit(1);
}
let kept = 0;
const lines = promises(results);
for (const line of lines) {
  const { what, value, limit, unit, lacks } = line;
  const found = verdict(line);
  if (found === 'kept') kept++;
  const shown = (number) => (Number.isFinite(number) ? Number(number.toFixed(2)) : '–');
  const why = lacks.length ? ` – ${lacks.join('; ')}` : '';
  console.log(`${found.padEnd(6)}  ${what}: ${shown(value)}${unit} (at most ${shown(limit)}${unit})${why}`);
}
const { heavyInp, manyInp } = summariseStrain(results).none ?? {};
const least = [heavyInp, manyInp].map((time) => Math.round(time ?? Number.NaN));
console.log(
  `For comparison: a click at 6x CPU that only hides its own button has an INP of ${least.join(' and ')} ms.`,
);
console.log(trust(results).join('\n'));
console.log(`${kept} of ${lines.length} kept`);
process.exit(kept === lines.length ? 0 : 1);
