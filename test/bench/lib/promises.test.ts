import { describe, expect, it } from 'vitest';
import { promises, verdict } from './promises.mjs';
import { sampleRun } from './sample-run.js';

type Run = ReturnType<typeof sampleRun>;

const judged = (run: Run) => promises(run).map((line) => ({ ...line, verdict: verdict(line) }));
const notKept = (run: Run) => judged(run).filter((line) => line.verdict !== 'kept');

describe('what a run must show', () => {
  it('is shown where all went well', () => {
    expect(notKept(sampleRun())).toEqual([]);
  });

  it('is broken by a visit that failed twice, however good the others are', () => {
    const run = sampleRun();
    run.raw.slow.portillon![0]!.a = null;
    const broken = notKept(run).find(({ what }) => what.startsWith('last of 36 tags'));
    expect(broken).toMatchObject({ verdict: 'BROKEN', lacks: ['portillon, slow, lastTag: 2 of 3 runs'] });
  });

  it('is broken by tags that did not all run in time, in one run of three', () => {
    const run = sampleRun();
    run.raw.growth[1000].portillon![1]!.a!.lastTag = null;
    expect(notKept(run)).toMatchObject([
      { verdict: 'BROKEN', lacks: ['portillon, 1000 tags, lastTag: 2 of 3 runs'] },
    ]);
  });

  it('is broken by a first failure of a row of ours, not by one of a peer', () => {
    const run = sampleRun();
    run.parts.growth.failures.push({ name: 'peer', what: 'peer accept', error: 'timed out' });
    expect(notKept(run)).toEqual([]);
    run.parts.growth.failures.push({ name: 'portillon-bare', what: 'portillon-bare accept', error: 'lost' });
    expect(notKept(run)).toMatchObject([{ verdict: 'BROKEN', value: 1 }]);
  });

  it('is not measured where a part was not run', () => {
    const { strain, ...raw } = sampleRun().raw;
    const { strain: _, ...parts } = sampleRun().parts;
    expect(strain).toBeDefined();
    const run = { ...sampleRun(), raw, parts } as unknown as Run;
    expect(notKept(run).map((line) => `${line.verdict}: ${line.what}`)).toEqual([
      'not measured: bytes with the panel opened',
      'not measured: INP at 6x CPU, 10 heavy tags',
      'not measured: INP at 6x CPU, 1,000 tags',
      'not measured: 10,000 unrelated insertions / without us',
      'not measured: panel with 500 partners opens, 4x CPU',
    ]);
  });

  it('is not kept by a ratio to less than nothing, which noise can make', () => {
    const run = sampleRun();
    for (const { b } of run.raw.growth[10].portillon!) b.first.TaskDuration = 40;
    expect(notKept(run)).toMatchObject([{ what: 'start CPU, 10 → 100 tags', verdict: 'not measured' }]);
  });

  it('compares with peers that have a panel', () => {
    const run = sampleRun();
    for (const { b } of run.raw.slow.peer!) b.first.ScriptDuration = 60;
    expect(notKept(run).map(({ what }) => what)).toContain(
      'script CPU of a first visit / lightest peer with a panel',
    );
    const peer = run.contenders.find(({ name }) => name === 'peer')!;
    run.contenders.push({ ...peer, name: 'other', label: 'other' });
    Object.assign(run.raw.slow, { other: sampleRun().raw.slow.peer });
    peer.noPanel = true;
    expect(notKept(run)).toEqual([]);
  });
});
