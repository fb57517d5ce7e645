import type { Trace, Vendor } from '../model/settings.js';
import type { CleanUpContext, Withdraw } from '../model/withdraw.js';
import { matches, sweepFor, type Traces } from './sweep.js';

export const cleanUp: Withdraw['cleanUp'] = async ({ vendor, ran }, context) => {
  const { isGranted, preset, report, onLeftovers } = context;
  const facts = vendor.use ? await preset(vendor) : declared(vendor);
  if (!facts) return;
  const isSpared = await findSpared(vendor, context);
  const isOver = () => isGranted(vendor.id);
  if (isOver()) return;
  sweepFor({ ...facts, isSpared }, isOver, (leftovers) => {
    const { returned, outOfReach } = leftovers;
    if (returned.length) report('trace-returned', vendor.id, returned.join(', '));
    if (outOfReach.length && ran) report('trace-out-of-reach', vendor.id, outOfReach.join(', '));
    onLeftovers(vendor.id, leftovers);
  });
};

/** What others that are granted, or necessary, declare is theirs, even where a withdrawn vendor claims it too. */
async function findSpared(
  vendor: Vendor,
  { settings, isGranted, preset }: CleanUpContext,
): Promise<(name: string) => boolean> {
  const others = await Promise.all(
    [...settings.vendors, ...settings.necessary]
      .filter((other) => other.id !== vendor.id && (other.necessary || isGranted(other.id)))
      .map(async (other) => (await preset(other)) ?? declared(other)),
  );
  const theirs = others
    .flatMap(({ cookies, storage }) => [...cookies, ...storage])
    .filter(({ domain }) => !domain);
  return (name) => theirs.some((trace) => matches(trace.name, name));
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
