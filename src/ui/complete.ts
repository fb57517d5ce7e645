import type { InterfaceContext } from '../model/interface.js';
import type { Locale, LocaleFile } from '../model/locale.js';

type Texts = { readonly [key: string]: unknown };

/** All texts of a file that somebody wrote, in whatever parts; what it lacks comes from English and is reported. */
export async function completeFile({ locale, english, report }: InterfaceContext): Promise<LocaleFile> {
  const others = await english?.();
  if (!others) return locale;
  const [whole, missing] = complete(await gather(locale), await gather(others));
  if (missing.length) {
    report(
      'text-missing',
      locale.language,
      `lacks ${missing.join(', ')}: English stands in. Add them to the file.`,
    );
  }
  return whole;
}

/** The texts of all parts. Parts of another language were copied, not translated. */
async function gather({ panel, details, built, ...first }: LocaleFile): Promise<Locale> {
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
