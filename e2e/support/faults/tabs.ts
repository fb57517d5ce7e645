import type { Page } from 'playwright';
import type { Visitor } from '../world.js';
import { type Fault, stored } from './fault.js';

const open = async ({ context }: Visitor, home: string): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(home);
  return page;
};

/** Another tab accepts, then refuses; this one must follow, and ask nothing any more. */
const refuseElsewhere = async (visitor: Visitor, home: string) => {
  const other = await open(visitor, home);
  await other.locator('#portillon [data-portillon="refuse"]').click();
  await other.locator('#portillon-banner').waitFor({ state: 'detached' });
  await other.close();
  // Where nothing tells it, the visitor's return does.
  await visitor.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await visitor.page.locator('#portillon-banner').waitFor({ state: 'detached' });
};

const decided = { happens: refuseElsewhere, sees: 'banner' } as const;

export const tabs: readonly Fault[] = [
  { name: 'another tab refuses', ...decided },
  {
    name: 'BroadcastChannel is missing',
    breaks: () => Reflect.deleteProperty(window, 'BroadcastChannel'),
    ...decided,
  },
  {
    name: 'BroadcastChannel cannot be opened',
    breaks: () => {
      window.BroadcastChannel = class {
        constructor() {
          throw new DOMException('refused', 'SecurityError');
        }
      } as never;
    },
    ...decided,
  },
  {
    name: 'BroadcastChannel cannot be written to',
    breaks: () => {
      BroadcastChannel.prototype.postMessage = () => {
        throw new DOMException('closed', 'InvalidStateError');
      };
    },
    ...decided,
  },
  {
    name: 'the cookie store is missing',
    secure: true,
    breaks: () => Object.defineProperty(window, 'cookieStore', { value: undefined }),
    ...decided,
  },
  {
    name: 'the cookie store throws',
    secure: true,
    breaks: () =>
      Object.defineProperty(window, 'cookieStore', {
        value: {
          addEventListener() {
            throw new DOMException('refused', 'SecurityError');
          },
        },
      }),
    ...decided,
  },
  {
    name: 'the cookie store throws when it is looked at',
    secure: true,
    breaks: () =>
      Object.defineProperty(window, 'cookieStore', {
        get() {
          throw new DOMException('refused', 'SecurityError');
        },
      }),
    ...decided,
  },
  {
    name: 'a stranger floods our channel',
    happens: async ({ page }) =>
      page.evaluate(() => {
        const channel = new BroadcastChannel('portillon');
        for (let count = 0; count < 1000; count++)
          channel.postMessage({ decide: 'all', granted: ['advertising'] });
      }),
  },
  {
    name: 'a stranger sends messages and names windows',
    happens: ({ page }) =>
      page.evaluate(() => {
        window.name = 'portillon:decide=all';
        for (const data of ['accept', { portillon: 'all' }, { type: 'portillon:change', purposes: {} }])
          postMessage(data);
        location.hash = 'portillon=all&consent=granted';
      }),
  },
  {
    name: 'another tab empties the cookie jar',
    happens: async (visitor, home) => {
      await refuseElsewhere(visitor, home);
      await visitor.context.clearCookies();
      await visitor.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      await visitor.page.locator('#portillon-banner').waitFor();
    },
  },
  {
    name: 'another tab writes junk while the page is open',
    happens: async (visitor, home) => {
      await refuseElsewhere(visitor, home);
      const names = await visitor.context.cookies(home);
      const ours = names.find(({ name }) => name === 'portillon')!;
      await visitor.context.addCookies([{ ...ours, value: 'v=1&granted=advertising' }]);
      await visitor.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      await visitor.page.locator('#portillon-banner').waitFor();
    },
    says: ['record-ignored'],
  },
  {
    name: 'the page is restored from the history after a refusal elsewhere',
    happens: async (visitor, home) => {
      const { page } = visitor;
      await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
      await page.evaluate(
        (text) => {
          document.cookie = `portillon=${text}; path=/`;
        },
        stored('none', 0),
      );
      await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
      await page.locator('#portillon-banner').waitFor({ state: 'detached' });
      await page.goto(home);
      await page.waitForFunction(() => window.portillon?.state.status === 'decided');
    },
  },
  {
    name: 'the page is drawn ahead and never shown',
    breaks: () => Object.defineProperty(document, 'prerendering', { value: true }),
    cookies: [{ value: stored('all', 1), wide: true }],
    sees: 'nothing',
  },
  {
    name: 'the page stays hidden',
    breaks: () => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
      window.requestAnimationFrame = () => 0;
    },
  },
];
