import type { CDPSession } from 'playwright';
import { expect, it } from 'vitest';
import { banner, button, config, html } from './support/pages.js';
import { ran } from './support/tags.js';
import { useWorld, type Visitor } from './support/world.js';

const world = useWorld();
const host = 'www.example.co.uk';

interface Size {
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** What the page holds on to, once everything that nobody needs is gone. */
async function measure(session: CDPSession): Promise<Size> {
  for (let count = 0; count < 3; count++) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const value = (name: string) => metrics.find((metric) => metric.name === name)!.value;
  return { heap: value('JSHeapUsedSize'), nodes: value('Nodes'), listeners: value('JSEventListeners') };
}

/**
 * A single-page application shows so many views, one after another, each with held markup of its own. Where that may run,
 * a view stays until it has.
 */
const navigate = ({ page }: Visitor, count: number, markup: string, runs: boolean) =>
  page.evaluate(
    async ([times, view, waits]) => {
      const seen = self as { views?: number };
      for (let number = 0; number < times; number++) {
        const main = document.createElement('main');
        main.innerHTML = view;
        document.querySelector('main')!.replaceWith(main);
        // A browser ignores those that come too fast.
        if (number % 20 === 0) history.pushState(null, '', `/${number}`);
        const before = seen.views;
        do
          await new Promise<void>((resolve) => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve();
            port2.postMessage('');
          });
        while (waits && seen.views === before);
      }
    },
    [count, markup, runs] as const,
  );

const tag = '<script type="text/plain" data-consent="audience">self.views = (self.views ?? 0) + 1</script>';
const template = '<template data-consent="social"><p>Du contenu</p></template>';
const picture = '<img data-consent="social" data-consent-src="/image.png" alt="">';
const frame =
  '<iframe data-consent="social" data-consent-src="https://frame.example/" width="320" height="180" title="Cadre"></iframe>';

it.each([
  ['nobody has answered', undefined, tag + template + frame],
  ['all was accepted', 'accept', tag + template + picture],
  ['all was refused', 'refuse', tag + template + frame],
])('keeps nothing of 1,000 views of a single page when %s', async (_, answer, markup) => {
  world.site(host, { '/': html({ config: { ...config, vendors: [] } }) });
  const visitor = await world.visitor();
  await visitor.page.goto(`http://${host}/`);
  await visitor.page.locator(banner).waitFor();
  if (answer) {
    await visitor.page.locator(button(answer)).click();
    await visitor.page.locator(banner).waitFor({ state: 'detached' });
  }
  const session = await visitor.context.newCDPSession(visitor.page);
  await session.send('Performance.enable');
  // Caches and compiled code have their size then.
  await navigate(visitor, 300, markup, answer === 'accept');
  const before = await measure(session);
  await navigate(visitor, 1000, markup, answer === 'accept');
  const after = await measure(session);
  const views = await visitor.page.evaluate(() => (self as { views?: number }).views ?? 0);
  expect(views).toBe(answer === 'accept' ? 1300 : 0);
  // Less than a tenth of what one node, one listener or half a kilobyte of each view would be.
  expect(after.nodes - before.nodes).toBeLessThan(100);
  expect(after.listeners - before.listeners).toBeLessThan(50);
  expect(after.heap - before.heap).toBeLessThan(300_000);
  expect(await ran(visitor)).toEqual([]);
  expect(visitor.errors).toEqual([]);
  await visitor.close();
});

it('keeps nothing of 1,000 shadow roots that it was told to look through', async () => {
  world.site(host, { '/': html({ config: { ...config, vendors: [] } }) });
  const visitor = await world.visitor();
  const { page } = visitor;
  await page.goto(`http://${host}/`);
  await page.locator(button('accept')).click();
  await page.locator(banner).waitFor({ state: 'detached' });
  const session = await visitor.context.newCDPSession(page);
  await session.send('Performance.enable');
  const dialogs = (count: number) =>
    page.evaluate(async (times) => {
      for (let number = 0; number < times; number++) {
        const root = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
        root.innerHTML = '<p>Du texte</p>'.repeat(10);
        window.portillon!.scan(root);
        // The gate looks a moment later.
        await new Promise((resolve) => setTimeout(resolve));
        root.host.remove();
      }
    }, count);
  await dialogs(100);
  const before = await measure(session);
  await dialogs(1000);
  const after = await measure(session);
  // Each has twenty-one.
  expect(after.nodes - before.nodes).toBeLessThan(100);
  await visitor.close();
});
