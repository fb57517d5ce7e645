import type { Locale } from '../model/locale.js';
import { durationText } from './words.js';

/** « a, b et c » */
export const listText = (items: readonly string[], { language }: Pick<Locale, 'language'>): string =>
  new Intl.ListFormat(language).format(items);

/** How long a cookie or key is kept. */
export const retentionText = (text: string | undefined, locale: Locale): string =>
  text === 'session' ? locale.session : durationText(text ?? '', locale) || locale.unknown;

/** Countries by name, from codes such as `IE/US`. */
export function countryText(codes: string, locale: Pick<Locale, 'language'>): string {
  const names = new Intl.DisplayNames(locale.language, { type: 'region' });
  const list = codes.split('/').map((code) => {
    try {
      return names.of(code) ?? code;
    } catch {
      return code;
    }
  });
  return listText(list, locale);
}
