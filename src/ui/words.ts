import type { Plural, PurposeText } from '../model/locale.js';
import type { Purpose, StandardPurpose } from '../model/purpose.js';
import type { Settings } from '../model/settings.js';
import { localize } from '../state/language.js';

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
  // The browser takes long to read its rules and digits: a tenth of a second on a phone, before the banner is there.
  const isPlain = n < 1000 && plain.test(language);
  const rule = () => (isPlain && n ? (n === 1 ? 'one' : 'other') : new Intl.PluralRules(language).select(n));
  const form = n === 0 && texts.zero ? 'zero' : rule();
  return fill(texts[form] ?? texts.other, { ...values, n: isPlain ? n : n.toLocaleString(language) });
}

/** Languages that write numbers as we do, and have one form for 1 and another for 2 to 999. */
const plain = /^(de|en|es|fr|it|nl|pt)\b/;

/** How long an answer holds, in words: « 6 mois ». */
export function periodText(text: string, locale: Language & { readonly months: Plural }): string {
  const months = /^P(\d+)M$/.exec(text)?.[1];
  return months ? plural(locale.months, Number(months), locale) : durationText(text, locale);
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
