import type { Leftovers } from '../model/decision.js';
import type { Preset } from '../model/preset.js';
import type { Report } from '../model/problem.js';
import type { Settings, Trace, Vendor } from '../model/settings.js';
import { matches, sweepFor, type Traces } from './sweep.js';

/** Deletes what withdrawn vendors left. */
export interface CleanUp {
  /** `ran` tells that the vendor ran in this document and may write again. */
  after(vendor: Vendor, ran: boolean): Promise<void>;
}

export interface CleanUpHooks {
  isGranted(id: string): boolean;
  report: Report;
  /** Told what a withdrawal could not remove. */
  onLeftovers(id: string, leftovers: Leftovers): void;
}

export function createCleanUp(
  { vendors, necessary }: Settings,
  load: (vendor: Vendor, name: string) => Promise<Preset | undefined>,
  { isGranted, report, onLeftovers }: CleanUpHooks,
): CleanUp {
  /** What others that are granted, or necessary, declare is theirs, even where a withdrawn vendor claims it too. */
  async function findSpared(vendor: Vendor): Promise<(name: string) => boolean> {
    const others = await Promise.all(
      [...vendors, ...necessary]
        .filter((other) => other.id !== vendor.id && (other.necessary || isGranted(other.id)))
        .map(async (other) => (other.use ? await load(other, other.use) : undefined) ?? declared(other)),
    );
    const theirs = others
      .flatMap(({ cookies, storage }) => [...cookies, ...storage])
      .filter(({ domain }) => !domain);
    return (name) => theirs.some((trace) => matches(trace.name, name));
  }

  return {
    async after(vendor, ran) {
      const facts = vendor.use ? await load(vendor, vendor.use) : declared(vendor);
      if (!facts) return;
      const isSpared = await findSpared(vendor);
      const isOver = () => isGranted(vendor.id);
      if (isOver()) return;
      sweepFor({ ...facts, isSpared }, isOver, (leftovers) => {
        const { returned, outOfReach } = leftovers;
        if (returned.length) {
          report('trace-returned', vendor.id, `writes again what was deleted: ${returned.join(', ')}.`);
        }
        if (outOfReach.length && ran) {
          report(
            'trace-out-of-reach',
            vendor.id,
            `may keep cookies that no script of this site can delete: ${outOfReach.join(', ')}.`,
          );
        }
        onLeftovers(vendor.id, leftovers);
      });
    },
  };
}

/** What a vendor of the site's own declares. */
function declared({ entries }: Vendor): Traces {
  const list = (kind: 'cookies' | 'storage'): Trace[] =>
    entries.flatMap((entry) =>
      (entry[kind] ?? []).map((trace) => (typeof trace === 'string' ? { name: trace } : trace)),
    );
  return {
    cookies: list('cookies'),
    storage: list('storage'),
    databases: entries.flatMap(({ databases = [] }) => databases),
  };
}
