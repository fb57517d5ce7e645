// One visit each, in a new browser context: cold caches, nothing stored.
import { openPage } from './browser.mjs';
import { patience } from './summary.mjs';

export const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** `page.evaluate` that gives up. */
export const within = (page, action, argument, milliseconds = 20000) => {
  const result = page.evaluate(action, argument);
  result.catch(() => {});
  return Promise.race([
    result,
    sleep(milliseconds).then(() => {
      throw new Error('timed out in page');
    }),
  ]);
};
const spent = (before, after, name) => (after[name] - before[name]) * 1000;

export async function click(page, path) {
  const [x, y] = await page.evaluate((p) => window.__bench.centre(p), path);
  await page.mouse.click(x, y);
}

function watchClick(page, banner, tags) {
  const result = page.evaluate(([b, w, t]) => window.__bench.watchClick(b, w, t), [banner, tags, patience]);
  // Read by the caller; it must not be fatal when the click itself fails first.
  result.catch(() => {});
  return result;
}

/** Times the banner frame by frame, then clicks "accept all". `returning`: weighs it, and then the visitor comes back. */
export async function visitAccept(browser, profile, c, url, n, server, { returning } = {}) {
  const v = await openPage(browser, profile, { watch: c.accept });
  const out = { n };
  let storageState;
  try {
    server.hits.length = 0;
    await v.page.goto(url, { waitUntil: 'commit' });
    await within(v.page, () => window.__bench.watched);
    await v.page.waitForLoadState('load');
    await sleep(profile.settle / 2);
    Object.assign(
      out,
      await v.page.evaluate(() => ({
        painted: __bench.painted,
        shown: __bench.shown,
        cls: __bench.cls,
        early: __bench.tags.length,
      })),
    );
    out.before = server.hits.length;
    const before = await v.metrics();
    const done = watchClick(v.page, c.banner, n);
    await click(v.page, c.accept);
    const result = await done;
    const after = await v.metrics();
    // What the answer brings may come after the last tag.
    await sleep(returning ? profile.settle : 250);
    if (returning) out.wire = await wire(v);
    Object.assign(out, {
      next: result.next,
      gone: result.gone,
      lastTag: result.lastTag,
      acceptTask: spent(before, after, 'TaskDuration'),
      acceptScript: spent(before, after, 'ScriptDuration'),
    });
    out.inp = await v.page.evaluate((t) => __bench.inp(t), result.t0);
    out.order = await v.page.evaluate(() => __bench.tags.map((t) => t[0]));
    out.hits = server.hits.length;
    out.errors = v.errors;
    storageState = await v.context.storageState();
  } finally {
    await v.close();
  }
  if (returning) {
    const w = await openPage(browser, profile, { storageState });
    try {
      await w.page.goto(url, { waitUntil: 'load' });
      await sleep(profile.settle);
      out.back = await snapshot(w);
      out.backLast = await w.page.evaluate(
        (all) => (__bench.tags.length >= all ? Math.max(...__bench.tags.map((t) => t[1])) : null),
        n,
      );
    } finally {
      await w.close();
    }
  }
  return out;
}

/** Nothing of ours runs in the page until the figures are read; then "refuse all"; then the visitor comes back. */
export async function visitRefuse(browser, profile, c, url, server, { shot, returning = true } = {}) {
  const out = {};
  let storageState;
  const v = await openPage(browser, profile);
  try {
    server.hits.length = 0;
    await v.page.goto(url, { waitUntil: 'load' });
    await sleep(profile.settle);
    Object.assign(out, { first: await snapshot(v) });
    out.first.heap = await v.heap();
    out.first.nodes = await v.page.evaluate(() => __bench.nodes());
    if (shot) await v.page.screenshot({ path: `${shot}-banner.png` });
    if (c.refuse) {
      out.visible = await v.page.evaluate((p) => __bench.visible(p), c.accept);
      const done = watchClick(v.page, c.banner, 0);
      await click(v.page, c.refuse);
      const result = await done;
      await sleep(300);
      out.refuseGone = result.gone;
      out.refuseNext = result.next;
      out.refuseInp = await v.page.evaluate((t) => __bench.inp(t), result.t0);
      out.refuseHits = server.hits.length;
      out.refuseRun = await v.page.evaluate(() => __bench.tags.length);
      if (shot) await v.page.screenshot({ path: `${shot}-refused.png` });
    }
    storageState = await v.context.storageState();
  } finally {
    await v.close();
  }
  if (!returning) return out;
  const w = await openPage(browser, profile, { storageState });
  try {
    await w.page.goto(url, { waitUntil: 'load' });
    await sleep(profile.settle);
    out.back = await snapshot(w);
    out.backBanner = c.accept ? await w.page.evaluate((p) => __bench.visible(p), c.accept) : false;
    out.backHits = server.hits.length;
  } finally {
    await w.close();
  }
  return out;
}

/** Compressed bytes of all that came from the site itself, the page left out. */
export const wire = (v) =>
  v.page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => new URL(name).origin === location.origin)
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  );

export async function snapshot(v) {
  const metrics = await v.metrics();
  const out = Object.fromEntries(
    ['TaskDuration', 'ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration'].map((name) => [
      name,
      metrics[name] * 1000,
    ]),
  );
  Object.assign(
    out,
    await v.page.evaluate(() => {
      const own = performance
        .getEntriesByType('resource')
        .filter((entry) => new URL(entry.name).origin === location.origin);
      const navigation = performance.getEntriesByType('navigation')[0];
      const sum = (name) => own.reduce((total, entry) => total + entry[name], 0);
      const long = __bench.long.map(([, duration]) => duration);
      return {
        requests: own.length,
        wire: sum('encodedBodySize'),
        decoded: sum('decodedBodySize'),
        html: navigation.encodedBodySize,
        htmlDecoded: navigation.decodedBodySize,
        tbt: long.reduce((total, duration) => total + Math.max(0, duration - 50), 0),
        fcp: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null,
        longest: Math.max(0, ...long),
        cls: __bench.cls,
      };
    }),
  );
  return out;
}
