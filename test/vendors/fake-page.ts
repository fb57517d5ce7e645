import { setTimeout as later } from 'node:timers/promises';
import type { VendorPage } from '../../src/model/preset.js';

export interface FakePage extends VendorPage {
  /** The scripts that were asked for, each address once, with their attributes. */
  readonly requested: Map<string, Readonly<Record<string, string>> | undefined>;
  granted: boolean;
  /** All scripts arrive, also those that are asked for meanwhile; `run` is what they do. */
  arrive(run?: () => void): Promise<void>;
}

/** A page in which a vendor starts, and nothing is loaded before `arrive`. */
export function fakePage(own: object = {}): FakePage {
  const waiting: (() => void)[] = [];
  const requested: FakePage['requested'] = new Map();
  const settled = new Map<string, Promise<void>>();
  return {
    window: { location: 'https://www.example.org/page', document: { title: 'A page' }, ...own },
    requested,
    granted: true,
    allows() {
      return this.granted;
    },
    script(url, attributes) {
      const known = settled.get(url);
      if (known) return known;
      requested.set(url, attributes);
      const promise = new Promise<void>((resolve) => void waiting.push(resolve));
      settled.set(url, promise);
      return promise;
    },
    async arrive(run) {
      run?.();
      do {
        for (const resolve of waiting.splice(0)) resolve();
        await later(0);
      } while (waiting.length);
    },
  };
}

const isArguments = (value: unknown): value is ArrayLike<unknown> =>
  Object.prototype.toString.call(value) === '[object Arguments]';

/** What varies becomes a marker; `arguments` become lists. */
export function plain(value: unknown): unknown {
  if (typeof value === 'function') return '<function>';
  if (value instanceof Date || (typeof value === 'number' && value > 1e12)) return '<time>';
  if (Array.isArray(value)) return value.map(plain);
  if (isArguments(value)) return Array.from(value, plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}

/** The value at `fbq.queue` or `ga-disable-G-1`. */
export const at = (window: object, path: string): unknown =>
  path.split('.').reduce<unknown>((object, key) => (object as Record<string, unknown>)?.[key], window);

/** Google reads a command only as an `arguments` object: a list is a message that nobody understands. */
export const isGoogleMessage = (entry: unknown): boolean =>
  isArguments(entry) || (typeof entry === 'object' && !Array.isArray(entry));
