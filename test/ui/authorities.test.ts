import { describe, expect, it } from 'vitest';
import { authorities, likelyCountries } from '../../src/ui/authorities.js';

describe('the authority of a visitor', () => {
  it('is that of the region of the browser’s language, then that of the law named', () => {
    expect(likelyCountries(['fr-BE', 'fr', 'en-US'], 'FR').slice(0, 2)).toEqual(['BE', 'FR']);
    expect(likelyCountries(['pt'], 'PT')[0]).toBe('PT');
    expect(likelyCountries(['zh-Hant-TW'], 'strict')[0]).toBe('FR');
  });

  it('comes with all others, each once', () => {
    const all = likelyCountries(['de-CH', 'de-CH'], 'CH');
    expect(all.toSorted()).toEqual(Object.keys(authorities).toSorted());
  });

  it('has an https address', () => {
    for (const { name, url } of Object.values(authorities)) {
      expect(name).not.toBe('');
      expect(new URL(url).protocol).toBe('https:');
    }
  });
});
