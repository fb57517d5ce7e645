import type { Browser } from 'playwright';

export interface Picture {
  readonly name: string;
}
export const pictures: readonly Picture[];
export function takePicture(
  browser: Browser,
  demo: { readonly url: string },
  picture: Picture,
): Promise<Buffer>;
