import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { findChromium } from '../../find-engines.mjs';

const probe = readFileSync(new URL('probe.js', import.meta.url), 'utf8');

// Every launch has a fresh profile, and every context its own caches.
export const launch = () =>
  chromium.launch({
    executablePath: findChromium(),
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * 127.0.0.1',
      // Some peers hide from navigator.webdriver.
      '--disable-blink-features=AutomationControlled',
    ],
  });

export const profiles = {
  fast: { label: 'unthrottled', cpu: 1, settle: 1200 },
  slow: {
    label: 'CPU 4x slower, 1.6 Mbit/s down, 0.75 Mbit/s up, 150 ms',
    cpu: 4,
    settle: 2500,
    net: {
      offline: false,
      latency: 150,
      downloadThroughput: 1.6e6 / 8,
      uploadThroughput: 0.75e6 / 8,
    },
  },
  strained: { label: 'CPU 6x slower', cpu: 6, settle: 2500 },
  panel: { label: 'CPU 4x slower', cpu: 4, settle: 1500 },
};

/** `watch`: the path of what is timed from the page's first frame on, as `__bench.watched`. */
export async function openPage(browser, profile, { storageState, watch } = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'fr-FR',
    storageState,
  });
  await context.addInitScript(probe);
  if (watch)
    await context.addInitScript((path) => {
      const { __bench } = window;
      if (__bench) __bench.watched ??= __bench.watchShown(path);
    }, watch);
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  if (profile.net) {
    await cdp.send('Network.enable');
    await cdp.send('Network.emulateNetworkConditions', profile.net);
  }
  if (profile.cpu > 1) await cdp.send('Emulation.setCPUThrottlingRate', { rate: profile.cpu });
  const metrics = async () =>
    Object.fromEntries((await cdp.send('Performance.getMetrics')).metrics.map((m) => [m.name, m.value]));
  const heap = async () => {
    await cdp.send('HeapProfiler.collectGarbage');
    return (await cdp.send('Runtime.getHeapUsage')).usedSize;
  };
  return { context, page, cdp, errors, metrics, heap, close: () => context.close() };
}
