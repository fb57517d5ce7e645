import type { NecessaryReason } from '../model/necessary.js';
import type { Checker, Test } from './check.js';
import { parseDuration } from './duration.js';
import { type Base, isLink } from './url.js';

/** What the parser must know besides the configuration. */
export interface Known extends Base {
  /** The purposes of each vendor preset, by name. */
  readonly presets: { readonly [name: string]: readonly string[] };
  /** The presets that need no consent, and why. */
  readonly necessary?: { readonly [name: string]: NecessaryReason };
  /** The presets that have a mode for the exempt measurement of audience. */
  readonly exemptible?: readonly string[];
  /** The names of the files in `layouts/`. */
  readonly layouts?: readonly string[];
  /** The tools whose choices can be taken over. */
  readonly imports?: readonly string[];
  /** Told what may be used but should be mended. */
  readonly warn?: (path: string, message: string) => void;
}

/** Names that go into the stored record, attributes and selectors. */
export const idForm = /^[a-z0-9][\w-]{0,63}$/i;
export const idText = 'letters, digits, "-" and "_", at most 64';
export const durationTest: Test = { test: (text) => parseDuration(text) !== undefined };
export const durationText = 'an ISO 8601 duration such as "P6M"';

export function readLink(value: unknown, path: string, base: Base, check: Checker): string | undefined {
  return check.text(value, path, 'an https URL or a path of this site', {
    test: (text) => isLink(text, base),
  });
}
