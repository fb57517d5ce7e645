import { describe, expect, it } from 'vitest';
import read from '../../src/modules/import-vanilla-cookieconsent.js';
import { attempt } from '../support/attempt.js';

const rule = { from: 'vanilla-cookieconsent', name: 'cc_cookie', purposes: {} };
const stored = {
  categories: ['necessary', 'analytics', 'media'],
  revision: 0,
  data: null,
  consentTimestamp: '2026-01-02T03:04:05.678Z',
  consentId: 'a3b2f1c4-5d6e-4f70-8a9b-0c1d2e3f4a5b',
  services: { necessary: [], analytics: [], media: ['youtube'], ads: [] },
  languageCode: 'fr',
  lastConsentTimestamp: '2026-03-04T05:06:07.008Z',
  expirationTime: Date.UTC(2026, 8, 4),
};
const textWith = (fields: object) => JSON.stringify({ ...stored, ...fields });
const without = (field: string) =>
  JSON.stringify(Object.fromEntries(Object.entries(stored).filter(([key]) => key !== field)));

describe('what vanilla-cookieconsent stored', () => {
  const earlier = read(textWith({}), rule)!;

  it('is yes and no by category', () => {
    expect(['necessary', 'analytics', 'ads', 'other', 'constructor'].map(earlier.answer)).toEqual([
      true,
      true,
      false,
      undefined,
      undefined,
    ]);
  });

  it('is yes and no by service, and says nothing of a whole category of which services were chosen', () => {
    expect(['media', 'media/youtube', 'media/vimeo', 'ads/pixel', 'other/x'].map(earlier.answer)).toEqual([
      undefined,
      true,
      false,
      false,
      undefined,
    ]);
  });

  it('tells when it was made and when it ends', () => {
    expect(earlier.times).toEqual({
      first: Date.parse(stored.consentTimestamp),
      last: Date.parse(stored.lastConsentTimestamp),
    });
    expect(earlier.until).toBe(stored.expirationTime);
  });

  it('counts for one revision', () => {
    expect(read(textWith({ revision: 2 }), rule)).toBeUndefined();
    expect(read(textWith({}), { ...rule, revision: 2 })).toBeUndefined();
    expect(read(textWith({ revision: 2 }), { ...rule, revision: 2 })).toBeDefined();
  });

  it('may hold data of the site', () => {
    expect(read(textWith({ data: { a: [1, 'x'] } }), rule)).toBeDefined();
  });

  it.each(Object.keys(stored))('has its field %s', (field) => {
    expect(attempt(() => read(without(field), rule))).toBeUndefined();
  });

  it.each<object>([
    { categories: 'analytics' },
    { categories: { 0: 'analytics' } },
    { categories: ['analytics', 'analytics'] },
    { categories: ['analytics', 5] },
    { categories: ['analytics', 'unknown'] },
    { categories: ['constructor'] },
    { categories: null },
    { revision: '0' },
    { revision: null },
    { consentTimestamp: 'yesterday' },
    { consentTimestamp: '2026-01-02' },
    { consentTimestamp: 5 },
    { consentTimestamp: '2026-03-04T05:06:07.009Z' },
    { consentTimestamp: '-000001-01-01T00:00:00.000Z' },
    { lastConsentTimestamp: null },
    { lastConsentTimestamp: '2026-03-04T05:06:07Z' },
    { lastConsentTimestamp: '2026-02-30T05:06:07.008Z' },
    { consentId: '' },
    { consentId: 5 },
    { consentId: 'A3B2F1C4-5D6E-4F70-8A9B-0C1D2E3F4A5B' },
    { services: [] },
    { services: null },
    { services: { necessary: [], analytics: [], media: [true], ads: [] } },
    { services: { necessary: [], analytics: [], media: 'youtube', ads: [] } },
    { services: { analytics: [] } },
    { languageCode: 5 },
    { expirationTime: '2026-09-04' },
    { expirationTime: 0 },
    { more: true },
  ])('is not one with %j', (fields) => {
    expect(attempt(() => read(textWith(fields), rule))).toBeUndefined();
  });

  it.each([
    '',
    '{}',
    'null',
    '[]',
    '{"categories":["analytics"]}',
    ` ${textWith({})}`,
    `${textWith({})}\n`,
    encodeURIComponent(textWith({})),
    textWith({}).replace('{"categories"', '{"categories":[],"categories"'),
    JSON.stringify(Object.fromEntries(Object.entries(stored).reverse())),
    // Version 2.
    '{"categories":["analytics"],"level":["analytics"],"revision":0,"data":null,"rfc_cookie":false}',
  ])('is not %j', (text) => {
    expect(attempt(() => read(text, rule))).toBeUndefined();
  });
});
