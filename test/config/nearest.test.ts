import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/config/nearest.js';
import { standardPurposes } from '../../src/model/purpose.js';
import { always } from '../support/runs.js';

const fields = 'site locale policyVersion purposes vendors store records'.split(' ');
const vendors = ['google-ads', 'google-analytics', 'meta-pixel', 'pinterest-tag', 'matomo', 'youtube'];

/** The number of letters to add, drop or change, by its definition. */
function edits(a: string, b: string): number {
  if (!a || !b) return a.length + b.length;
  const known = new Map<string, number>();
  const from = (i: number, j: number): number => {
    if (i === a.length || j === b.length) return a.length - i + (b.length - j);
    const key = `${i} ${j}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const count = Math.min(
      1 + from(i + 1, j),
      1 + from(i, j + 1),
      (a[i] === b[j] ? 0 : 1) + from(i + 1, j + 1),
    );
    known.set(key, count);
    return count;
  };
  return from(0, 0);
}

describe('the nearest name', () => {
  it.each([
    ['advertizing', standardPurposes, 'advertising'],
    ['adverts', standardPurposes, undefined],
    ['audiance', standardPurposes, 'audience'],
    ['AUDIENCE', standardPurposes, 'audience'],
    ['personalization', standardPurposes, 'personalisation'],
    ['vendorz', fields, 'vendors'],
    ['purpose', fields, 'purposes'],
    ['policy-version', fields, 'policyVersion'],
    ['googel-ads', vendors, 'google-ads'],
    ['google-analitics', vendors, 'google-analytics'],
    ['metapixel', vendors, 'meta-pixel'],
    ['tiktok-pixel', vendors, undefined],
    ['quite something else', vendors, undefined],
  ])('to %s is what a slip of the pen meant', (word, candidates, expected) => {
    expect(nearest(word, candidates)).toBe(expected);
  });

  it('is undefined where there is nothing to choose from', () => {
    expect(nearest('audience', [])).toBeUndefined();
  });

  it('is the first of several that are equally near', () => {
    expect(nearest('cat-x', ['cat-a', 'cat-b'])).toBe('cat-a');
  });

  const letters = fc.constantFrom(...'abcdeé-');
  const word = (minLength: number, maxLength: number) => fc.string({ unit: letters, minLength, maxLength });

  it('is the word itself where it is known, in whatever case', () => {
    always(fc.uniqueArray(word(1, 20), { minLength: 1, maxLength: 8 }), (candidates) => {
      expect(nearest(candidates[0]!.toUpperCase(), candidates)).toBe(candidates[0]);
    });
  });

  it('is found for a word of six letters or more with one letter wrong', () => {
    always(fc.tuple(word(6, 20), fc.nat(), fc.constantFrom('', 'z', 'zz')), ([known, place, slip]) => {
      const at = place % known.length;
      expect(nearest(known.slice(0, at) + slip + known.slice(at + 1), [known])).toBe(known);
    });
  });

  it('is never far: at most half of the letters differ, and no other candidate is nearer', () => {
    always(fc.tuple(word(4, 20), fc.array(word(1, 20), { maxLength: 8 })), ([found, candidates]) => {
      const near = nearest(found, candidates);
      if (near === undefined) return;
      expect(candidates).toContain(near);
      expect(edits(found, near)).toBeLessThanOrEqual(found.length / 2);
      for (const other of candidates) expect(edits(found, other)).toBeGreaterThanOrEqual(edits(found, near));
    });
  });

  it('never throws, whatever the word', () => {
    always(fc.tuple(fc.string(), fc.array(fc.string())), ([found, candidates]) => {
      expect([undefined, ...candidates]).toContain(nearest(found, candidates));
    });
  });
});
