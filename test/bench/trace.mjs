// Where the milliseconds of a first visit go: thread time of the page's main thread by kind of task and by function,
// for some contenders (`node test/bench/trace.mjs portillon orejime`). The slow profile's CPU, without its network.
import { launch, openPage } from './lib/browser.mjs';
import { serveContender } from './lib/pages.mjs';
import { startServer } from './lib/server.mjs';

const names = process.argv.slice(2);
const server = await startServer();
const browser = await launch();
for (const name of names.length ? names : ['portillon']) {
  const contender = await serveContender(name, server, { n: 36, sizes: [] });
  const { page, cdp, close } = await openPage(browser, { cpu: 4 });
  const events = [];
  cdp.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline', 'toplevel', 'v8', 'blink.user_timing'] },
  });
  await page.goto(`${server.origin}/${contender.name}/main.html`, { waitUntil: 'load' });
  await page.waitForTimeout(2500);
  const complete = new Promise((done) => cdp.once('Tracing.tracingComplete', done));
  await cdp.send('Tracing.end');
  await complete;
  const thread = events.find(
    (one) =>
      one.name === 'thread_name' &&
      one.args.name === 'CrRendererMain' &&
      events.some((other) => other.tid === one.tid && other.pid === one.pid && other.name === 'ParseHTML'),
  );
  const own = events
    .filter((one) => one.ph === 'X' && one.pid === thread?.pid && one.tid === thread?.tid)
    .sort((a, b) => a.ts - b.ts || b.dur - a.dur);
  // Time of its own: less what happens inside.
  const self = new Map();
  const stack = [];
  for (const one of own) {
    while (stack.length && stack.at(-1).ts + stack.at(-1).dur <= one.ts) stack.pop();
    const add = (event, time) => self.set(event.name, (self.get(event.name) ?? 0) + time);
    if (stack.length) add(stack.at(-1), -(one.tdur ?? 0));
    add(one, one.tdur ?? 0);
    stack.push(one);
  }
  const rows = [...self].sort(([, a], [, b]) => b - a).slice(0, 18);
  console.log(`\n${contender.label}: thread time in ms, each kind without what happens inside it`);
  for (const [kind, time] of rows) console.log(`${(time / 1000).toFixed(1).padStart(8)}  ${kind}`);
  const tasks = own
    .filter(({ name: kind }) => /RunTask/.test(kind))
    .sort((a, b) => (b.tdur ?? 0) - (a.tdur ?? 0))
    .slice(0, 5);
  for (const task of tasks) {
    const inside = own
      .filter(
        (one) =>
          one !== task &&
          one.ts >= task.ts &&
          one.ts + one.dur <= task.ts + task.dur &&
          (one.tdur ?? 0) > 1000,
      )
      .slice(0, 7);
    console.log(
      `task of ${((task.tdur ?? 0) / 1000).toFixed(1)}: ${inside.map((one) => `${one.name} ${(one.tdur / 1000).toFixed(0)} ${one.args?.data?.url?.split('/').at(-1) ?? one.args?.data?.functionName ?? ''}`).join(', ')}`,
    );
  }
  await close();
}
await browser.close();
await server.close?.();
process.exit(0);
