import type { Calls } from '../model/preset.js';

/**
 * What a site's own code calls before a vendor is there: `fbq('track', …)`. Until then such calls do nothing, or
 * wait in memory where the entry of the vendor says `hold: true`. They are never stored and never sent elsewhere.
 */
export interface EarlyCalls {
  /** Puts stand-ins for these names, where the page has none. */
  hold(id: string, calls: Calls, keep: boolean): void;
  /** Takes the stand-ins of a vendor away. What it returns makes the calls that were kept, once and in order. */
  release(id: string): () => void;
}

type Page = { [name: string]: unknown };
type Call = readonly [name: string, method: string | undefined, values: readonly unknown[]];

export function createEarlyCalls(page: Page): EarlyCalls {
  const standIns = new Map<string, { readonly made: Map<string, unknown>; readonly kept: Call[] }>();

  return {
    hold(id, { functions = [], arrays = [], objects = {} }, keep) {
      if (standIns.has(id)) return;
      const made = new Map<string, unknown>();
      const kept: Call[] = [];
      const note =
        (name: string, method?: string) =>
        (...values: unknown[]) => {
          if (keep) kept.push([name, method, values]);
        };
      for (const name of functions) if (!(name in page)) made.set(name, note(name));
      for (const [name, methods] of Object.entries(objects)) {
        if (!(name in page))
          made.set(name, Object.fromEntries(methods.map((method) => [method, note(name, method)])));
      }
      for (const name of arrays) {
        const early = page[name];
        if (early !== undefined && !Array.isArray(early)) continue;
        const push = note(name, 'push');
        for (const value of early ?? []) push(value);
        made.set(
          name,
          Object.assign([], { push: (...values: unknown[]) => values.forEach((value) => void push(value)) }),
        );
      }
      for (const [name, standIn] of made) page[name] = standIn;
      standIns.set(id, { made, kept });
    },
    release(id) {
      const { made, kept } = standIns.get(id) ?? { made: new Map<string, unknown>(), kept: [] };
      standIns.delete(id);
      // The page may have put its own there since.
      for (const [name, standIn] of made) if (page[name] === standIn) delete page[name];
      return () => {
        for (const [name, method, values] of kept) {
          const target = page[name] as Page & ((...values: readonly unknown[]) => void);
          if (method === undefined) target(...values);
          else (target[method] as (...values: readonly unknown[]) => void)(...values);
        }
      };
    },
  };
}
