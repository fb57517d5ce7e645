import { median, spread } from './stats.mjs';

/** The figures of a pair of visits: `a` accepted, `b` refused. */
const figures = {
  painted: ({ a }) => a.painted,
  shown: ({ a }) => a.shown,
  fcp: ({ b }) => b.first.fcp,
  cls: ({ a }) => a.cls,
  inp: ({ a }) => a.inp ?? 0,
  next: ({ a }) => a.next,
  gone: ({ a }) => a.gone,
  lastTag: ({ a }) => a.lastTag,
  acceptTask: ({ a }) => a.acceptTask,
  accScript: ({ a }) => a.back.ScriptDuration,
  accWire: ({ a }) => a.back.wire,
  accLast: ({ a }) => a.backLast,
  refuseNext: ({ b }) => b.refuseNext,
  refuseInp: ({ b }) => b.refuseInp ?? 0,
  refuseGone: ({ b }) => b.refuseGone,
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

const attempt = (read, row) => {
  try {
    return read(row);
  } catch {
    return null;
  }
};

/** Medians and spreads (`±`) of each contender. */
export function summarise(contenders, raw) {
  const rows = {};
  for (const { name } of contenders) {
    const row = {};
    for (const [key, read] of Object.entries(figures)) {
      const values = (raw?.[name] ?? []).map((visits) => attempt(read, visits));
      row[key] = median(values);
      row[`${key}±`] = spread(values);
    }
    rows[name] = row;
  }
  for (const row of Object.values(rows)) {
    for (const [key, base] of Object.entries(above)) {
      const without = rows.none?.[base] ?? null;
      row[`Δ${key}`] = row[key] === null || without === null ? null : row[key] - without;
    }
  }
  return rows;
}

/** The same for the part `strain`. */
export function summariseStrain(contenders, raw) {
  const of = (name, read) => median((raw?.[name] ?? []).map((row) => attempt(read, row)));
  return Object.fromEntries(
    contenders.map(({ name }) => [
      name,
      {
        insertions: of(name, (row) => row.insertions),
        heavyInp: of(name, (row) => row.heavy && (row.heavy.inp ?? 0)),
        heavyNext: of(name, (row) => row.heavy.next),
        heavyGone: of(name, (row) => row.heavy.gone),
        manyInp: of(name, (row) => row.many && (row.many.inp ?? 0)),
        manyNext: of(name, (row) => row.many.next),
        manyLast: of(name, (row) => row.many.lastTag),
        panelFirst: of(name, (row) => row.panel.first),
        panelWire: of(name, (row) => row.panel.wire),
        partnersFirst: of(name, (row) => row.partners.first),
        partnersAgain: of(name, (row) => row.partners.again),
      },
    ]),
  );
}

export const summariseGrowth = ({ contenders, raw, sizes }) =>
  Object.fromEntries(sizes.map((size) => [size, summarise(contenders, raw.growth?.[size])]));

/** Event Timing reports nothing below 16 ms, and now and then nothing at all: then the first frame after the click speaks. */
export const inpOf = (inp, next) => (inp === null ? null : inp || (next > 24 ? next : 16));
