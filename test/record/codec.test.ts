import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ConsentRecord, dictionary } from '../../src/model/decision.js';
import { decode, encode } from '../../src/record/codec.js';
import * as arbitraries from '../support/arbitraries.js';
import { always } from '../support/runs.js';

const record: ConsentRecord = {
  id: '5725bd7e-782e-4bde-a1d0-f0569ac75e78',
  first: Date.UTC(2026, 0, 2, 3, 4, 5),
  last: Date.UTC(2026, 5, 7, 8, 9, 10),
  policyVersion: '2026-01-01',
  asked: '1nfnppd',
  purposes: dictionary([
    ['audience', true],
    ['advertising', false],
  ]),
  vendors: dictionary([['meta-pixel', true]]),
  shown: ['google-analytics', 'meta-pixel'],
  shownFor: dictionary([
    ['google-analytics', '0a'],
    ['meta-pixel', 'z9'],
  ]),
};

const readable =
  'v=1&id=5725bd7e-782e-4bde-a1d0-f0569ac75e78&first=2026-01-02T03:04:05Z&last=2026-06-07T08:09:10Z' +
  '&policy=2026-01-01&asked=1nfnppd&granted=audience&denied=advertising' +
  '&vendors=google-analytics&vendors-granted=meta-pixel&for=0az9';

/** The same text with another value, or without that field. */
const withField = (name: string, value?: string): string =>
  readable
    .split('&')
    .flatMap((pair) => {
      if (!pair.startsWith(`${name}=`)) return [pair];
      return value === undefined ? [] : [`${name}=${value}`];
    })
    .join('&');

/** It is no record, or one that holds when it is written and read again. */
function isStable(text: string): void {
  const read = decode(text);
  if (read) expect(decode(encode(read))).toEqual(read);
}

describe('a stored record', () => {
  it('can be read by a person', () => {
    expect(decode(readable)).toEqual(record);
    expect(Object.fromEntries(new URLSearchParams(encode(record)))).toEqual(
      Object.fromEntries(new URLSearchParams(readable)),
    );
    expect(encode(record)).toMatch(/^v=1(&[a-z-]+=[\w.:%-]*)+$/);
  });

  it('comes back as it was, whatever the ids, the times, the policy and the source', () => {
    always(arbitraries.record, (written) => {
      const text = encode(written);
      expect(decode(text)).toEqual(written);
      expect(encode(decode(text)!)).toBe(text);
    });
  });

  it('is plain text that a cookie can hold', () => {
    always(arbitraries.record, (written) => {
      expect(encode(written)).toMatch(/^[!#-+\--:<-[\]-~]*$/);
    });
  });

  it('gives maps that no name can confuse', () => {
    const { purposes, vendors } = decode(readable)!;
    for (const map of [purposes, vendors]) {
      expect(Object.getPrototypeOf(map)).toBeNull();
      expect(map.constructor).toBeUndefined();
    }
  });

  it('keeps names that every object has as names among others', () => {
    const tricky = dictionary(arbitraries.trickyIds.map((id, index) => [id, index % 2 === 0] as const));
    const written = {
      ...record,
      purposes: tricky,
      vendors: tricky,
      shown: [...arbitraries.trickyIds].sort(),
      shownFor: dictionary(arbitraries.trickyIds.map((id) => [id, '0a'] as const)),
    };
    expect(decode(encode(written))).toEqual(written);
  });

  it('is shorter than 1000 bytes for 40 vendors and 5 purposes with names of 15 characters', () => {
    const name = (kind: string, index: number) => `${kind}-${index}`.padEnd(15, 'x');
    const shown = Array.from({ length: 40 }, (_, index) => name('vendor', index));
    for (const [answer, own] of [
      [true, 5],
      [false, 5],
      [true, 40],
      [false, 40],
    ] as const) {
      const text = encode({
        ...record,
        source: 'placeholder',
        language: 'pt-BR',
        purposes: dictionary(
          Array.from({ length: 5 }, (_, index) => [name('purpose', index), answer] as const),
        ),
        vendors: dictionary(shown.slice(0, own).map((id) => [id, !answer] as const)),
        shown,
        shownFor: dictionary(shown.map((id) => [id, 'zz'] as const)),
      });
      expect(new TextEncoder().encode(text).length).toBeLessThan(1000);
      expect(decode(text)!.shown).toHaveLength(40);
    }
  });
});

describe('a text that is no record', () => {
  it.each([
    '',
    'v=1',
    'undefined',
    'null',
    '{}',
    '{"v":1,"granted":["audience"]}',
    'granted=audience',
    '%',
    '%E0%A4%A',
    '\u0000',
    '='.repeat(50),
    '&'.repeat(50),
    readable.toUpperCase(),
  ])('is not read: %j', (text) => {
    expect(decode(text)).toBeUndefined();
  });

  it('is one that is longer than any of ours', () => {
    const shown = Array.from({ length: 1000 }, (_, index) => `vendor-${index}`.padEnd(60, 'x')).sort();
    const older = { ...record, shownFor: dictionary<string>() };
    expect(decode(encode({ ...older, shown: shown.slice(0, 500) }))?.shown).toHaveLength(501);
    expect(decode(encode({ ...older, shown }))).toBeUndefined();
  });

  it.each(['v', 'id', 'first', 'last', 'policy', 'asked'])('is one without its field %s', (field) => {
    expect(decode(withField(field))).toBeUndefined();
  });

  it.each([
    ['v', '2'],
    ['v', ''],
    ['v', '01'],
    ['id', ''],
    ['id', '5725bd7e-782e-1bde-a1d0-f0569ac75e78'],
    ['id', '5725bd7e-782e-4bde-c1d0-f0569ac75e78'],
    ['id', '5725bd7e782e4bdea1d0f0569ac75e78'],
    ['first', ''],
    ['first', '2026-13-02T03:04:05Z'],
    ['first', '2026-01-02T25:04:05Z'],
    ['first', '2026-01-02'],
    ['last', '1780000000000'],
    ['last', '2026-06-07T08:09:10'],
    ['last', '2026-06-07T08:09:10+02:00'],
    ['last', 'NaN'],
    ['asked', ''],
    ['asked', '12345678'],
    ['asked', 'é'],
    ['granted', ''],
    ['granted', '.'],
    ['granted', 'audience.'],
    ['granted', 'audience..social'],
    ['granted', '__proto__'],
    ['granted', '-audience'],
    ['granted', 'x'.repeat(65)],
    ['granted', 'au dience'],
    ['granted', 'advertising'],
    ['granted', 'social.advertising.audience'],
    ['denied', 'audience'],
    ['vendors', ''],
    ['vendors', 'a,b'],
    ['vendors-granted', '__proto__'],
    ['vendors-granted', '<b>'],
  ])('is one whose %s is %j', (field, value) => {
    expect(decode(withField(field, value))).toBeUndefined();
  });

  it('is one that calls a vendor granted and denied', () => {
    expect(decode(`${readable}&vendors-denied=meta-pixel`)).toBeUndefined();
  });

  it('never throws and grants nothing, whatever it is', () => {
    const any = fc.oneof(
      fc.string({ maxLength: 400 }),
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.webQueryParameters(),
      fc.json(),
    );
    always(any, (text) => expect(decode(text)).toBeUndefined(), 1000);
  });

  it('never throws, and is read only if it holds when it is written again: cut off', () => {
    const cut = fc.tuple(arbitraries.record, fc.nat(), fc.nat());
    always(cut, ([written, from, to]) => {
      const text = encode(written);
      isStable(text.slice(0, to % text.length));
      isStable(text.slice(from % text.length));
    });
  });

  it('never throws, and is read only if it holds when it is written again: some bits changed', () => {
    const flips = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 7 })), { minLength: 1, maxLength: 6 });
    always(
      fc.tuple(arbitraries.record, flips),
      ([written, bits]) => {
        const bytes = new TextEncoder().encode(encode(written));
        for (const [place, bit] of bits) bytes[place % bytes.length]! ^= 1 << bit;
        isStable(new TextDecoder().decode(bytes));
        isStable(String.fromCharCode(...bytes));
      },
      1000,
    );
  });

  it('never throws, and is read only if it holds when it is written again: two in one', () => {
    const joint = fc.constantFrom('', '&', '; ', '=', '%', '.', '\n');
    always(fc.tuple(arbitraries.record, arbitraries.record, joint), ([one, other, between]) => {
      isStable(encode(one) + between + encode(other));
    });
  });

  it('never grants what its text does not call granted', () => {
    const lists = fc.stringMatching(/^(granted|denied|vendors|vendors-granted|vendors-denied)=[a-c.]{0,6}$/);
    always(fc.array(lists, { maxLength: 5 }), (parts) => {
      const read = decode([withField('granted').replace(/&(denied|vendors).*/, ''), ...parts].join('&'));
      for (const [id, yes] of Object.entries({ ...read?.purposes })) {
        if (yes) expect(parts.some((part) => /^granted=/.test(part) && part.includes(id))).toBe(true);
      }
      for (const [id, yes] of Object.entries({ ...read?.vendors })) {
        if (yes) expect(parts.some((part) => /^vendors-granted=/.test(part) && part.includes(id))).toBe(true);
      }
    });
  });
});
