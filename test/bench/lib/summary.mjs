import { median, spread } from './stats.mjs';

/** How long a visit waits, in milliseconds, for what a click is to bring. What does not come by then is endless. */
export const patience = 60_000;
const inTime = (time) => (time === null ? Number.POSITIVE_INFINITY : time);

/** Event Timing has no entry below 16 ms, and now and then none at all: then the first frame after the click speaks. */
const inpOf = ({ inp, next }) => inp ?? next;

/** The figures of a pair of visits: `a` accepted, `b` refused. */
const visitFigures = {
  painted: ({ a }) => a.painted,
  shown: ({ a }) => a.shown,
  fcp: ({ b }) => b.first.fcp,
  cls: ({ a }) => a.cls,
  inp: ({ a }) => inpOf(a),
  gone: ({ a }) => inTime(a.gone),
  lastTag: ({ a }) => inTime(a.lastTag),
  acceptWire: ({ a }) => a.wire,
  acceptTask: ({ a }) => a.acceptTask,
  accScript: ({ a }) => a.back.ScriptDuration,
  accWire: ({ a }) => a.back.wire,
  accLast: ({ a }) => a.backLast,
  refuseInp: ({ b }) => inpOf({ inp: b.refuseInp, next: b.refuseNext }),
  refuseGone: ({ b }) => inTime(b.refuseGone),
  task: ({ b }) => b.first.TaskDuration,
  script: ({ b }) => b.first.ScriptDuration,
  layout: ({ b }) => b.first.LayoutDuration,
  style: ({ b }) => b.first.RecalcStyleDuration,
  tbt: ({ b }) => b.first.tbt,
  longest: ({ b }) => b.first.longest,
  heap: ({ b }) => b.first.heap,
  nodes: ({ b }) => b.first.nodes,
  requests: ({ b }) => b.first.requests,
  wire: ({ b }) => b.first.wire,
  decoded: ({ b }) => b.first.decoded,
  html: ({ b }) => b.first.html,
  backRequests: ({ b }) => b.back.requests,
  backWire: ({ b }) => b.back.wire,
  backScript: ({ b }) => b.back.ScriptDuration,
  backTask: ({ b }) => b.back.TaskDuration,
};

/** Also given above the page without any contender, as `Δ` and the name. */
const above = {
  task: 'task',
  script: 'script',
  layout: 'layout',
  style: 'style',
  heap: 'heap',
  nodes: 'nodes',
  html: 'html',
  backScript: 'backScript',
  backTask: 'backTask',
  // The page without a contender never accepts.
  accScript: 'backScript',
};

const strainFigures = {
  insertions: (row) => row.insertions,
  heavyInp: (row) => inpOf(row.heavy),
  heavyGone: (row) => inTime(row.heavy.gone),
  manyInp: (row) => inpOf(row.many),
  manyLast: (row) => inTime(row.many.lastTag),
  panelFirst: (row) => row.panel.first,
  panelWire: (row) => row.panel.wire,
  partnersFirst: (row) => row.partners.first,
  partnersAgain: (row) => row.partners.again,
};

const attempt = (read, row) => {
  try {
    return read(row);
  } catch {
    return null;
  }
};

/** Of each contender: medians, spreads (`±`), and what lacks a value in some run (`lacks`). */
function summariseRows(contenders, raw, runs, figures) {
  const rows = {};
  for (const { name } of contenders) {
    const row = { lacks: {} };
    for (const [key, read] of Object.entries(figures)) {
      const values = (raw?.[name] ?? []).map((visit) => attempt(read, visit));
      row[key] = median(values);
      row[`${key}±`] = spread(values);
      const found = values.filter(Number.isFinite).length;
      if (found < runs) row.lacks[key] = `${found} of ${runs} runs`;
    }
    rows[name] = row;
  }
  return rows;
}

function summariseVisits(contenders, raw, runs) {
  const rows = summariseRows(contenders, raw, runs, visitFigures);
  for (const row of Object.values(rows)) {
    for (const [key, base] of Object.entries(above)) {
      const without = rows.none?.[base] ?? null;
      row[`Δ${key}`] = row[key] === null || without === null ? null : row[key] - without;
      const lack = row.lacks[key] ?? rows.none?.lacks[base];
      if (lack) row.lacks[`Δ${key}`] = lack;
    }
  }
  return rows;
}

/** The part `fast` or `slow`. */
export const summarise = ({ contenders, raw, parts }, part) =>
  summariseVisits(contenders, raw[part], parts[part]?.runs);

export const summariseStrain = ({ contenders, raw, parts }) =>
  summariseRows(contenders, raw.strain, parts.strain?.runs, strainFigures);

export const summariseGrowth = ({ contenders, raw, parts, sizes }) =>
  Object.fromEntries(
    sizes.map((size) => [size, summariseVisits(contenders, raw.growth?.[size], parts.growth?.runs)]),
  );
