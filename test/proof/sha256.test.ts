import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical } from '../../src/proof/canonical.mjs';
import { sha256 } from '../../src/proof/sha256.js';
import { always } from '../support/runs.js';

const expected = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

describe('SHA-256', () => {
  it('gives what the standard gives, whatever the text', () => {
    always(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      expect(sha256(text)).toBe(expected(text));
    });
  });

  it('at every length around the ends of blocks, and for long texts', () => {
    for (const length of [...Array(200).keys(), 100_000]) {
      expect(sha256('é'.repeat(length >> 1) + 'a'.repeat(length & 1))).toBe(
        expected('é'.repeat(length >> 1) + 'a'.repeat(length & 1)),
      );
    }
  });
});

describe('the canonical text of a value', () => {
  it('is the same whatever the order of the keys, and means the same as JSON', () => {
    always(fc.jsonValue({ noUnicodeString: false } as object), (value) => {
      const shuffled = (one: unknown): unknown =>
        Array.isArray(one)
          ? one.map(shuffled)
          : typeof one === 'object' && one
            ? Object.fromEntries(
                Object.entries(one)
                  .reverse()
                  .map(([key, inner]) => [key, shuffled(inner)]),
              )
            : one;
      expect(canonical(shuffled(value))).toBe(canonical(value));
      expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
    });
  });

  it('leaves out what is undefined', () => {
    expect(canonical({ b: undefined, a: [1, 'é', null, true] })).toBe('{"a":[1,"é",null,true]}');
  });
});
