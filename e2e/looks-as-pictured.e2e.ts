// The pictures that the README shows are what visitors see: each is taken again and compared. `npm run screenshots`
// takes them anew after a change that is meant.
import { readFile } from 'node:fs/promises';
import pixelmatch from 'pixelmatch';
import { type Browser, chromium } from 'playwright';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startDemo } from '../demo/serve.mjs';
import { pictures, takePicture } from './support/pictures.mjs';

/** The share of pixels that may differ: letters are drawn a little differently from one machine to the next. */
const tolerance = 0.02;

let browser: Browser;
let demo: Awaited<ReturnType<typeof startDemo>>;
beforeAll(async () => {
  demo = await startDemo({ port: 0 });
  browser = await chromium.launch({
    executablePath: inject('engines').chromium,
    args: ['--no-sandbox', '--disable-quic'],
  });
});
afterAll(async () => {
  await browser?.close();
  await demo?.close();
});

const kept = async (name: string) =>
  PNG.sync.read(await readFile(new URL(`../demo/screenshots/${name}.png`, import.meta.url)));

/** The share of pixels that differ, 0 to 1. */
function difference(one: PNG, other: PNG): number {
  expect([one.width, one.height]).toEqual([other.width, other.height]);
  const count = pixelmatch(one.data, other.data, undefined, one.width, one.height, { threshold: 0.15 });
  return count / (one.width * one.height);
}

describe('the interface', () => {
  it.each(pictures.map((picture) => [picture.name, picture] as const))(
    'looks as in %s',
    async (name, picture) => {
      const now = PNG.sync.read(await takePicture(browser, demo, picture));
      expect(difference(now, await kept(name))).toBeLessThanOrEqual(tolerance);
    },
  );
});

describe('the comparison', () => {
  it.each([
    ['banner-phone-light', 'banner-phone-dark'],
    ['banner-desktop-light', 'banner-rtl-desktop-light'],
    ['panel-phone-light', 'vendors-phone-light'],
  ])('tells %s from %s', async (one, other) => {
    expect(difference(await kept(one), await kept(other))).toBeGreaterThan(tolerance);
  });
});
