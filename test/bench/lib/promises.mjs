import { summarise, summariseGrowth, summariseStrain } from './summary.mjs';

/** A figure: its value, and which of its runs gave none. */
const figure = (rows, name, key, where) => {
  const lack = rows[name]?.lacks[key];
  return { value: rows[name]?.[key] ?? null, lacks: lack ? [`${name}, ${where}, ${key}: ${lack}`] : [] };
};
/** What was not measured makes the whole unknown: `null` would count as 0. */
const joined = (figures, join) => ({
  value: figures.some(({ value }) => value === null) ? null : join(...figures.map(({ value }) => value)),
  lacks: figures.flatMap(({ lacks }) => lacks),
});
const sum = (a, b) => joined([a, b], (x, y) => x + y);
const difference = (a, b) => joined([a, b], (x, y) => x - y);
// Below nothing, as noise may be, no ratio means anything.
const ratio = (a, b) => joined([a, b], (x, y) => (y > 0 ? x / y : null));
const thousands = (a) => joined([a], (x) => x / 1000);

/** Medians of those runs that went well would flatter us: each run of a promise has to give its figure. */
export function verdict({ value, limit, lacks }) {
  if (lacks.length) return 'BROKEN';
  if (!Number.isFinite(value) || !Number.isFinite(limit)) return 'not measured';
  return value <= limit ? 'kept' : 'BROKEN';
}

/** What `correctness` asks: each what is asked, what was found, and what is right. */
export function questions(row, tags) {
  const all = `${tags}/${tags}`;
  return [
    ['requests before the choice', row?.beforeChoice?.requests, 0],
    ['tags run after acceptance, once each', row?.ranOnce, all],
    ['order violations', row?.orderViolations, 0],
    ['tags run for a returning visitor', row?.returningRuns, all],
    ['cookies after a withdrawal', row?.withdraw, '12/12 removed'],
    ['late markup', row?.late, 'before choice: yes; after accept: yes'],
    ['attributes of tags', row?.attributes, 'all kept'],
    ['strict CSP', row?.csp, `banner shown, tags ran ${all}; no violation`],
  ];
}

/** What one run must show: each line a value and its limit. Where something was not measured, one of them is no number. */
export function promises(results) {
  const { contenders, correctness, parts } = results;
  const slow = summarise(results, 'slow');
  const growth = summariseGrowth(results);
  const strain = summariseStrain(results);
  const of = (name, key) => figure(slow, name, key, 'slow');
  const own = (key) => of('portillon', key);
  const floor = (key) => of('floor-script', key);
  const none = (key) => of('none', key);
  const at = (size, key, name = 'portillon') => figure(growth[size] ?? {}, name, key, `${size} tags`);
  const strained = (key, name = 'portillon') => figure(strain, name, key, 'strain');
  const withPanel = contenders.filter((c) => !c.baseline && !c.floor && !c.own && !c.noPanel);
  const least = (key) =>
    Math.min(...withPanel.map(({ name }) => slow[name]?.[key] ?? Number.POSITIVE_INFINITY));

  const lines = [];
  const promise = (what, { value, lacks = [] }, limit, unit = '') =>
    lines.push({ what, value: value ?? Number.NaN, limit, unit, lacks });
  const kilobytes = (what, found, limit) => promise(what, thousands(found), limit, ' kB');
  const milliseconds = (what, found, limit) => promise(what, found, limit, ' ms');
  const times = (what, a, b, limit) => promise(what, ratio(a, b), limit, ' ×');

  kilobytes('bytes of a first visit, first layer', sum(own('wire'), own('Δhtml')), 13);
  kilobytes('bytes with the panel opened', sum(strained('panelWire'), own('Δhtml')), 16);
  kilobytes('bytes of a returning visitor', own('backWire'), 5);

  const painted = 'painted';
  times('banner painted, recommended paste / one-script floor', own(painted), floor(painted), 1.1);
  times('banner painted, bare tag / one-script floor', of('portillon-bare', painted), floor(painted), 1.45);
  times(
    'banner painted, prerendered / inline floor',
    of('portillon-prerendered', painted),
    of('floor', painted),
    1.05,
  );
  for (const [what, name] of [
    ['recommended paste', 'portillon'],
    ['bare tag', 'portillon-bare'],
    ['prerendered', 'portillon-prerendered'],
  ]) {
    // A frame of noise.
    milliseconds(
      `page’s own first paint, ${what} / without us`,
      difference(of(name, 'fcp'), none('fcp')),
      16,
    );
  }

  milliseconds('script CPU of a first visit / lightest peer with a panel', own('Δscript'), least('Δscript'));
  milliseconds('script CPU of a returning visit / half of that', own('ΔbackScript'), least('Δscript') / 2);
  milliseconds(
    'blocked beyond 50 ms on the slow profile, above the page without us',
    difference(own('tbt'), none('tbt')),
    0,
  );

  times('accept: banner gone / floor', own('gone'), floor('gone'), 1.2);
  times('refuse: banner gone / floor', own('refuseGone'), floor('refuseGone'), 1.2);
  milliseconds('INP at 6x CPU, 10 heavy tags', strained('heavyInp'), 50);
  milliseconds('INP at 6x CPU, 1,000 tags', strained('manyInp'), 50);

  for (const [few, many] of [
    [10, 100],
    [100, 1000],
  ]) {
    for (const [what, key] of [
      ['start', 'Δtask'],
      ['accept', 'acceptTask'],
    ]) {
      times(`${what} CPU, ${few} → ${many} tags`, at(many, key), at(few, key), many / few);
    }
  }
  const atThousand = (key) => [at(1000, key), at(1000, key, 'floor-script')];
  times('accept CPU per tag at 1,000 / floor', ...atThousand('acceptTask'), 1.2);
  times('last of 36 tags / floor', own('lastTag'), floor('lastTag'), 1.1);
  times('last of 1,000 tags / floor', ...atThousand('lastTag'), 1.1);
  times(
    '10,000 unrelated insertions / without us',
    strained('insertions'),
    strained('insertions', 'none'),
    1.3,
  );
  milliseconds('panel with 500 partners opens, 4x CPU', strained('partnersAgain'), 100);

  kilobytes('heap after the banner / lightest peer with a panel', own('Δheap'), least('Δheap') / 1000);
  promise('layout shift', own('cls'), 0);

  const row = correctness.portillon;
  for (const [what, found, wanted] of questions(row, results.tags)) {
    promise(`${what} (${row ? found : '–'})`, { value: row ? Number(found !== wanted) : null }, 0);
  }

  const ours = new Set(contenders.filter((c) => c.own).map(({ name }) => name));
  const failures = Object.values(parts).flatMap((part) => part.failures);
  promise(
    'visits to Portillon that failed',
    { value: ours.size ? failures.filter(({ name }) => ours.has(name)).length : null },
    0,
  );
  return lines;
}
