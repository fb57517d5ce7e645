import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright';
import { afterAll, beforeAll, inject } from 'vitest';
import { type Handler, type Hit, type Server, startServer } from './server.js';
import { playVendors } from './vendors.js';

/** A browser in which every host name leads to one local server. */
export interface World {
  readonly server: Server;
  readonly browser: Browser;
  /** A visitor with an empty browser, or with the storage of an earlier one. */
  visitor(options?: BrowserContextOptions): Promise<Visitor>;
  /** Serves these pages, by path, on this site. */
  site(host: string, pages: Record<string, string> | Handler): void;
}

export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors that reached the page, which must stay empty. */
  readonly errors: string[];
  /** What the console said. */
  readonly messages: string[];
  close(): Promise<void>;
}

export const launchArguments = (port: number): string[] => [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--host-resolver-rules=MAP * 127.0.0.1:${port}`,
];

/** Starts one world for a test file, and ends it. */
export function useWorld(): World {
  const world = {} as { -readonly [key in keyof World]: World[key] };
  beforeAll(async () => {
    world.server = await startServer();
    world.server.handle(playVendors);
    world.browser = await chromium.launch({
      executablePath: inject('engines').chromium,
      args: launchArguments(world.server.port),
    });
  });
  afterAll(async () => {
    await world.browser?.close();
    await world.server?.close();
  });
  world.visitor = async (options) => {
    const context = await world.browser.newContext({ ignoreHTTPSErrors: true, locale: 'fr-FR', ...options });
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    return { context, page, ...listen(page), close: () => context.close() };
  };
  world.site = (host, pages) =>
    world.server.handle((request) => {
      if (request.host !== host) return undefined;
      if (request.path.startsWith('/portillon/')) return undefined;
      if (typeof pages === 'function') return pages(request);
      const body = pages[request.path];
      return body === undefined ? { status: 404 } : { body };
    });
  return world;
}

export function listen(page: Page): { errors: string[]; messages: string[] } {
  const errors: string[] = [];
  const messages: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => messages.push(message.text()));
  return { errors, messages };
}

/** The requests that went to anyone but the site. Chromium itself asks for updates of its components. */
export const thirdParty = (hits: readonly Hit[], site: string): Hit[] =>
  hits.filter(
    ({ host, path }) => host !== site && host !== 'update.googleapis.com' && path !== '/favicon.ico',
  );
