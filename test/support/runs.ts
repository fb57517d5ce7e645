import fc from 'fast-check';
import { vi } from 'vitest';

/** With PORTILLON_FULL every property is tried on a hundred times as many cases. */
const full = Boolean(process.env.PORTILLON_FULL);

vi.setConfig({ testTimeout: full ? 1_800_000 : 30_000 });

/** How many cases a property is tried on. */
export const runs = (usual: number): { numRuns: number } => ({ numRuns: full ? usual * 100 : usual });

/** A promise that must hold for every value. */
export const always = <T>(values: fc.Arbitrary<T>, promise: (value: T) => void, usual = 200): void =>
  fc.assert(
    fc.property(values, (value) => {
      promise(value);
    }),
    runs(usual),
  );
