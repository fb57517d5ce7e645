import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { chromium } from 'playwright';
import puppeteer from 'puppeteer-core';
import { Builder, By, Key } from 'selenium-webdriver';
import type { Engines, WebKit } from '../../test/find-engines.mjs';
import { launchArguments } from './world.js';

/** What all engines can be asked to do: a port so small that each driver fills it in a few lines. */
export interface Tab {
  open(url: string): Promise<void>;
  /** The value of an expression in the page, which must survive JSON. */
  value<T>(expression: string): Promise<T>;
  /** Clicks as a mouse does, where the browser finds the element. */
  click(selector: string): Promise<void>;
  press(key: 'Tab' | 'Enter' | ' ' | 'Escape'): Promise<void>;
  /** What is seen now, as PNG. */
  screenshot(): Promise<Uint8Array>;
  /** Ends the browser. */
  close(): Promise<void>;
}

export const engineNames = ['Chromium', 'Firefox', 'WebKit'] as const;

export type EngineName = (typeof engineNames)[number];

/** Starts an engine with an empty profile; every host name leads to the server on this port. */
export const start = (name: EngineName, engines: Engines, port: number): Promise<Tab> =>
  name === 'Chromium'
    ? startChromium(engines.chromium, port)
    : name === 'Firefox'
      ? startFirefox(engines.firefox!, port)
      : startWebKit(engines.webkit!, port);

async function startChromium(executablePath: string, port: number): Promise<Tab> {
  const browser = await chromium.launch({ executablePath, args: launchArguments(port) });
  const page = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage();
  return {
    open: async (url) => void (await page.goto(url)),
    value: (expression) => page.evaluate(expression),
    click: (selector) => page.click(selector),
    press: (key) => page.keyboard.press(key),
    screenshot: () => page.screenshot(),
    close: () => browser.close(),
  };
}

async function startFirefox(executablePath: string, port: number): Promise<Tab> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    acceptInsecureCerts: true,
    defaultViewport: { width: 1280, height: 720 },
    extraPrefsFirefox: {
      'network.proxy.type': 1,
      'network.proxy.http': '127.0.0.1',
      'network.proxy.http_port': port,
      'network.proxy.ssl': '127.0.0.1',
      'network.proxy.ssl_port': port,
      // Plain http must stay plain: the tests name the scheme.
      'dom.security.https_first': false,
    },
  });
  const page = await browser.newPage();
  return {
    open: async (url) => void (await page.goto(url)),
    value: (expression) => page.evaluate(expression) as never,
    click: (selector) => page.click(selector),
    press: (key) => page.keyboard.press(key),
    screenshot: () => page.screenshot(),
    close: () => browser.close(),
  };
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

const webDriverKeys = { Tab: Key.TAB, Enter: Key.ENTER, ' ': Key.SPACE, Escape: Key.ESCAPE };

async function startWebKit({ driver, screen, browser }: WebKit, port: number): Promise<Tab> {
  const ownPort = await freePort();
  const proxy = `http://127.0.0.1:${port}`;
  const programs = spawn(screen, ['-a', driver, `--port=${ownPort}`], {
    // A group of its own, which ends the screen and the browser with the driver.
    detached: true,
    stdio: 'ignore',
    // The proxy that WebDriver itself can ask for is not used for https.
    env: { ...process.env, http_proxy: proxy, https_proxy: proxy, no_proxy: '127.0.0.1,localhost' },
  });
  const address = `http://127.0.0.1:${ownPort}`;
  await untilItAnswers(`${address}/status`);
  const session = await new Builder()
    .usingServer(address)
    .withCapabilities({
      browserName: 'MiniBrowser',
      acceptInsecureCerts: true,
      'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] },
    })
    .build();
  return {
    open: (url) => session.get(url),
    value: (expression) => session.executeScript(`return (${expression})`),
    click: (selector) => session.findElement(By.css(selector)).click(),
    press: (key) => session.actions().sendKeys(webDriverKeys[key]).perform(),
    screenshot: async () => Buffer.from(await session.takeScreenshot(), 'base64'),
    close: async () => {
      await session.quit();
      process.kill(-programs.pid!);
    },
  };
}

async function untilItAnswers(url: string): Promise<void> {
  for (const end = Date.now() + 30_000; ; ) {
    try {
      await fetch(url);
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
