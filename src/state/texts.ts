import type { Locale, LocaleFile } from '../model/locale.js';

type Texts = { readonly [key: string]: unknown };

/** The texts of all parts. Parts of another language were copied, not translated. */
export async function gather({ panel, details, built, ...first }: LocaleFile): Promise<Locale> {
  const parts = await Promise.all(
    [panel, details].map(async (load) => {
      const { language, ...texts } = (await load?.())?.default ?? {};
      return language === first.language ? texts : {};
    }),
  );
  return Object.assign({ ...first }, ...parts);
}

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
