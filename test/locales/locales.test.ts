/// <reference types="vite/types/importMeta.d.ts" />
import { describe, expect, it } from 'vitest';
import fr from '../../src/locales/fr.js';
import italian from '../../src/locales/it.js';
import type { Locale } from '../../src/model/locale.js';
import { answers, denyLists, everywhere } from './deny-lists.js';

const files = import.meta.glob<Locale>('../../src/locales/*.ts', { eager: true, import: 'default' });

const categories = ['zero', 'one', 'two', 'few', 'many', 'other'];
const isPlural = (value: unknown): value is { readonly [category: string]: string } =>
  typeof value === 'object' && value !== null && 'other' in value;

/** Every text by its path, such as `purposes.audience.title` or `intro.one`. */
function textsOf(value: unknown, path = ''): readonly (readonly [path: string, text: string])[] {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value as object).flatMap(([key, inner]) =>
    textsOf(inner, path ? `${path}.${key}` : key),
  );
}

/** The names of the fields; a text by number counts as one, whatever categories the language has. */
function keysOf(value: object, path = ''): readonly string[] {
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string' || isPlural(inner) ? [path + key] : keysOf(inner as object, `${path}${key}.`),
  );
}

/** The names in braces of each text; of a text by number, those of its general form. */
function placeholdersOf(locale: Locale): { readonly [key: string]: readonly string[] } {
  return Object.fromEntries(
    textsOf(locale)
      .filter(([path]) => !categories.includes(path.split('.').at(-1)!) || path.endsWith('.other'))
      .map(([path, text]) => [path, namesIn(text)]),
  );
}

const namesIn = (text: string): readonly string[] => [...new Set(text.match(/\{[^}]*\}/g))].sort();

const sayable = (locale: Locale) =>
  textsOf(locale).filter(([path]) => path !== 'language' && path !== 'direction');

describe.each(Object.entries(files))('the texts of %s', (path, locale) => {
  const language = locale.language.split('-')[0]!;
  const list = denyLists[language];

  it('are in a file called like their language', () => {
    expect(path.endsWith(`/${locale.language}.ts`)).toBe(true);
    expect(Intl.getCanonicalLocales(locale.language)).toEqual([locale.language]);
    expect(locale.direction).toBe(['ar', 'fa', 'he', 'ur'].includes(language) ? 'rtl' : 'ltr');
  });

  it('are the same fields as in French', () => {
    expect(keysOf(locale).toSorted()).toEqual(keysOf(fr).toSorted());
  });

  it('name the same things in braces as in French', () => {
    expect(placeholdersOf(locale)).toEqual(placeholdersOf(fr));
  });

  it('have every form that the language needs for 1 to 100, and none with other names in braces', () => {
    const rules = new Intl.PluralRules(locale.language);
    const needed = new Set(Array.from({ length: 100 }, (_, index) => rules.select(index + 1)));
    for (const [key, texts] of Object.entries(locale).filter(([, value]) => isPlural(value))) {
      const forms = texts as { readonly [category: string]: string };
      for (const category of needed) expect(Object.keys(forms), `${key}.${category}`).toContain(category);
      for (const [category, text] of Object.entries(forms)) {
        expect(categories).toContain(category);
        expect(namesIn(forms.other!), `${key}.${category}`).toEqual(
          expect.arrayContaining([...namesIn(text)]),
        );
      }
    }
  });

  it('have no empty one, no stray brace and no blank at either end', () => {
    for (const [key, text] of sayable(locale)) {
      expect(text, key).toMatch(/^\S(.*\S)?$/);
      expect(text.replace(/\{[a-z]+\}/g, ''), key).not.toMatch(/[{}<>]/);
    }
  });

  it('are those of this language and of no other', () => {
    for (const [other, texts] of Object.entries(files)) {
      if (other === path) continue;
      const theirs = new Map(sayable(texts));
      // Short words may be alike; sentences may not.
      for (const [key, text] of sayable(locale)) {
        if (text.split(' ').length > 4) expect(text, key).not.toBe(theirs.get(key));
      }
    }
  });

  it('answer yes and no in labels of about the same length (R25)', () => {
    expect(Math.abs(locale.accept.length - locale.refuse.length)).toBeLessThanOrEqual(12);
    expect(locale.accept).not.toBe(locale.refuse);
    expect(locale.accept.split(' ')).toHaveLength(locale.refuse.split(' ').length);
  });

  it('answer yes and no in plain and parallel words where a list of them is known (R25)', () => {
    const known = answers[language];
    if (!known) return;
    expect(locale.accept).toMatch(known.accept);
    expect(locale.refuse).toMatch(known.refuse);
  });

  it('have a list of what they may not say', () => {
    expect(list, `test/locales/deny-lists.ts has no list for "${language}"`).toBeDefined();
  });

  it('answer with no label that is no answer (R25)', () => {
    expect(locale.accept).not.toMatch(list!.labels);
    expect(locale.refuse).not.toMatch(list!.labels);
  });

  it('steer nobody: no praise, no pressure, no blame, no pictures (R25, R35)', () => {
    for (const [key, text] of sayable(locale)) {
      expect(text, key).not.toMatch(list!.steering);
      expect(text, key).not.toMatch(everywhere);
    }
  });

  it('take no browsing on for agreement and bundle nothing with terms (R36)', () => {
    for (const [key, text] of sayable(locale)) expect(text, key).not.toMatch(list!.bundling);
  });

  it('claim no legitimate interest (R43)', () => {
    const interest =
      /intérêts? légitimes?|legitimate interests?|interés legítimo|interesse legítimo|gerechtvaardigd belang|berechtigtes interesse|interesse legittimo|مصلحة مشروعة/i;
    for (const [key, text] of sayable(locale)) expect(text, key).not.toMatch(interest);
  });

  it('are said in sentences of at most 20 words on average (R34)', () => {
    const sentences = sayable(locale)
      .flatMap(([, text]) => text.split(/(?<=[.:;؛])\s+/))
      .map((text) => text.split(/\s+/).length);
    expect(sentences.reduce((sum, count) => sum + count, 0) / sentences.length).toBeLessThanOrEqual(20);
    expect(Math.max(...sentences)).toBeLessThanOrEqual(32);
  });

  it('name what stays refused without a verb that would have to agree with one or several (R76, R78)', () => {
    for (const text of [locale.gpc, locale.minors]) expect(text).toMatch(/[:؛]\s?\{list\}\.$/);
  });

  it('name restriction among the rights, with access and erasure (GDPR 13(2)(b))', () => {
    expect(locale.rights).toMatch(
      /l’accès.*effacement.*limitation|access.*erase.*limit|Auskunft.*Löschung.*Einschränkung|acceso.*supresión.*limite|accesso.*cancellazione.*limitazione|inzage.*verwijdering.*beperking|acesso.*apagamento.*limitação/,
    );
  });

  it('make the visitor neither a man nor a woman', () => {
    const gendered: { readonly [language: string]: RegExp } = {
      fr: /vous (êtes|étiez|serez) \S+(é|u|is|it)(?!\p{L})|\(e\)|·e/iu,
      en: /\b(he|she|his|her)\b/i,
      es: /usted (está|es|ha sido) \S+[oa]\b|\b(lo|la) satisf|o\/a\b/i,
      pt: /\b(o|a) satisf|\b(está|é) (convidad|ligad)[oa]\b|o\/a\b|\(a\)/i,
      it: /Lei è \S+[oa]\b|o\/a\b/i,
      de: /\b(Besucher|Nutzer|Benutzer)\b|[:*]in\b/,
      nl: /\b(hij|zij|zijn of haar)\b/i,
    };
    for (const [key, text] of sayable(locale)) expect(text, key).not.toMatch(gendered[language]!);
  });

  it('keep no form for no partner: the link is there only where there are some', () => {
    expect(Object.keys(locale.partners)).not.toContain('zero');
  });

  it('announce the banner in at most 120 characters', () => {
    expect(locale.announcement.length).toBeLessThanOrEqual(120);
  });

  it('name advertising as advertising (R28)', () => {
    expect(locale.purposes.advertising.title).toMatch(
      /publicit|advertis|publicid|reclame|advertentie|werbung|pubblicit|إعلان/i,
    );
  });
});

it('French keeps its colons, semicolons and quotation marks with the words beside them', () => {
  for (const [key, text] of sayable(fr)) {
    expect(text, key).not.toMatch(/ [:;?!»]|« |[^\s][;?!»]/);
    expect(text, key).not.toMatch(/[^\u00a0]:(?!\/\/)/);
  }
});

it('Italian puts no article before a date: it would be another before the 8th and the 11th', () => {
  for (const [key, text] of sayable(italian)) expect(text, key).not.toMatch(/[^:] \{(date|end)\}/);
});

describe('the lists of what may not be said', () => {
  it.each([
    ['fr', 'labels', ['OK', 'D’accord', 'J’ai compris', 'Continuer', 'Plus tard']],
    [
      'fr',
      'steering',
      [
        'Nous respectons votre vie privée',
        'Pour améliorer votre expérience',
        'Refuser les cookies non essentiels',
        'Le site reste gratuit',
      ],
    ],
    ['fr', 'bundling', ['En poursuivant votre navigation, vous acceptez', 'nos conditions générales']],
    ['en', 'labels', ['OK', 'Got it', 'Maybe later', 'Continue', 'No thanks']],
    [
      'en',
      'steering',
      [
        'We value your privacy',
        'a better browsing experience',
        'Reject non-essential',
        'keeps the site for free',
      ],
    ],
    ['en', 'bundling', ['By continuing you agree', 'our terms and conditions']],
    ['es', 'bundling', ['Al continuar, acepta']],
    ['pt', 'bundling', ['Ao continuar a navegar']],
    ['nl', 'bundling', ['Door verder te surfen']],
    ['de', 'bundling', ['Durch die weitere Nutzung']],
    ['it', 'bundling', ['Proseguendo la navigazione']],
  ] as const)('catch what they are for: %s %s', (language, kind, texts) => {
    for (const text of texts) expect(text).toMatch(denyLists[language]![kind]);
  });

  it('catch pictures and exclamations in every language', () => {
    for (const text of ['Cookies 🍪', 'Accept now!', '¡Acepte', 'ACCEPT everything']) {
      expect(text).toMatch(everywhere);
    }
  });
});
