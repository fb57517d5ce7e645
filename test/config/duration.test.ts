import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDuration, parseDuration } from '../../src/config/duration.js';
import { always } from '../support/runs.js';

const day = 86_400_000;
const at = (text: string): number => Date.parse(`${text}Z`);
/** The time that is this long after that one. */
const endOf = (from: string, duration: string): string =>
  new Date(addDuration(at(from), parseDuration(duration)!)).toISOString().replace('.000Z', '');

describe('a duration', () => {
  it.each([
    ['P6M', 6, 0],
    ['P1Y', 12, 0],
    ['P1Y6M', 18, 0],
    ['P2W', 0, 14 * day],
    ['P90D', 0, 90 * day],
    ['PT30M', 0, 1_800_000],
    ['PT24H', 0, day],
    ['PT30S', 0, 30_000],
    ['P1Y2M3W4DT5H6M7S', 14, 25 * day + 5 * 3_600_000 + 6 * 60_000 + 7000],
    ['P0D', 0, 0],
  ])('%s is read as ISO 8601 has it', (text, months, milliseconds) => {
    expect(parseDuration(text)).toEqual({ months, milliseconds });
  });

  it.each([
    '',
    'P',
    'PT',
    'P1',
    '1D',
    'p1d',
    'P1DT',
    'P1M1Y',
    'P-1D',
    '-P1D',
    'P1.5D',
    'P1H',
    'PT1D',
    ' P1D',
    'P1D\n',
    'P99999Y',
    'P１D',
    'session',
    undefined,
    null,
    6,
    {},
    ['P1D'],
  ])('is not read from %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it('is read from nothing but a text of its form, and never throws', () => {
    always(fc.oneof(fc.anything(), fc.stringMatching(/^P[\dYMWDTHS]{0,12}$/)), (value) => {
      const duration = parseDuration(value);
      if (!duration) return;
      expect(value).toMatch(/^P[\dYMWDTHS]+$/);
      expect(duration.months).toBeGreaterThanOrEqual(0);
      expect(duration.milliseconds).toBeGreaterThanOrEqual(0);
    });
  });
});

describe('adding a duration', () => {
  it.each([
    ['2026-08-31T10:00:00', 'P6M', '2027-02-28T10:00:00'],
    ['2027-08-31T10:00:00', 'P6M', '2028-02-29T10:00:00'],
    ['2026-08-29T23:59:59', 'P6M', '2027-02-28T23:59:59'],
    ['2027-08-29T00:00:00', 'P6M', '2028-02-29T00:00:00'],
    ['2026-02-28T00:00:00', 'P6M', '2026-08-28T00:00:00'],
    ['2026-03-15T12:00:00', 'P6M', '2026-09-15T12:00:00'],
    ['2026-12-31T12:00:00', 'P6M', '2027-06-30T12:00:00'],
    ['2024-02-29T12:00:00', 'P1Y', '2025-02-28T12:00:00'],
    ['2024-02-29T12:00:00', 'P4Y', '2028-02-29T12:00:00'],
    ['2026-01-31T12:00:00', 'P13M', '2027-02-28T12:00:00'],
    ['2026-01-31T12:00:00', 'P1M1D', '2026-03-01T12:00:00'],
    ['2026-03-28T12:00:00', 'P2D', '2026-03-30T12:00:00'],
    ['2026-10-24T23:30:00', 'PT2H', '2026-10-25T01:30:00'],
    ['1969-08-31T00:00:00', 'P6M', '1970-02-28T00:00:00'],
  ])('to %s: %s ends at %s', (from, duration, end) => {
    expect(endOf(from, duration)).toBe(end);
  });

  const time = fc.integer({ min: at('1970-01-01T00:00:00'), max: at('2200-01-01T00:00:00') });
  const months = fc.nat({ max: 240 });

  it('never ends before it starts, and later where it is longer', () => {
    const length = fc.record({ months, milliseconds: fc.nat({ max: 1000 * day }) });
    always(fc.tuple(time, length), ([start, duration]) => {
      const end = addDuration(start, duration);
      expect(end).toBeGreaterThanOrEqual(start);
      expect(addDuration(start, { ...duration, milliseconds: duration.milliseconds + 1 })).toBe(end + 1);
      expect(addDuration(start, { ...duration, months: duration.months + 1 })).toBeGreaterThan(end);
    });
  });

  it('ends in the month that the calendar says, on the same day or the last of the month, at the same hour', () => {
    always(fc.tuple(time, months), ([start, count]) => {
      const from = new Date(start);
      const end = new Date(addDuration(start, { months: count, milliseconds: 0 }));
      const monthsOf = (date: Date) => date.getUTCFullYear() * 12 + date.getUTCMonth();
      expect(monthsOf(end)).toBe(monthsOf(from) + count);
      expect(end.getTime() % day).toBe(start % day);
      const nextDay = new Date(end.getTime() + day);
      if (end.getUTCDate() !== from.getUTCDate()) {
        expect(nextDay.getUTCDate()).toBe(1);
        expect(end.getUTCDate()).toBeLessThan(from.getUTCDate());
      }
    });
  });
});
