import { describe, expect, it } from 'vitest';
import { sampleRun } from './sample-run.js';
import { spread } from './stats.mjs';
import { summarise, summariseGrowth, summariseStrain } from './summary.mjs';

type Rows = Record<string, Record<string, unknown>>;

describe('the figures of a run', () => {
  it('an interaction without an entry is judged by its first frame, in its own run', () => {
    const run = sampleRun();
    const [first, second, third] = run.raw.growth[1000].portillon!;
    Object.assign(first!.a!, { inp: null, next: 12 });
    Object.assign(second!.a!, { inp: null, next: 90 });
    Object.assign(third!.a!, { inp: 24, next: 20 });
    expect((summariseGrowth(run)[1000] as Rows).portillon!.inp).toBe(24);
  });

  it('tags that did not run in time take for ever: they are not left out of the median', () => {
    const run = sampleRun();
    const [first, second] = run.raw.slow.peer!;
    first!.a!.lastTag = null;
    expect((summarise(run, 'slow') as Rows).peer!.lastTag).toBe(100);
    second!.a!.lastTag = null;
    expect((summarise(run, 'slow') as Rows).peer!.lastTag).toBe(Number.POSITIVE_INFINITY);
  });

  it('says which figure lacks a value in some run', () => {
    const run = sampleRun();
    run.raw.slow.portillon![0]!.a = null;
    run.raw.strain.portillon![1]!.many.lastTag = null;
    const slow = (summarise(run, 'slow') as Rows).portillon!;
    expect(slow.lacks).toMatchObject({ painted: '2 of 3 runs', lastTag: '2 of 3 runs' });
    expect(slow.lacks).not.toHaveProperty('wire');
    expect((summariseStrain(run) as Rows).portillon!.lacks).toEqual({ manyLast: '2 of 3 runs' });
  });

  it('says so too of what is given above the page alone, if that page was not loaded each time', () => {
    const run = sampleRun();
    run.raw.slow.none!.pop();
    expect((summarise(run, 'slow') as Rows).portillon!.lacks).toHaveProperty('Δscript', '2 of 3 runs');
  });
});

describe('the noise of a median', () => {
  it.each([
    [[5], null],
    [[10, 14, 20], 5],
    [[0, 10, 20, 30, 1000], 10],
    [[1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], null],
  ])('of %j is %j', (values, noise) => {
    expect(spread(values)).toBe(noise);
  });
});
