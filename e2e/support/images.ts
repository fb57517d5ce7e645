import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const read = (image: Uint8Array): PNG => PNG.sync.read(Buffer.from(image));

/** The part of a picture within a box. */
export function crop(from: PNG, { x, y, width, height }: Box): PNG {
  const part = new PNG({ width: Math.round(width), height: Math.round(height) });
  PNG.bitblt(from, part, Math.round(x), Math.round(y), part.width, part.height, 0, 0);
  return part;
}

/** The picture with a box, and this much around it, in one colour. */
export function without(from: PNG, { x, y, width, height }: Box, around: number): PNG {
  const rest = new PNG({ width: from.width, height: from.height });
  from.data.copy(rest.data);
  const [left, top] = [Math.max(0, Math.round(x - around)), Math.max(0, Math.round(y - around))];
  const right = Math.min(from.width, Math.round(x + width + around));
  for (let row = top; row < Math.min(from.height, Math.round(y + height + around)); row++) {
    rest.data.fill(0, (row * from.width + left) * 4, (row * from.width + right) * 4);
  }
  return rest;
}

/** The share of pixels that differ, 0 to 1; 1 where the sizes do. Soft edges count only if asked for. */
export function difference(one: PNG, other: PNG, includeAA = false): number {
  if (one.width !== other.width || one.height !== other.height) return 1;
  const count = pixelmatch(one.data, other.data, undefined, one.width, one.height, {
    threshold: 0.15,
    includeAA,
  });
  return count / (one.width * one.height);
}
