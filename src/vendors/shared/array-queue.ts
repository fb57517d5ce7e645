import type { VendorPage } from '../../model/preset.js';

/**
 * A vendor's global array. Its script may replace it by an object with the same `push`: ask again for each
 * command.
 */
export function arrayQueue({ window }: VendorPage, name: string): { push(...items: unknown[]): void } {
  window[name] ??= [];
  return window[name] as unknown[];
}
