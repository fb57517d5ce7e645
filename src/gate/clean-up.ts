import { dictionary, type Leftovers } from '../model/decision.js';
import type { Trace, Vendor } from '../model/settings.js';
import type { CleanUpContext, Withdraw, Withdrawn } from '../model/withdraw.js';
import { afterPaint } from '../page/lifecycle.js';
import { hasUnsavedInput } from '../page/unsaved.js';
import { standsFor, sweepFor, type Traces } from './sweep.js';

/** How long a reload waits for what is deleted here, in milliseconds. */
const patience = 300;

/** Returns at once: what is left is told by `amend`, for a second. */
export const cleanUpAfter: Withdraw['cleanUpAfter'] = (withdrawn, core, amend, runsOn) => {
  const onLeftovers = (vendor: string, leftovers: Leftovers) => {
    const all = dictionary([...Object.entries(core.state.leftovers), [vendor, Object.freeze(leftovers)]]);
    amend({ leftovers: Object.freeze(all) });
  };
  const cleaned = withdrawn.map((one) =>
    cleanUp(one, core, (leftovers) => {
      if (!one.isUnknown) onLeftovers(one.vendor.id, leftovers);
    }),
  );
  if (!withdrawn.some(({ endless }) => endless) && !runsOn) return;
  const needReload = () => {
    amend({ reloadNeeded: true });
    core.report('reload-needed', 'page');
  };
  if (core.held && core.gate && !hasUnsavedInput(core.gate.touched)) {
    // The page that comes cleans up once more after all of them: a file that is late must not keep the others running.
    const late = new Promise((resolve) => setTimeout(resolve, patience));
    const ids = withdrawn.map(({ vendor }) => vendor.id);
    const reload = () => core.gate?.reload(ids, needReload);
    void Promise.race([Promise.allSettled(cleaned), late]).then(() => afterPaint(reload));
  } else needReload();
};

/** Deletes what this vendor left, and looks again for a second. */
async function cleanUp(
  { vendor, ran }: Withdrawn,
  core: CleanUpContext,
  onLeftovers: (leftovers: Leftovers) => void,
): Promise<void> {
  const { report } = core;
  const facts = await tracesOf(vendor, core);
  const isSpared = await findSpared(vendor, core);
  const isOver = () => isGranted(core, vendor.id);
  if (isOver()) return;
  sweepFor({ ...facts, isSpared }, isOver, (leftovers) => {
    const { returned, outOfReach } = leftovers;
    if (returned.length) report('trace-returned', vendor.id, returned.join(', '));
    if (outOfReach.length && ran) report('trace-out-of-reach', vendor.id, outOfReach.join(', '));
    onLeftovers(leftovers);
  });
}

const isGranted = ({ state }: CleanUpContext, id: string): boolean => state.vendors[id] === 'granted';

/** What others that are granted, or necessary, declare is theirs, even where a withdrawn vendor claims it too. */
async function findSpared(vendor: Vendor, core: CleanUpContext): Promise<(name: string) => boolean> {
  const { settings } = core;
  const others = await Promise.all(
    [...settings.vendors, ...settings.necessary]
      .filter((other) => other.id !== vendor.id && (other.necessary || isGranted(core, other.id)))
      .map((other) => tracesOf(other, core)),
  );
  const theirs = others
    .flatMap(({ cookies, storage }) => [...cookies, ...storage])
    .filter(({ domain }) => !domain);
  const { name: own } = settings.store;
  const isOurs = (name: string) => name === own || name.startsWith(`${own}-`);
  return (name) => isOurs(name) || theirs.some((trace) => standsFor(trace, name));
}

/** What its file says, and what the site declares besides. */
async function tracesOf(vendor: Vendor, { preset }: CleanUpContext): Promise<Traces> {
  const {
    cookies = [],
    storage = [],
    databases = [],
    workers = [],
    markers = [],
  } = (await preset(vendor)) ?? {};
  const own = declared(vendor);
  return {
    cookies: [...cookies, ...own.cookies],
    storage: [...storage, ...own.storage],
    databases: [...databases, ...own.databases],
    workers,
    markers,
  };
}

/** What the site declares in the entries of a vendor. */
function declared({ entries }: Vendor): Required<Omit<Traces, 'markers' | 'workers' | 'isSpared'>> {
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
