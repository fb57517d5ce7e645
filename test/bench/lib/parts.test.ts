import { describe, expect, it } from 'vitest';
import { mixed, trust } from './parts.mjs';
import { sampleRun } from './sample-run.js';

describe('the parts of a run', () => {
  it('belong together where the same was served', () => {
    expect(mixed(sampleRun().parts)).toEqual([]);
  });

  it('do not where one contender had other files, or is lacking', () => {
    const { parts } = sampleRun();
    parts.growth.served.portillon = 'hash of another build';
    delete parts.strain.served.peer;
    expect(mixed(parts)).toEqual([
      'growth and slow were not given the same files and pages: portillon',
      'strain and slow were not given the same files and pages: peer',
    ]);
  });

  it('do not where one was cut short', () => {
    const { parts } = sampleRun();
    parts.growth.finished = undefined;
    expect(mixed(parts)).toEqual(['growth did not finish']);
  });

  it('are doubted where the runs were few or the machine was busy, and only there', () => {
    const run = sampleRun({ growthRuns: 2 });
    run.parts.strain.runs = 3;
    run.parts.strain.load = [1, 2.5, 1];
    const [slow, growth, strain, correctness] = trust(run);
    expect(slow).toBe('slow: 3 runs, load 1, 1, 1, 2026-01-02T03:04:05.000Z');
    expect(growth).toContain('2 runs');
    expect(growth).toContain('FEWER THAN 3 RUNS');
    expect(growth).not.toContain('LOAD ABOVE');
    expect(strain).toContain('LOAD ABOVE THE 2 CORES');
    expect(correctness).not.toContain('distrust');
  });

  it('tell each visit that failed', () => {
    const run = sampleRun();
    run.parts.slow.failures.push({ name: 'peer', what: 'peer accept', error: 'timed out in page' });
    expect(trust(run)[0]).toContain('a visit failed: peer accept: timed out in page');
  });
});
