import { expect, it } from 'vitest';
import { banner, button, config, html } from './support/pages.js';
import { useWorld, type Visitor } from './support/world.js';

const world = useWorld();
const host = 'www.example.co.uk';
const vendors = Array.from({ length: 500 }, (_, index) => ({
  id: `vendor-${index}`,
  name: `Partenaire ${index}`,
  purposes: [['audience', 'social', 'advertising'][index % 3]!],
  country: index % 2 ? 'US' : 'FR',
  cookies: [{ name: `_p${index}`, retention: 'P6M' }],
}));

async function open(asked: object): Promise<Visitor> {
  world.site(host, () => ({ body: html({ config: { ...config, ...asked } }) }));
  const visitor = await world.visitor();
  await visitor.page.goto(`http://${host}/`);
  await visitor.page.locator(banner).waitFor();
  return visitor;
}

/** The shortest of several times, in milliseconds: what others do on this machine makes each longer, never shorter. */
async function shortest(times: number, measure: () => Promise<number>): Promise<number> {
  const all: number[] = [];
  for (let count = 0; count < times; count++) all.push(await measure());
  return Math.min(...all);
}

/** From a call until the next frame after what it leads to is there. */
const timeOf = ({ page }: Visitor, action: string, isDone: string): Promise<number> =>
  page.evaluate(
    ([act, done]) =>
      new Promise<number>((resolve) => {
        const run = (code: string) => new Function(`return ${code}`)();
        const start = performance.now();
        run(act!);
        const look = () => {
          if (run(done!)) requestAnimationFrame(() => resolve(performance.now() - start));
          else setTimeout(look);
        };
        look();
      }),
    [action, isDone],
  );

const isShown = `document.querySelector('#portillon-panel:modal')`;
const isGone = `!document.querySelector('#portillon-panel')`;

async function throttle({ context, page }: Visitor): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
}

it('opens within 100 ms on a machine four times slower, and with all partners shown too', async () => {
  const visitor = await open({ vendors });
  await visitor.page.locator(button('customise')).click();
  await visitor.page.locator('#portillon-panel').waitFor();
  await visitor.page.keyboard.press('Escape');
  await throttle(visitor);
  for (const view of ['panel', 'vendors']) {
    const time = await shortest(8, async () => {
      await timeOf(visitor, 'portillon.close()', isGone);
      return timeOf(visitor, `portillon.open('${view}')`, isShown);
    });
    expect(time, view).toBeLessThan(100);
  }
  await visitor.page.waitForFunction(() => document.querySelectorAll('.portillon-vendor').length === 500);
  expect(visitor.errors).toEqual([]);
  await visitor.close();
});

it('answers each letter of a search within 100 ms', async () => {
  const visitor = await open({ vendors });
  await visitor.page.locator(button('partners')).click();
  await visitor.page.waitForFunction(() => document.querySelectorAll('.portillon-vendor').length === 500);
  await throttle(visitor);
  const type = (text: string) => {
    const input = `document.querySelector('#portillon-search')`;
    return `(${input}.value = '${text}', ${input}.dispatchEvent(new Event('input', { bubbles: true })))`;
  };
  for (const text of ['partenaire 4', 'partenaire 42', 'partenaire']) {
    const time = await shortest(5, async () => {
      await timeOf(visitor, type('x'), `document.querySelectorAll('.portillon-vendor').length === 0`);
      return timeOf(visitor, type(text), `document.querySelector('.portillon-vendor')`);
    });
    expect(time, text).toBeLessThan(100);
  }
  await visitor.close();
});

it('keeps neither memory nor nodes, however often it is opened and closed', {
  timeout: 240_000,
}, async () => {
  const visitor = await open({ vendors: vendors.slice(0, 6) });
  await visitor.page.locator(button('partners')).click();
  await visitor.page.waitForFunction(() => document.querySelectorAll('.portillon-vendor').length === 6);
  const session = await visitor.context.newCDPSession(visitor.page);
  await session.send('Performance.enable');
  const cycle = (times: number) =>
    visitor.page.evaluate(async (count) => {
      const until = async (isDone: () => boolean) => {
        while (!isDone()) await new Promise((resolve) => setTimeout(resolve));
      };
      for (let turn = 0; turn < count; turn++) {
        window.portillon!.open(turn % 2 ? 'panel' : 'vendors');
        await until(() => document.querySelector('#portillon-panel') !== null);
        window.portillon!.close();
        await until(() => document.querySelector('#portillon-panel') === null);
      }
    }, times);
  const weigh = async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    const value = (name: string) => metrics.find((metric) => metric.name === name)!.value;
    return { heap: value('JSHeapUsedSize'), nodes: value('Nodes'), listeners: value('JSEventListeners') };
  };
  await cycle(100);
  const before = await weigh();
  await cycle(1000);
  const after = await weigh();
  expect(after.nodes - before.nodes).toBeLessThan(200);
  expect(after.listeners - before.listeners).toBeLessThan(50);
  expect(after.heap - before.heap).toBeLessThan(300_000);
  await visitor.close();
});
