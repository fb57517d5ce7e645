import { describe, expect, it } from 'vitest';
import { ratio } from '../../src/ui/contrast.js';

describe('the contrast of two colours', () => {
  it.each([
    [[0, 0, 0], [255, 255, 255], 21],
    [[18, 52, 86], [18, 52, 86], 1],
    [[118, 118, 118], [255, 255, 255], 4.54],
    [[119, 119, 119], [255, 255, 255], 4.48],
    [[0, 0, 255], [255, 255, 255], 8.59],
  ])('of %j and %j is %d, in either order', (one, other, expected) => {
    expect(ratio(one, other)).toBeCloseTo(expected, 2);
    expect(ratio(other, one)).toBeCloseTo(expected, 2);
  });
});
