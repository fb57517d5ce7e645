import fc from 'fast-check';

/**
 * A part of a large matrix: drawn with the printed seed, until each value of each of these keys has come at least once
 * and there are this many. The whole with PORTILLON_FULL=1.
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
  const missing = new Set(keys.flatMap((key) => cases.map((one) => `${String(key)} ${one[key]}`)));
  const isNews = (one: Case) => keys.some((key) => missing.delete(`${String(key)} ${one[key]}`));
  const needed = shuffled.filter(isNews);
  const others = shuffled.filter((one) => !needed.includes(one));
  return [...needed, ...others.slice(0, Math.max(0, count - needed.length))];
}
