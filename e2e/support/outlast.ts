import type { Page } from 'playwright';
import { expect } from 'vitest';
import type { Hit } from './server.js';
import type { Visitor } from './world.js';

/** Our longest timer before something runs is that of a frame which never comes (`page/lifecycle.ts`), in milliseconds. */
const longestWait = 1000;
/** As many as a tag needs, one after another. Where a test lets one of them fail, the next is asked for all the same. */
const files = ['check.js', 'gate.js', 'vendors-shared.js', 'content.js'];

/**
 * Whatever the page was about to run by now has had its time: waits as long as the page itself ever would, and then for
 * as many files as a tag needs. In a world of its own, which a page that broke its own built-ins does not reach.
 */
export async function outlast({ context, page }: Pick<Visitor, 'context' | 'page'>): Promise<void> {
  const session = await context.newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId } = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
  });
  const addresses = files.map((file) => new URL(`/portillon/${file}`, page.url()).href);
  const { exceptionDetails } = await session.send('Runtime.evaluate', {
    contextId: executionContextId,
    awaitPromise: true,
    expression: `(async () => {
      if (document.readyState === 'loading') await new Promise((done) => document.addEventListener('DOMContentLoaded', done));
      await new Promise((done) => setTimeout(done, ${longestWait + 1}));
      for (const address of ${JSON.stringify(addresses)}) await fetch(address, { mode: 'no-cors', cache: 'no-store' }).catch(() => {});
      await new Promise((done) => setTimeout(done));
    })()`,
  });
  await session.detach();
  expect(exceptionDetails?.exception?.description).toBeUndefined();
}

/** The signs of life have ended: after a first silence, none comes in all the time that a page may take. */
export async function expectSilence(signs: () => readonly Hit[], visitor: Visitor): Promise<void> {
  await expect.poll(() => Date.now() - (signs().at(-1)?.time ?? 0), { timeout: 15_000 }).toBeGreaterThan(500);
  const { length } = signs();
  await outlast(visitor);
  expect(signs()).toHaveLength(length);
}

/** A page that can be asked for the value of an expression: a visitor's, or a tab of another engine. */
type Asked = { readonly page: Page } | { value<T>(expression: string): Promise<T> };

/**
 * The codes of all problems of this page. Sentences of problems come in a file of their own, one problem after another:
 * so a known one is caused last, and whatever was found before it is told once the console says that one.
 */
export function problemsOf(asked: Asked): Promise<string[]> {
  const expression = `new Promise((done) => {
    const { warn } = console;
    console.warn = (...said) => {
      warn.apply(console, said);
      if (!String(said[0]).includes('no such call')) return;
      console.warn = warn;
      done(portillon.problems.flatMap(({ code, subject }) => (subject === '"no such call"' ? [] : code)));
    };
    portillon.q.push(['no such call']);
  })`;
  return 'page' in asked ? asked.page.evaluate(expression) : asked.value(expression);
}

/** No problem was told in this page but these. */
export async function expectNoProblems(asked: Asked, ...but: string[]): Promise<void> {
  expect((await problemsOf(asked)).sort()).toEqual(but.sort());
}
