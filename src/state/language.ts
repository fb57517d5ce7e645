import type { Localized } from '../model/purpose.js';

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

/** The text of a language, else of its base language, else English, else the first there is; empty where there is none. */
export function localize(text: Localized | undefined, { language }: { readonly language: string }): string {
  if (text === undefined || typeof text === 'string') return text ?? '';
  const found = [language, language.split('-')[0]!, 'en'].find((tag) => Object.hasOwn(text, tag));
  return (found === undefined ? Object.values(text)[0] : text[found]) ?? '';
}
