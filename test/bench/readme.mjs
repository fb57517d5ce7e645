// Writes the figures of a whole run into the README of the project, between its markers.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { inpCell, kb, num } from './lib/report.mjs';
import { table } from './lib/stats.mjs';
import { summarise, summariseGrowth } from './lib/summary.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values: options } = parseArgs({
  options: { out: { type: 'string', default: here('../../test-results/bench') } },
});
const results = JSON.parse(readFileSync(`${options.out}/results.json`, 'utf8'));
const { contenders, raw, correctness, machine, runs, command, started } = results;
if (!raw.slow || !raw.growth || !results.finished)
  throw new Error('Not a whole run: run `npm run bench` first.');

const slow = summarise(contenders, raw.slow);
const many = summariseGrowth(results)[1000];
const rows = contenders
  .filter(({ baseline }) => !baseline)
  .map(({ name, label }) => {
    const f = slow[name];
    const { inp, next, lastTag } = many[name];
    const correct = correctness[name];
    return [
      label,
      kb(f.wire + f.Δhtml),
      kb(f.backWire),
      num(f.painted),
      num(f.fcp),
      num(f.Δscript),
      num(f.gone),
      num(f.lastTag),
      `${inpCell(inp, next)} / ${lastTag === null ? 'not all ran' : num(lastTag)}`,
      correct ? (correct.orderViolations === 0 ? 'yes' : 'no') : '–',
      correct ? correct.withdraw.replace(' removed', '').replace(/ \(.*/, '') : '–',
    ];
  });
const head = [
  'Slow phone',
  'first visit, kB',
  'returning, kB',
  'banner, ms',
  'page’s first paint, ms',
  'script CPU, ms',
  'click → gone, ms',
  'last of 36 tags, ms',
  'INP / last of 1,000 tags, ms',
  'order kept',
  'cookies gone',
];
const text = `${table(head, rows)}

Medians of ${runs} interleaved runs on ${started.slice(0, 10)}: ${machine.cores} cores (${machine.cpu}), ${machine.memGiB} GiB, Chromium ${machine.chromium};
\`${command}\`, then \`npm run bench:check\`. Slow phone: 4× CPU, 1.6 Mbit/s, 150 ms; 1,000 tags unthrottled. How: [test/bench](test/bench/README.md).`;

const readme = here('../../README.md');
const old = readFileSync(readme, 'utf8');
const between = /(<!-- bench -->\n)[\s\S]*?(\n<!-- \/bench -->)/;
if (!between.test(old)) throw new Error('README.md lacks the markers <!-- bench --> and <!-- /bench -->.');
writeFileSync(
  readme,
  old.replace(between, (_, start, end) => `${start}${text}${end}`),
);
