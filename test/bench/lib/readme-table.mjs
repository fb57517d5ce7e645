// The table of the README: what a visitor notices, and the words below it.
import { questions } from './promises.mjs';
import { inpCell, kb, num, plus } from './report.mjs';
import { table } from './stats.mjs';
import { summarise, summariseGrowth } from './summary.mjs';

const needed = ['slow', 'growth', 'correctness'];

/** A median and its noise. */
const noisy = (row, key) => {
  const noise = row[`${key}±`];
  return noise === null ? num(row[key]) : `${num(row[key])} ± ${num(noise)}`;
};

const orderCell = (violations) => {
  if (typeof violations !== 'number') return '–';
  return violations === 0 ? 'yes' : 'no';
};

const columns = {
  'first visit: until the choice / accepted, kB': ({ slow: f }) =>
    `${kb(plus(f.wire, f.Δhtml))} / ${kb(plus(f.acceptWire, f.Δhtml))}`,
  'returning: refused / accepted, kB': ({ slow: f }) =>
    `${kb(plus(f.backWire, f.Δhtml))} / ${kb(plus(f.accWire, f.Δhtml))}`,
  'banner, ms': ({ slow }) => noisy(slow, 'painted'),
  'page’s first paint, ms': ({ slow }) => noisy(slow, 'fcp'),
  'script CPU, ms': ({ slow }) => num(slow.Δscript),
  'click → gone, ms': ({ slow }) => num(slow.gone),
  'last of 36 tags, ms': ({ slow }) => noisy(slow, 'lastTag'),
  'INP / last of 1,000 tags, ms': ({ many }) => `${inpCell(many.inp)} / ${noisy(many, 'lastTag')}`,
  'order kept': ({ correct }) => orderCell(correct?.orderViolations),
  'cookies gone': ({ correct }) => correct?.withdraw.replace(' removed', '').replace(/ \(.*/, '') ?? '–',
};

/** Where less is better, and how it is compared with the recommended paste. */
const compared = {
  'smaller until the choice': ({ slow: f }) => plus(f.wire, f.Δhtml),
  'smaller with a yes': ({ slow: f }) => plus(f.acceptWire, f.Δhtml),
  'smaller after a no': ({ slow: f }) => plus(f.backWire, f.Δhtml),
  'banner sooner': ({ slow }) => slow.painted,
  'page sooner': ({ slow }) => slow.fcp,
  'less script': ({ slow }) => slow.Δscript,
  'banner gone sooner': ({ slow }) => slow.gone,
  'last of 36 tags sooner': ({ slow }) => slow.lastTag,
  'last of 1,000 sooner': ({ many }) => many.lastTag,
};
function whoIsBetter(tools, own) {
  if (!own) return [];
  return Object.entries(compared).flatMap(([what, read]) => {
    const better = tools.filter((tool) => read(tool) !== null && read(tool) < read(own));
    return better.length ? [`${what}: ${better.map(({ label }) => label).join(', ')}`] : [];
  });
}

const distinct = (values) => [...new Set(values)];

export function readmeTable(results) {
  const { contenders, correctness, machine, parts } = results;
  const missing = needed.filter((part) => !parts[part]);
  if (missing.length) throw new Error(`Not a whole run: it lacks ${missing.join(', ')}.`);
  const slow = summarise(results, 'slow');
  const many = summariseGrowth(results)[1000];
  if (!many) throw new Error('Not a whole run: it lacks 1,000 tags.');

  const tools = contenders.map((contender) => {
    const { name } = contender;
    return { ...contender, slow: slow[name], many: many[name], correct: correctness[name] };
  });
  const right = ({ correct }) =>
    questions(correct, results.tags).every(([, found, wanted]) => found === wanted);
  const wrong = tools.filter((tool) => !tool.baseline && right(tool) !== Boolean(tool.own));
  if (wrong.length) {
    const labels = wrong.map(({ label }) => label).join(', ');
    throw new Error(`README.md says that Portillon alone does all at once; not so in this run: ${labels}.`);
  }
  const rows = tools.map((tool) => [tool.label, ...Object.values(columns).map((cell) => cell(tool))]);
  const peers = tools.filter((tool) => !tool.baseline && !tool.floor && !tool.own);
  const better = whoIsBetter(
    peers,
    tools.find(({ name }) => name === 'portillon'),
  );
  const shown = needed.map((part) => parts[part]).sort((a, b) => (a.started < b.started ? -1 : 1));
  const days = distinct(shown.map(({ started }) => started.slice(0, 10)));
  const commands = distinct(shown.map(({ command }) => `\`${command}\``));
  const times = (count) => (count === 1 ? 'one run' : `medians of ${count} runs in turns`);
  const noise = Math.max(parts.slow.runs, parts.growth.runs) > 1 ? '; ± is half of their spread' : '';

  return `${table(['Slow phone', ...Object.keys(columns)], rows)}

${days.join(' and ')}: ${machine.cores} cores (${machine.cpu}), ${machine.memGiB} GiB, Chromium ${machine.chromium}; ${commands.join(', then ')}, then \`npm run bench:check\`.
Slow phone (4× CPU, 1.6 Mbit/s, 150 ms): ${times(parts.slow.runs)}; 1,000 tags, unthrottled: ${times(parts.growth.runs)}; order and cookies: one run${noise}.
kB: files, and what the tool adds to the page itself, compressed. “–”: not asked of the page alone; a tool whose tags are a list in
JavaScript has no order of the page to keep. Better here than the recommended paste – ${better.join('; ') || 'nobody'}. How: [test/bench](test/bench/README.md).`;
}
