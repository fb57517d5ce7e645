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
