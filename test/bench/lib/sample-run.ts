/** A whole run as `run.mjs` stores it: all went well, and each time is `time`. */
export function sampleRun({ runs = 3, growthRuns = 3, time = 100 } = {}) {
  const metrics = (busy: number) => ({
    TaskDuration: busy,
    ScriptDuration: busy,
    LayoutDuration: 1,
    RecalcStyleDuration: 1,
    wire: 1000,
    html: 500,
    decoded: 3000,
    requests: 1,
    tbt: 0,
    longest: 0,
    fcp: time,
    heap: 1e6,
    nodes: 100,
  });
  const answered = { inp: 24 as number | null, next: 20, gone: 30 as number | null };
  const accepted = () => ({
    ...answered,
    painted: time,
    shown: time,
    cls: 0,
    lastTag: time as number | null,
    acceptTask: time,
    wire: 2000,
    back: metrics(time * 0.75),
    backLast: time,
  });
  const visit = (name: string) => ({
    a: (name === 'none' ? null : accepted()) as Record<string, unknown> | null,
    b: {
      first: metrics(name === 'none' ? time / 2 : time),
      back: metrics(name === 'none' ? time / 2 : time * 0.75),
      refuseInp: 24,
      refuseNext: 20,
      refuseGone: 30,
    },
  });
  const strain = () => ({
    insertions: 7,
    heavy: { ...answered },
    many: { ...answered, lastTag: time as number | null },
    panel: { first: 50, again: 20, wire: 3000 },
    partners: { first: 60, again: 20, wire: 3000 },
  });
  const contenders = [
    { name: 'none', label: 'none', baseline: true },
    { name: 'floor', label: 'floor', floor: true },
    { name: 'floor-script', label: 'floor-script', floor: true },
    { name: 'portillon', label: 'portillon', own: true },
    { name: 'portillon-bare', label: 'bare', own: true },
    { name: 'portillon-prerendered', label: 'prerendered', own: true },
    { name: 'peer', label: 'peer' },
  ];
  const each = <T>(count: number, make: (name: string) => T): Record<string, T[]> =>
    Object.fromEntries(contenders.map(({ name }) => [name, Array.from({ length: count }, () => make(name))]));
  const part = (count: number) => ({
    command: 'npm run bench',
    runs: count,
    started: '2026-01-02T03:04:05.000Z',
    finished: '2026-01-02T04:04:05.000Z' as string | undefined,
    served: Object.fromEntries(contenders.map(({ name }) => [name, `hash of ${name}`])),
    load: Array<number>(count).fill(1),
    failures: [] as { name: string; what: string; error: string }[],
  });
  const right = {
    beforeChoice: { requests: 0 },
    ranOnce: '36/36',
    orderViolations: 0 as number | string,
    returningRuns: '36/36',
    withdraw: '12/12 removed',
    late: 'before choice: yes; after accept: yes',
    attributes: 'all kept',
    csp: 'banner shown, tags ran 36/36; no violation',
  };
  const late = { ...right, late: 'before choice: NO; after accept: NO' };
  return {
    machine: { cpu: 'a processor', cores: 2, memGiB: 8, node: 'v20', chromium: '100' },
    tags: 36,
    sizes: [10, 100, 1000],
    contenders: contenders as { name: string; label: string; own?: boolean; noPanel?: boolean }[],
    parts: { slow: part(runs), growth: part(growthRuns), strain: part(growthRuns), correctness: part(1) },
    raw: {
      slow: each(runs, visit),
      growth: { 10: each(growthRuns, visit), 100: each(growthRuns, visit), 1000: each(growthRuns, visit) },
      strain: each(growthRuns, strain),
    },
    correctness: Object.fromEntries(
      contenders.slice(1).map(({ name, own }) => [name, { ...(own ? right : late) }]),
    ) as Record<string, typeof right>,
  };
}
