import type { Locale } from '../model/locale.js';
import { durationText } from './words.js';

/** « a, b et c » */
export const listText = (items: readonly string[], { language }: Pick<Locale, 'language'>): string =>
  Intl.ListFormat ? new Intl.ListFormat(language).format(items) : items.join(', ');

type Words = (text: string, locale: Locale) => string;

/** The browser takes its time for such words, and hundreds of partners need the same few. */
function remembered(say: Words): Words {
  const known = new Map<string, string>();
  return (text, locale) => {
    const key = `${locale.language} ${text}`;
    const words = known.get(key) ?? say(text, locale);
    known.set(key, words);
    return words;
  };
}

/** The retention of what has no end of its own. No configuration says it: sites state their own. */
export const untilDeleted = 'until-deleted';

/** How long a cookie or key is kept. */
export function retentionText(text: string | undefined, locale: Locale): string {
  if (text === 'session') return locale.session;
  if (text === untilDeleted) return locale.untilDeleted;
  return inWords(text ?? '', locale) || locale.unknown;
}

const inWords = remembered((text, locale) => durationText(text, locale));

/** Countries by name, from codes such as `IE/US`. */
export const countryText = remembered((codes, locale) => {
  const names = Intl.DisplayNames && new Intl.DisplayNames(locale.language, { type: 'region' });
  const list = codes.split('/').map((code) => {
    try {
      return names?.of(code) ?? code;
    } catch {
      return code;
    }
  });
  return listText(list, locale);
});
