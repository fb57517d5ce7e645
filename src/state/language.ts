import { type Locale, textCount } from '../model/locale.js';

/**
 * The first wanted language that has texts: the very tag (`pt-PT`), else its language (`pt`), else another
 * region of it. Where none has: `otherwise`.
 */
export function pickLanguage(
  wanted: readonly string[],
  available: readonly string[],
  otherwise = 'en',
): string {
  const base = (tag: string) => tag.toLowerCase().split('-')[0];
  for (const tag of wanted) {
    const match =
      available.find((other) => other.toLowerCase() === tag.toLowerCase()) ??
      available.find((other) => other === base(tag)) ??
      available.find((other) => base(other) === base(tag));
    if (match) return match;
  }
  return otherwise;
}

type Texts = { readonly [key: string]: unknown };

/** Has it all texts? A file that was written or changed by hand may lack some. */
export const isComplete = (locale: Locale): boolean =>
  Object.values(locale).filter(Boolean).length >= textCount;

/** Fills what a language lacks from another, text by text. Returns the keys that it lacked too. */
export function complete(
  locale: Locale,
  other: Locale,
): readonly [whole: Locale, missing: readonly string[]] {
  const missing: string[] = [];
  const fillUp = (texts: Texts, others: Texts, path: string): Texts => {
    const entries = Object.entries(others).map(([key, theirs]) => {
      const ours = texts?.[key];
      if (typeof ours !== typeof theirs || !ours) {
        missing.push(path + key);
        return [key, theirs];
      }
      // Forms by number differ between languages; the general one is enough.
      if (typeof theirs === 'object' && 'other' in (theirs as Texts) && (ours as Texts).other)
        return [key, ours];
      return [
        key,
        typeof ours === 'object' ? fillUp(ours as Texts, theirs as Texts, `${path}${key}.`) : ours,
      ];
    });
    return { ...texts, ...Object.fromEntries(entries) };
  };
  return [fillUp(locale as unknown as Texts, other as unknown as Texts, '') as unknown as Locale, missing];
}
