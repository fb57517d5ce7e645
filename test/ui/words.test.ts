import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import en from '../../src/locales/en.js';
import fr from '../../src/locales/fr.js';
import type { Locale } from '../../src/model/locale.js';
import { countryText, retentionText } from '../../src/ui/more-words.js';
import { durationText, fill, periodText, plural, purposeText } from '../../src/ui/words.js';
import { always } from '../support/runs.js';
import { settingsOf } from '../support/settings.js';

/** A language that only has rules. */
const speaking = (language: string): Locale => ({ ...en, language });
/** Blanks of any width are one blank. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('a text with names in braces', () => {
  it('is filled in', () => {
    expect(fill('{site}: {n} of {n}', { site: 'École', n: 3 })).toBe('École: 3 of 3');
  });

  it('keeps a name that it has no value for, and braces that are no name', () => {
    expect(fill('{site} {unknown} {} { n } {n', { site: 'É' })).toBe('É {unknown} {} { n } {n');
  });

  it('takes nothing and zero for values', () => {
    expect(fill('{a}{b}', { a: '', b: 0 })).toBe('0');
  });

  it('never reads what was filled in as a template again', () => {
    expect(fill('{a} {b}', { a: '{b}', b: '{a}' })).toBe('{b} {a}');
    expect(fill('{a}', { a: '$& $1 $$' })).toBe('$& $1 $$');
    always(fc.tuple(fc.string(), fc.string()), ([a, b]) => {
      expect(fill('{a}|{b}', { a, b })).toBe(`${a}|${b}`);
    });
  });
});

describe('a text by number', () => {
  const texts = { zero: 'none', one: '{n} one', few: '{n} few', many: '{n} many', other: '{n} other' };

  it.each([
    ['en', 0, 'none'],
    ['en', 1, 'one'],
    ['en', 2, 'other'],
    ['fr', 0, 'none'],
    ['fr', 1, 'one'],
    ['fr', 2, 'other'],
    ['ar', 4, 'few'],
    ['ar', 11, 'many'],
    ['pl', 3, 'few'],
    ['ja', 1, 'other'],
  ])('follows the rules of the language: %s %i is %s', (language, n, category) => {
    expect(plural(texts, n, speaking(language)).split(' ').at(-1)).toBe(category);
  });

  it('serves with its general form where a category is missing', () => {
    expect(plural({ other: '{n} x' }, 1, en)).toBe('1 x');
    expect(plural({ other: '{n} x' }, 0, en)).toBe('0 x');
    expect(plural({ one: 'one', other: '{n} x' }, 3, speaking('pl'))).toBe('3 x');
  });

  it('writes the number as the language does', () => {
    expect(plain(plural({ other: '{n}' }, 12_345, fr))).toBe('12 345');
    expect(plural({ other: '{n}' }, 12_345, en)).toBe('12,345');
  });
});

describe('the wording of a purpose', () => {
  const settings = settingsOf();

  it('is that of the language for a standard purpose, with the name of the site', () => {
    expect(purposeText({ id: 'audience' }, fr, settings)).toEqual({
      title: fr.purposes.audience.title,
      description: fr.purposes.audience.description.replace('{site}', 'École'),
    });
  });

  it('is that of the site where it has its own, and a site’s title keeps the standard description', () => {
    const mine = { id: 'audience', title: 'Comptage', description: { fr: '{site} compte.' } };
    expect(purposeText(mine, fr, settings)).toEqual({ title: 'Comptage', description: 'École compte.' });
    const { description } = purposeText({ id: 'audience', title: 'Counting' }, en, settings);
    expect(description).toContain('École counts visits');
  });

  it('is its id where nothing else is there', () => {
    expect(purposeText({ id: 'aid' }, en, settings)).toEqual({ title: 'aid', description: '' });
    expect(purposeText({ id: 'constructor' }, en, settings)).toEqual({
      title: 'constructor',
      description: '',
    });
  });

  it('does not read the name of the site as a template', () => {
    const tricky = settingsOf({ site: { name: '{site} {vendor} $&', privacyPolicyUrl: '/' } });
    const { description } = purposeText({ id: 'aid', title: 'x', description: 'By {site}.' }, en, tricky);
    expect(description).toBe('By {site} {vendor} $&.');
  });
});

describe('a duration in words', () => {
  it.each([
    ['P6M', '6 months', '6 mois'],
    ['P1M', '1 month', '1 mois'],
    ['P13M', '13 months', '13 mois'],
    ['P1Y', '1 year', '1 an'],
    ['P24M', '24 months', '24 mois'],
    ['P1Y6M', '1 year, 6 months', '1 an et 6 mois'],
    ['P90D', '90 days', '90 jours'],
    ['P2W', '2 weeks', '2 semaines'],
    ['PT24H', '24 hours', '24 heures'],
    ['PT30M', '30 minutes', '30 minutes'],
    ['PT1H30M', '1 hour, 30 minutes', '1 heure et 30 minutes'],
    ['PT30S', '30 seconds', '30 secondes'],
    ['session', en.session, fr.session],
    [undefined, en.unknown, fr.unknown],
    ['6 months', en.unknown, fr.unknown],
  ])('%s is “%s”, « %s »', (text, english, french) => {
    expect(plain(retentionText(text, en))).toBe(english);
    expect(plain(retentionText(text, fr))).toBe(french);
  });
});

describe('countries in words', () => {
  it.each([
    ['FR', 'France'],
    ['IE/US', 'Irlande et États-Unis'],
    ['IE/US/NZ', 'Irlande, États-Unis et Nouvelle-Zélande'],
    ['France', 'France'],
    ['nowhere at all', 'nowhere at all'],
  ])('%s is « %s »', (codes, expected) => {
    expect(countryText(codes, fr)).toBe(expected);
  });

  it('never throws, whatever the site wrote', () => {
    always(fc.string(), (codes) => expect(typeof countryText(codes, en)).toBe('string'));
  });
});

const ours = ['de', 'en', 'es', 'fr', 'it', 'nl-BE', 'pt-PT'] as const;

describe.each(ours)('in %s, without the rules of the browser', (language) => {
  it('a number has the form and the digits that the browser would give it', () => {
    const forms = { one: 'one {n}', other: 'other {n}', many: 'many {n}', two: 'two {n}', few: 'few {n}' };
    const rules = new Intl.PluralRules(language);
    for (let n = 1; n < 1100; n++) {
      const category = rules.select(n);
      expect(plural(forms, n, speaking(language))).toBe(`${category} ${n.toLocaleString(language)}`);
    }
  });

  it('whole months are said as the browser would', async () => {
    const { default: texts } = (await import(`../../src/locales/${language}.ts`)) as { default: Locale };
    for (const months of [1, 2, 6, 13, 24]) {
      const period = `P${months}M`;
      expect(periodText(period, texts)).toBe(durationText(period, texts));
    }
    expect(periodText('P1Y', texts)).toBe(durationText('P1Y', texts));
  });
});
