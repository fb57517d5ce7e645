import { type Duration, parseDuration } from '../config/duration.js';
import type { Locale, Plural, PurposeText } from '../model/locale.js';
import type { Localized, Purpose, StandardPurpose } from '../model/purpose.js';
import type { Settings } from '../model/settings.js';

/** Fills the names in braces. What stands for a name is never read as a template again. */
export const fill = (text: string, values: { readonly [name: string]: string | number }): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );

/** The form of a text for a number, by the rules of the language. */
export function plural(texts: Plural, n: number, { language }: Locale): string {
  const form = n === 0 && texts.zero ? 'zero' : new Intl.PluralRules(language).select(n);
  return fill(texts[form] ?? texts.other, { n: new Intl.NumberFormat(language).format(n) });
}

/** The text of a language, else of its base language, else English, else the first there is. */
export function localize(text: Localized | undefined, { language }: Locale): string {
  if (text === undefined || typeof text === 'string') return text ?? '';
  const found = [language, language.split('-')[0]!, 'en'].find((tag) => Object.hasOwn(text, tag));
  return (found === undefined ? Object.values(text)[0] : text[found]) ?? '';
}

/** The site's own wording of a purpose, else the language's. */
export function purposeText(
  { id, title, description }: Purpose,
  locale: Locale,
  { site }: Settings,
): PurposeText {
  const standard: PurposeText | undefined = locale.purposes[id as StandardPurpose];
  return {
    title: localize(title, locale) || (standard?.title ?? id),
    description: fill(localize(description, locale) || (standard?.description ?? ''), { site: site.name }),
  };
}

const units: readonly [unit: string, milliseconds: number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

/** « a, b et c » */
export const listText = (items: readonly string[], { language }: Locale): string =>
  new Intl.ListFormat(language).format(items);

/** An ISO 8601 duration as the language says it: « 13 mois », “30 minutes”. */
export function durationText(text: string | undefined, locale: Locale): string {
  if (text === 'session') return locale.session;
  const duration = parseDuration(text);
  return duration ? countUnits(duration, locale) : locale.unknown;
}

function countUnits({ months, milliseconds }: Duration, { language }: Locale): string {
  const parts: string[] = [];
  const say = (value: number, unit: string) =>
    parts.push(new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(value));
  if (months && months % 12 === 0) say(months / 12, 'year');
  else if (months) say(months, 'month');
  let rest = milliseconds;
  for (const [unit, size] of units) {
    if (rest >= size) say(Math.floor(rest / size), unit);
    rest %= size;
  }
  return new Intl.ListFormat(language, { type: 'unit' }).format(parts);
}

/** Countries by name, from codes such as `IE/US`. */
export function countryText(codes: string, { language }: Locale): string {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const list = codes.split('/').map((code) => {
    try {
      return names.of(code) ?? code;
    } catch {
      return code;
    }
  });
  return new Intl.ListFormat(language).format(list);
}
