import type { Plural, PurposeText } from '../model/locale.js';
import type { Localized, Purpose, StandardPurpose } from '../model/purpose.js';
import type { Settings } from '../model/settings.js';

/** What the words of a language depend on. */
interface Language {
  readonly language: string;
}

/** Fills the names in braces. What stands for a name is never read as a template again. */
export const fill = (text: string, values: { readonly [name: string]: string | number }): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => `${values[name] ?? whole}`);

/** The form of a text for a number, by the rules of the language; `{n}` is the number, further names may be filled in. */
export function plural(
  texts: Plural,
  n: number,
  { language }: Language,
  values?: { readonly [name: string]: string },
): string {
  const form = n === 0 && texts.zero ? 'zero' : new Intl.PluralRules(language).select(n);
  return fill(texts[form] ?? texts.other, { ...values, n: n.toLocaleString(language) });
}

/** The text of a language, else of its base language, else English, else the first there is. */
export function localize(text: Localized | undefined, { language }: Language): string {
  if (text === undefined || typeof text === 'string') return text ?? '';
  const found = [language, language.split('-')[0]!, 'en'].find((tag) => Object.hasOwn(text, tag));
  return (found === undefined ? Object.values(text)[0] : text[found]) ?? '';
}

/** The site's own wording of a purpose, else the language's. */
export function purposeText(
  { id, title, description }: Purpose,
  locale: Language & { readonly purposes: { readonly [id in StandardPurpose]: PurposeText } },
  { site }: Settings,
): PurposeText {
  const standard: PurposeText | undefined = locale.purposes[id as StandardPurpose];
  return {
    title: localize(title, locale) || (standard?.title ?? id),
    description: fill(localize(description, locale) || (standard?.description ?? ''), { site: site.name }),
  };
}

/** The letters of ISO 8601; small ones are those of the time of day. */
const units: { readonly [letter: string]: string } = {
  Y: 'year',
  M: 'month',
  W: 'week',
  D: 'day',
  h: 'hour',
  m: 'minute',
  s: 'second',
};

/** An ISO 8601 duration as the language says it: « 13 mois », “30 minutes”. Nothing for what is none. */
export function durationText(text: string, { language }: Language): string {
  const parts = text.replace(/T.*/, (time) => time.toLowerCase()).matchAll(/(\d{1,7})([YMWDhms])/g);
  const said = [...parts].map(([, value, letter]) =>
    Number(value).toLocaleString(language, { style: 'unit', unit: units[letter!]!, unitDisplay: 'long' }),
  );
  return Intl.ListFormat ? new Intl.ListFormat(language, { type: 'unit' }).format(said) : said.join(' ');
}
