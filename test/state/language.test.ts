import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localize, pickLanguage } from '../../src/state/language.js';
import { always } from '../support/runs.js';

describe('the language of the interface', () => {
  it.each([
    [['fr'], ['en', 'fr'], 'fr'],
    [['FR'], ['en', 'fr'], 'fr'],
    [['fr-BE'], ['en', 'fr'], 'fr'],
    [['pt-PT'], ['pt-BR', 'pt', 'pt-PT'], 'pt-PT'],
    [['pt-pt'], ['pt-BR', 'pt-PT'], 'pt-PT'],
    [['pt-AO'], ['pt-BR', 'pt', 'pt-PT'], 'pt'],
    [['pt'], ['en', 'pt-PT'], 'pt-PT'],
    [['pt-AO'], ['en', 'pt-PT'], 'pt-PT'],
    [['ja', 'fr', 'en'], ['en', 'fr'], 'fr'],
    [['ja'], ['en', 'fr'], 'en'],
    [[], ['en', 'fr'], 'en'],
    [['fr'], [], 'en'],
    [[''], ['en', 'fr'], 'en'],
    [['fra', 'fr'], ['en', 'fr'], 'fr'],
    [['x-klingon'], ['en', 'fr'], 'en'],
    [['f'], ['en', 'fr'], 'en'],
  ])('for a visitor who reads %j, of %j, is %s', (wanted, available, expected) => {
    expect(pickLanguage(wanted, available)).toBe(expected);
  });

  it('is that of the page before those of the browser', () => {
    expect(pickLanguage(['es', 'fr-FR', 'fr'], ['en', 'es', 'fr'])).toBe('es');
  });

  it('is always one that has texts, or English', () => {
    const tags = fc.array(fc.oneof(fc.string(), fc.stringMatching(/^[a-z]{2}(-[A-Z]{2})?$/)));
    always(fc.tuple(tags, tags), ([wanted, available]) => {
      expect(['en', ...available]).toContain(pickLanguage(wanted, available));
    });
  });

  it('is the wanted one wherever it has texts', () => {
    const tag = fc.stringMatching(/^[a-z]{2}(-[A-Z]{2})?$/);
    always(fc.tuple(tag, fc.array(tag)), ([wanted, available]) => {
      expect(pickLanguage([wanted], [...available, wanted])).toBe(wanted);
    });
  });
});

describe('a text by language', () => {
  it('is the same for all where there is one only', () => {
    expect(localize('Aid', { language: 'fr' })).toBe('Aid');
    expect(localize(undefined, { language: 'fr' })).toBe('');
  });

  it.each([
    [{ fr: 'Aide', en: 'Aid' }, 'fr', 'Aide'],
    [{ fr: 'Aide', en: 'Aid' }, 'fr-BE', 'Aide'],
    [{ 'fr-BE': 'Assistance', fr: 'Aide' }, 'fr-BE', 'Assistance'],
    [{ fr: 'Aide', en: 'Aid' }, 'pt', 'Aid'],
    [{ fr: 'Aide', es: 'Ayuda' }, 'pt', 'Aide'],
    [{}, 'fr', ''],
  ])('of %j for %s is %s', (texts, language, expected) => {
    expect(localize(texts, { language })).toBe(expected);
  });

  it('is never taken from what every object has', () => {
    expect(localize({ en: 'Aid' }, { language: 'constructor' })).toBe('Aid');
    expect(localize({ en: 'Aid' }, { language: 'toString' })).toBe('Aid');
  });
});
