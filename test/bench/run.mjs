// Loads the same page with each contender and reports what it costs the visitor; README.md explains each figure.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launch, profiles } from './lib/browser.mjs';
import { correctness } from './lib/correctness.mjs';
import { visitAccept, visitRefuse } from './lib/measure.mjs';
import { serveContender } from './lib/pages.mjs';
import { report } from './lib/report.mjs';
import { startServer } from './lib/server.mjs';
import { hideOnly, insertions, openPanel } from './lib/strain.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '7' },
    tags: { type: 'string', default: '36' },
    only: { type: 'string' },
    parts: { type: 'string', default: 'fast,slow,growth,strain,correctness' },
    sizes: { type: 'string', default: '10,100,1000' },
    'growth-runs': { type: 'string', default: '3' },
    merge: { type: 'boolean', default: false },
    out: { type: 'string', default: here('../../test-results/bench') },
  },
});
const parts = options.parts.split(',');
const runs = Number(options.runs);
const growthRuns = Number(options['growth-runs']);
const n = Number(options.tags);
const sizes = options.sizes.split(',').map(Number);
const folder = resolve(options.out);
mkdirSync(folder, { recursive: true });

const server = await startServer();
const contenders = [];
for (const name of findNames()) {
  const contender = await serveContender(name, server, { n, sizes });
  if (contender.skip) console.error(`skipped ${name}: ${contender.skip}`);
  else contenders.push(contender);
}
const url = (contender, key) => `${server.origin}/${contender.name}/${key}.html`;

const results = {
  machine: {
    cpu: cpus()[0].model,
    cores: cpus().length,
    memGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  },
  tags: n,
  sizes,
  contenders: contenders.map(
    ({ name, label, version, notes, sizes: files, baseline, floor, own, noPanel }) => ({
      name,
      label,
      version,
      notes,
      sizes: files,
      baseline,
      floor,
      own,
      noPanel,
    }),
  ),
  parts: {},
  raw: {},
  correctness: {},
};
// --merge keeps the parts that an earlier run left in the same folder, and replaces those named in --parts.
if (options.merge && existsSync(`${folder}/results.json`)) {
  const { parts: kept, raw, correctness: rows } = JSON.parse(readFileSync(`${folder}/results.json`, 'utf8'));
  if (!kept) throw new Error(`${folder}/results.json was made by an older benchmark.`);
  Object.assign(results, { parts: kept, raw, correctness: rows });
}

/** What a part was made of, so that parts of different builds are not read as one run. */
function begin(part, count) {
  if (!parts.includes(part)) return false;
  results.parts[part] = {
    command: ['npm run bench --', ...process.argv.slice(2)].join(' ').replace(/ --$/, ''),
    started: new Date().toISOString(),
    runs: count,
    served: Object.fromEntries(contenders.map(({ name, served }) => [name, served])),
    load: [],
    failures: [],
  };
  if (part === 'correctness') results.correctness = {};
  else results.raw[part] = {};
  return true;
}
function end(part) {
  results.parts[part].finished = new Date().toISOString();
  writeFileSync(`${folder}/results.json`, JSON.stringify(results));
}

function findNames() {
  const first = ['none', 'floor', 'floor-script'];
  const rank = (name) => (first.includes(name) ? first.indexOf(name) : first.length);
  return readdirSync(here('contenders'))
    .filter((name) => !options.only || name === 'none' || options.only.split(',').includes(name))
    .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

const log = (...words) => console.error(new Date().toISOString().slice(11, 19), ...words);

/** A visit may fail once, for the machine's sake; that it did is told. */
async function attempt(part, { name }, what, visit) {
  for (let failures = 0; failures < 2; failures++) {
    try {
      return await visit();
    } catch (cause) {
      const [error] = cause.message.split('\n');
      results.parts[part].failures.push({ name, what: `${name} ${what}`, error });
      log('!', name, what, error);
    }
  }
  return null;
}

/** One browser for a round in which each contender has its turn; who goes first rotates. */
async function round(part, number, visit) {
  const browser = await launch();
  results.machine.chromium = browser.version();
  for (let k = 0; k < contenders.length; k++) {
    await visit(browser, contenders[(k + number) % contenders.length]);
  }
  await browser.close();
  const [load] = loadavg();
  results.parts[part].load.push(Number(load.toFixed(1)));
  log(`${part}: round ${number + 1}, load ${load.toFixed(1)}`);
  writeFileSync(`${folder}/results.json`, JSON.stringify(results));
}

function keep(rows, name, row) {
  rows[name] ??= [];
  rows[name].push(row);
}

for (const key of ['fast', 'slow']) {
  if (!begin(key, runs)) continue;
  const profile = profiles[key];
  for (let number = 0; number < runs; number++) {
    await round(key, number, async (browser, c) => {
      const shot = number === 0 && `${folder}/${key}-${c.name}`;
      const a = c.baseline
        ? null
        : await attempt(key, c, 'accept', () =>
            visitAccept(browser, profile, c, url(c, 'main'), n, server, { returning: key === 'slow' }),
          );
      const b = await attempt(key, c, 'refuse', () =>
        visitRefuse(browser, profile, c, url(c, 'main'), server, { shot }),
      );
      keep(results.raw[key], c.name, { a, b });
    });
  }
  end(key);
}

if (begin('growth', growthRuns)) {
  for (let number = 0; number < growthRuns; number++) {
    for (const size of sizes) {
      results.raw.growth[size] ??= {};
      await round('growth', number, async (browser, c) => {
        const at = url(c, `n${size}`);
        const unrefused = { ...c, refuse: null };
        const b = await attempt('growth', c, `n=${size} refuse`, () =>
          visitRefuse(browser, profiles.fast, unrefused, at, server, { returning: false }),
        );
        const a = c.baseline
          ? null
          : await attempt('growth', c, `n=${size} accept`, () =>
              visitAccept(browser, profiles.fast, c, at, size, server),
            );
        keep(results.raw.growth[size], c.name, { a, b });
      });
    }
  }
  end('growth');
}

if (begin('strain', growthRuns)) {
  for (let number = 0; number < growthRuns; number++) {
    await round('strain', number, async (browser, c) => {
      const strained = (what, visit) => attempt('strain', c, what, visit);
      const row = { insertions: await strained('insertions', () => insertions(browser, c, url(c, 'main'))) };
      const accept = (key, tags) =>
        strained(key, () => visitAccept(browser, profiles.strained, c, url(c, key), tags, server));
      if (c.baseline) {
        row.heavy = await strained('hide', () => hideOnly(browser, url(c, 'heavy')));
        row.many = await strained('hide', () => hideOnly(browser, url(c, 'n1000')));
      } else {
        row.heavy = await accept('heavy', 10);
        row.many = await accept('n1000', 1000);
      }
      if (c.customise) {
        row.panel = await strained('panel', () => openPanel(browser, c, url(c, 'main')));
        row.partners = await strained('partners', () => openPanel(browser, c, url(c, 'partners')));
      }
      keep(results.raw.strain, c.name, row);
    });
  }
  end('strain');
}

if (begin('correctness', 1)) {
  await round('correctness', 0, async (browser, c) => {
    if (c.baseline) return;
    results.correctness[c.name] = await attempt('correctness', c, 'correctness', () => {
      server.hits.length = 0;
      return correctness(browser, c, { server, url: (key) => url(c, key), ...c.tests });
    });
  });
  end('correctness');
}

const tables = report(results);
writeFileSync(`${folder}/tables.md`, tables);
console.log(tables);
server.close();
