import { trust } from './parts.mjs';
import { table } from './stats.mjs';
import { patience, summarise, summariseGrowth, summariseStrain } from './summary.mjs';

export const num = (x, digits = 0) => {
  if (x === null || x === undefined) return '–';
  return x === Number.POSITIVE_INFINITY ? `> ${patience.toLocaleString('en')}` : x.toFixed(digits);
};
export const kb = (x) => (x === null || x === undefined ? '–' : (x / 1000).toFixed(1));
export const inpCell = (inp) => (inp !== null && inp < 16 ? '<16' : num(inp));

export const machineLine = ({ machine: m, tags }) =>
  `Machine: ${m.cores} cores, ${m.cpu}, ${m.memGiB} GiB, Chromium ${m.chromium}, Node ${m.node}; ${tags} gated tags. Times in ms, sizes in kB (1000 bytes), brotli 11; medians of runs in turns.`;

/** Nothing where either was not measured. */
export const plus = (a, b) => (a === null || b === null ? null : a + b);

/** A value and its ratio to the best peer. */
function ratioTo(peers, rows, key, format) {
  const values = peers.map((name) => rows[name]?.[key]).filter((value) => value > 0);
  const best = Math.min(...values);
  return (name) => {
    const value = rows[name]?.[key];
    if (value === null || value === undefined) return '–';
    const ratio = value / best;
    return Number.isFinite(ratio) && value > 0
      ? `${format(value)} (×${ratio.toFixed(ratio < 10 ? 1 : 0)})`
      : format(value);
  };
}

const profileTitles = { fast: 'unthrottled', slow: 'slow phone' };

export function report(results) {
  const { contenders, raw, sizes } = results;
  const peers = contenders.filter((c) => !c.baseline && !c.floor && !c.own).map((c) => c.name);
  const label = Object.fromEntries(contenders.map((c) => [c.name, c.label]));
  const names = contenders.map((c) => c.name);
  const tools = contenders.filter((c) => !c.baseline).map((c) => c.name);
  const out = [
    machineLine(results),
    trust(results)
      .map((line) => `- ${line}`)
      .join('\n'),
  ];
  const add = (title, head, rowNames, cells) =>
    out.push(
      `### ${title}`,
      table(
        ['contender', ...head],
        rowNames.map((name) => [label[name], ...cells(name)]),
      ),
    );

  for (const key of ['fast', 'slow']) {
    if (!raw[key]) continue;
    const rows = summarise(results, key);
    for (const row of Object.values(rows)) {
      row.total = plus(row.wire, row.Δhtml);
      row.acceptTotal = plus(row.acceptWire, row.Δhtml);
    }
    const times = (name, digits = 0) => ratioTo(peers, rows, name, (value) => num(value, digits));
    // Only slow visits return after a yes.
    if (key === 'slow' || !raw.slow) {
      const [total, accepted] = ['total', 'acceptTotal'].map((name) => ratioTo(peers, rows, name, kb));
      add(
        'Bytes: first visit and returning visit (cold cache)',
        [
          'files',
          'files br',
          'decoded',
          'inline br',
          'total br (×best)',
          'with a yes (×best)',
          'returning: files',
          'returning br',
          'accepted br',
        ],
        names,
        (name) => {
          const f = rows[name];
          return [
            num(f.requests),
            kb(f.wire),
            kb(f.decoded),
            kb(f.Δhtml),
            total(name),
            accepted(name),
            num(f.backRequests),
            kb(f.backWire),
            kb(f.accWire),
          ];
        },
      );
    }
    const [painted, shown, gone, last] = ['painted', 'shown', 'gone', 'lastTag'].map((name) => times(name));
    const [script, task] = ['Δscript', 'Δtask'].map((name) => times(name, 1));
    add(
      `${profileTitles[key]}: time to banner`,
      [
        'page’s first paint',
        'banner painted (×best)',
        '±',
        'fully shown (×best)',
        '±',
        'CLS',
        'TBT',
        'longest task',
      ],
      names,
      (name) => {
        const f = rows[name];
        return [
          num(f.fcp),
          painted(name),
          num(f['painted±']),
          shown(name),
          num(f['shown±']),
          num(f.cls, 3),
          num(f.tbt),
          f.longest ? num(f.longest) : '<50',
        ];
      },
    );
    add(
      `${profileTitles[key]}: main-thread CPU, above the page alone`,
      [
        'script (×best)',
        '±',
        'all tasks (×best)',
        '±',
        'layout',
        'style',
        'refused, returning: script',
        'accepted, returning: script',
        'heap kB',
        'DOM nodes',
      ],
      names,
      (name) => {
        const f = rows[name];
        return [
          script(name),
          num(f['script±'], 1),
          task(name),
          num(f['task±'], 1),
          num(f.Δlayout, 1),
          num(f.Δstyle, 1),
          num(f.ΔbackScript, 1),
          num(f.ΔaccScript, 1),
          num(f.Δheap / 1000),
          num(f.Δnodes),
        ];
      },
    );
    add(
      `${profileTitles[key]}: interaction`,
      [
        'accept INP',
        'banner gone (×best)',
        'last tag run (×best)',
        '±',
        'accept CPU',
        'refuse INP',
        'refuse gone',
        'accepted, returning: last tag',
      ],
      tools,
      (name) => {
        const f = rows[name];
        return [
          inpCell(f.inp),
          gone(name),
          last(name),
          num(f['lastTag±']),
          num(f.acceptTask),
          inpCell(f.refuseInp),
          num(f.refuseGone),
          num(f.accLast),
        ];
      },
    );
  }
  if (raw.growth) {
    const growth = summariseGrowth(results);
    const each = (title, cell) => [
      sizes.map((size) => `${title} ${size}`),
      (name) => sizes.map((size) => cell(growth[size][name])),
    ];
    const columns = [
      each('start CPU', (f) => num(f.Δtask, 1)),
      each('accept CPU', (f) => num(f.acceptTask)),
      each('accept INP', (f) => inpCell(f.inp)),
      each('last tag', (f) => num(f.lastTag)),
    ];
    add(
      'Growth with the number of gated tags (unthrottled, above the page of the same size)',
      columns.flatMap(([head]) => head),
      tools,
      (name) => columns.flatMap(([, cells]) => cells(name)),
    );
  }
  if (raw.strain) {
    const rows = summariseStrain(results);
    add(
      'Strain: insertions unthrottled; clicks at 6x CPU; panel at 4x CPU',
      [
        '10,000 insertions, CPU',
        '× the page alone',
        'INP, 10 heavy tags',
        'gone',
        'INP, 1,000 tags',
        'last of 1,000',
        'panel opens',
        '500 partners, first',
        'again',
      ],
      names,
      (name) => {
        const f = rows[name];
        return [
          num(f.insertions, 1),
          num(f.insertions / rows.none?.insertions, 2),
          inpCell(f.heavyInp),
          num(f.heavyGone),
          inpCell(f.manyInp),
          num(f.manyLast),
          num(f.panelFirst),
          num(f.partnersFirst),
          num(f.partnersAgain),
        ];
      },
    );
  }
  const correct = Object.keys(results.correctness);
  if (correct.length) {
    const columns = {
      'before choice: requests': (c) => c.beforeChoice?.requests,
      'run after accept': (c) => c.ranOnce,
      'order violations': (c) => c.orderViolations,
      'returning: run': (c) => c.returningRuns,
      'cookies after withdrawal': (c) => c.withdraw,
      'late markup run': (c) => c.late,
      attributes: (c) => c.attributes,
      'strict CSP': (c) => c.csp,
    };
    add('Correctness', Object.keys(columns), correct, (name) => {
      const row = results.correctness[name];
      return Object.values(columns).map((read) => (row ? (read(row) ?? '–') : 'failed'));
    });
  }
  return `${out.join('\n\n')}\n`;
}
