import { describe, expect, it } from 'vitest';
import { readmeTable } from './readme-table.mjs';
import { sampleRun } from './sample-run.js';

type Run = ReturnType<typeof sampleRun>;

/** The cells of a row, by the words of their columns. */
function cellsOf(run: Run, label: string): Record<string, string> {
  const rows = readmeTable(run)
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const row = rows.find((cells) => cells[1] === label) ?? [];
  return Object.fromEntries(rows[0]!.map((head, k) => [head, row[k] ?? '']));
}

describe('the table of the README', () => {
  it('weighs both answers, the first time and on coming back', () => {
    expect(cellsOf(sampleRun(), 'peer')).toMatchObject({
      'first visit: until the choice / accepted, kB': '1.0 / 2.0',
      'returning: refused / accepted, kB': '1.0 / 1.0',
    });
  });

  it('has a row for the page alone, which asks nothing', () => {
    expect(cellsOf(sampleRun(), 'none')).toMatchObject({
      'page’s first paint, ms': '100 ± 0',
      'banner, ms': '–',
      'INP / last of 1,000 tags, ms': '– / –',
      'order kept': '–',
    });
  });

  it.each([
    [0, 'yes'],
    [3, 'no'],
    ['n/a (no markup)', '–'],
  ])('%j order violations read %s', (violations, word) => {
    const run = sampleRun();
    run.correctness.peer!.orderViolations = violations;
    expect(cellsOf(run, 'peer')['order kept']).toBe(word);
  });

  it('says how long was waited for tags that did not come', () => {
    const run = sampleRun();
    for (const { a } of run.raw.growth[1000].peer!) a!.lastTag = null;
    expect(cellsOf(run, 'peer')['INP / last of 1,000 tags, ms']).toBe('24 / > 60,000');
  });

  it('tells the runs of each of its columns', () => {
    const text = readmeTable(sampleRun({ runs: 5, growthRuns: 1 }));
    expect(text).toContain('150 ms): medians of 5 runs in turns; 1,000 tags, unthrottled: one run;');
  });

  it('names the peers that are better, and at what', () => {
    const run = sampleRun();
    expect(readmeTable(run)).toContain('Better here than the recommended paste – nobody.');
    for (const { a } of run.raw.slow.peer!) a!.painted = 90;
    expect(readmeTable(run)).toContain('Better here than the recommended paste – banner sooner: peer.');
  });

  it('is not written where the words above it would be false', () => {
    const run = sampleRun();
    run.correctness.peer!.late = 'before choice: yes; after accept: yes';
    expect(() => readmeTable(run)).toThrow('not so in this run: peer');
    const other = sampleRun();
    other.correctness['portillon-bare']!.ranOnce = '35/36';
    expect(() => readmeTable(other)).toThrow('not so in this run: bare');
  });

  it('is not written of half a run', () => {
    const { growth, ...parts } = sampleRun().parts;
    expect(growth).toBeDefined();
    expect(() => readmeTable({ ...sampleRun(), parts })).toThrow('it lacks growth');
  });
});
