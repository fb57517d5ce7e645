import type { Leftovers } from '../model/decision.js';
import type { PresetTrace } from '../model/preset.js';
import { list } from '../page/cookies.js';
import * as databases from '../page/databases.js';
import { eraseCookie } from '../page/erase-cookie.js';
import * as storage from '../page/storage.js';
import { unregister } from '../page/workers.js';

/** Does a declared name stand for this one? A `*` at the end stands for whatever is there, nothing included. */
export const matches = (declared: string, name: string): boolean =>
  declared.endsWith('*') ? name.startsWith(declared.slice(0, -1)) : name === declared;

/** The same of a declared trace, whose `form` counts instead of its name. */
export const standsFor = ({ name: declared, form }: PresetTrace, name: string): boolean =>
  form?.test(name) ?? matches(declared, name);

const isOneOf = (name: string, declared: readonly string[] = []): boolean =>
  declared.some((one) => matches(one, name));

/** The names of the cookies that script can see. */
const cookieNames = (): string[] => list().map((pair) => pair.split('=', 1)[0]!);

/** What a vendor leaves on the device. */
export interface Traces {
  readonly cookies: readonly PresetTrace[];
  readonly storage: readonly PresetTrace[];
  readonly databases?: readonly string[];
  /** File names of service workers. */
  readonly workers?: readonly string[];
  /** Cookies and keys that note a refusal, and stay. */
  readonly markers?: readonly string[];
  /** Whatever else must stay. */
  readonly isSpared?: (name: string) => boolean;
}

/** The declared cookies and keys that are there now, of those that a script of this site may delete. */
function find({ cookies: declaredCookies, storage: declaredKeys, markers = [], isSpared }: Traces): {
  readonly cookies: readonly string[];
  readonly keys: readonly string[];
} {
  const select = (names: readonly string[], declared: readonly PresetTrace[]) =>
    [...new Set(names)].filter(
      (name) =>
        !isSpared?.(name) &&
        !markers.some((marker) => matches(marker, name)) &&
        declared.some((trace) => !trace.domain && standsFor(trace, name)),
    );
  return { cookies: select(cookieNames(), declaredCookies), keys: select(storage.keys(), declaredKeys) };
}

/** Deletes what a vendor declared, and returns the names that it found. */
export function sweep(traces: Traces): string[] {
  const found = find(traces);
  for (const name of found.cookies) eraseCookie(name);
  for (const key of found.keys) storage.erase(key);
  return [...found.cookies, ...found.keys];
}

/** Deletes the opt-out markers: they would silence a vendor that is granted again. */
export function sweepMarkers({ markers = [] }: Traces): void {
  const chosen = (name: string) => markers.some((marker) => matches(marker, name));
  for (const name of cookieNames()) if (chosen(name)) eraseCookie(name);
  for (const key of storage.keys()) if (chosen(key)) storage.erase(key);
}

/** When to look again after a withdrawal, in milliseconds. */
const looks = [0, 120, 400, 900];
/** When its push workers go, in milliseconds: until then it may tell its own server that nobody is subscribed any more. */
const patience = 400;

/**
 * Deletes, then looks again for a second: a vendor that runs can write its cookie anew. Tells what came back, each
 * time more is known; of databases, which take their time to go, those that are there at the last look.
 */
export function sweepFor(
  traces: Traces,
  isOver: () => boolean,
  onLeftovers: (leftovers: Leftovers) => void,
): void {
  const outOfReach = traces.cookies
    .filter(({ domain }) => domain)
    .map(({ name, domain }) => `${name} (${domain})`);
  const returned = new Set<string>();
  const tell = (names: readonly string[]) => {
    const before = returned.size;
    for (const name of names) returned.add(name);
    if (returned.size > before) onLeftovers({ returned: [...returned], outOfReach });
  };
  const eraseDatabases = () => databases.erase((name) => !isOver() && isOneOf(name, traces.databases));
  void eraseDatabases();
  sweep(traces);
  onLeftovers({ returned: [], outOfReach });
  for (const delay of looks) {
    setTimeout(() => {
      if (isOver()) return;
      tell(sweep(traces));
      if (delay >= patience && traces.workers?.length)
        void unregister((file) => !isOver() && isOneOf(file, traces.workers));
      void eraseDatabases().then((names) => tell(delay === looks.at(-1) ? names : []));
    }, delay);
  }
}
