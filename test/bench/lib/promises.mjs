import { inpOf, summarise, summariseGrowth, summariseStrain } from './summary.mjs';

/** What one run must show: each line a value and its limit. Where something was not measured, one of them is no number. */
export function promises(results) {
  const { contenders, raw, correctness } = results;
  const slow = summarise(contenders, raw.slow);
  const growth = summariseGrowth(results);
  const strain = summariseStrain(contenders, raw.strain);
  const own = slow.portillon ?? {};
  const bare = slow['portillon-bare'] ?? {};
  const prerendered = slow['portillon-prerendered'] ?? {};
  const inline = slow.floor ?? {};
  const floor = slow['floor-script'] ?? {};
  const withPanel = contenders.filter((c) => !c.baseline && !c.floor && !c.own).map((c) => slow[c.name]);
  const least = (key) => Math.min(...withPanel.map((row) => row[key] ?? Number.POSITIVE_INFINITY));
  const at = (size, name = 'portillon') => growth[size]?.[name] ?? {};
  const strained = strain.portillon ?? {};
  const inlineBytes = own.Δhtml;
  const ratio = (a, b) => (a === null || b === null ? Number.NaN : a / b);

  const lines = [];
  const promise = (what, value, limit, unit = '') =>
    lines.push({ what, value: value ?? Number.NaN, limit, unit });
  // `null` counts as 0 in a sum: what was not measured would be kept.
  const known = (value) => value ?? Number.NaN;
  const kilobytes = (what, values, limit) =>
    promise(what, values.reduce((sum, value) => sum + known(value), 0) / 1000, limit, ' kB');
  const milliseconds = (what, value, limit) => promise(what, value, limit, ' ms');
  const times = (what, a, b, limit) => promise(what, ratio(a, b), limit, ' ×');

  kilobytes('bytes of a first visit, first layer', [own.wire, inlineBytes], 13);
  kilobytes('bytes with the panel opened', [strained.panelWire, inlineBytes], 16);
  kilobytes('bytes of a returning visitor', [own.backWire], 5);

  times('banner painted, recommended paste / one-script floor', own.painted, floor.painted, 1.1);
  times('banner painted, bare tag / one-script floor', bare.painted, floor.painted, 1.45);
  times('banner painted, prerendered / inline floor', prerendered.painted, inline.painted, 1.05);
  for (const [name, row] of [
    ['recommended paste', own],
    ['bare tag', bare],
    ['prerendered', prerendered],
  ]) {
    // A frame of noise.
    milliseconds(`page’s own first paint, ${name} / without us`, known(row.fcp) - known(slow.none?.fcp), 16);
  }

  milliseconds('script CPU of a first visit / lightest peer with a panel', own.Δscript, least('Δscript'));
  milliseconds('script CPU of a returning visit / half of that', own.ΔbackScript, least('Δscript') / 2);
  milliseconds(
    'blocked beyond 50 ms on the slow profile / without us',
    own.tbt,
    slow.none?.tbt ?? Number.NaN,
  );

  times('accept: banner gone / floor', own.gone, floor.gone, 1.2);
  times('refuse: banner gone / floor', own.refuseGone, floor.refuseGone, 1.2);
  milliseconds('INP at 6x CPU, 10 heavy tags', inpOf(strained.heavyInp ?? null, strained.heavyNext), 50);
  milliseconds('INP at 6x CPU, 1,000 tags', inpOf(strained.manyInp ?? null, strained.manyNext), 50);

  for (const [few, many] of [
    [10, 100],
    [100, 1000],
  ]) {
    times(`start CPU, ${few} → ${many} tags`, at(many).Δtask, at(few).Δtask, many / few);
    times(`accept CPU, ${few} → ${many} tags`, at(many).acceptTask, at(few).acceptTask, many / few);
  }
  times('accept CPU per tag at 1,000 / floor', at(1000).acceptTask, at(1000, 'floor-script').acceptTask, 1.2);
  times('last of 36 tags / floor', own.lastTag, floor.lastTag, 1.1);
  times('last of 1,000 tags / floor', at(1000).lastTag, at(1000, 'floor-script').lastTag, 1.1);
  times('10,000 unrelated insertions / without us', strained.insertions, strain.none?.insertions, 1.3);
  milliseconds('panel with 500 partners opens, 4x CPU', strained.partnersAgain, 100);

  kilobytes('heap after the banner / lightest peer with a panel', [own.Δheap], least('Δheap') / 1000);
  promise('layout shift', own.cls, 0);

  const row = correctness.portillon;
  const exactly = (what, found, wanted) =>
    promise(`${what} (${row ? found : '–'})`, row ? Number(found !== wanted) : Number.NaN, 0);
  const all = `${results.tags}/${results.tags}`;
  exactly('requests before the choice', row?.beforeChoice?.requests, 0);
  exactly('tags run after acceptance, once each', row?.ranOnce, all);
  exactly('order violations', row?.orderViolations, 0);
  exactly('tags run for a returning visitor', row?.returningRuns, all);
  exactly('cookies after a withdrawal', row?.withdraw, '12/12 removed');
  exactly('late markup', row?.late, 'before choice: yes; after accept: yes');
  exactly('attributes of tags', row?.attributes, 'all kept');
  exactly('strict CSP', row?.csp, `banner shown, tags ran ${all}; no violation`);
  return lines;
}
