import fc from 'fast-check';

/**
 * A part of a large matrix: with the printed seed, each value of each of these keys at least once in as few cases as
 * come together by simple means, then others up to this many. The whole with PORTILLON_FULL=1.
 */
export function sample<Case extends object>(
  cases: readonly Case[],
  count: number,
  keys: readonly (keyof Case)[],
): readonly Case[] {
  if (process.env.PORTILLON_FULL === '1') return cases;
  const [shuffled = []] = fc.sample(
    fc.shuffledSubarray([...cases], { minLength: cases.length, maxLength: cases.length }),
    { numRuns: 1, seed: Number(process.env.PORTILLON_SEED ?? 1) },
  );
  const valuesOf = (one: Case) => keys.map((key) => `${String(key)} ${one[key]}`);
  const missing = new Set(cases.flatMap(valuesOf));
  const news = (one: Case) => valuesOf(one).filter((value) => missing.has(value)).length;
  const needed = new Set<Case>();
  while (missing.size) {
    const best = shuffled.reduce((one, other) => (news(other) > news(one) ? other : one));
    for (const value of valuesOf(best)) missing.delete(value);
    needed.add(best);
  }
  const others = shuffled.filter((one) => !needed.has(one));
  return [...needed, ...others.slice(0, Math.max(0, count - needed.size))];
}
