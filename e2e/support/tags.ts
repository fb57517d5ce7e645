import { expect } from 'vitest';
import type { Server } from './server.js';
import type { Visitor } from './world.js';

/** The names of the tags that ran, in order: `vendors.ts` and inline tags note them. */
export const ran = ({ page }: Visitor): Promise<string[]> =>
  page.evaluate(() => (self as unknown as { ran?: string[] }).ran ?? []);

/** `expect.poll` with the patience that a busy machine needs. */
export const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 10_000 });

/** An inline tag that notes its name. */
export const note = (name: string): string => `(self.ran ??= []).push(${JSON.stringify(name)})`;

/** Decides by program, and waits until the tags are released. */
export const decide = ({ page }: Visitor, choice: 'all' | 'none' | Record<string, boolean>): Promise<void> =>
  page.evaluate(
    (wanted) =>
      new Promise<void>((resolve) => {
        const stop = window.portillon!.subscribe(() => {
          stop();
          resolve();
        });
        window.portillon!.decide(wanted, { source: 'test' });
      }),
    choice,
  );

/** Refuses in the panel, as a visitor who comes back to it. */
export async function withdraw({ page }: Visitor, entry = '[data-consent-open]'): Promise<void> {
  await page.locator(entry).click();
  await page.locator('#portillon-panel [data-portillon="refuse"]').click();
}

/** Marks the page: one that is loaded again has lost it. */
export const mark = ({ page }: Visitor): Promise<void> =>
  page.evaluate(() => void Object.assign(self, { marked: true }));

/**
 * Withdraws all and waits for the page to be loaded again, as it is where something runs that nobody can stop: a driver
 * loses its way in a page that reloads itself in the very moment in which it is sent elsewhere.
 */
export async function withdrawAndReload(visitor: Visitor, entry?: string): Promise<void> {
  await mark(visitor);
  await withdraw(visitor, entry);
  await eventually(() =>
    visitor.page.evaluate(() => !('marked' in self) && document.readyState === 'complete'),
  ).toBe(true);
}

/**
 * Waits until a tag that was inserted now has run: whatever else was about to run then has had its turn. Its purpose
 * must be granted, and no other tag of the page may have it.
 */
export const passTurn = async ({ page }: Visitor, purpose = 'personalisation'): Promise<void> => {
  await page.evaluate((needed) => {
    const tag = document.createElement('script');
    tag.type = 'text/plain';
    tag.dataset.consent = needed;
    tag.text = 'self.turns = (self.turns ?? 0) + 1';
    (self as unknown as { turns?: number }).turns = 0;
    document.body.append(tag);
  }, purpose);
  await page.waitForFunction(() => (self as unknown as { turns: number }).turns === 1);
};

/** Two frames and their timers: what was to run on an event that has come would have run. */
export const settle = ({ page }: Visitor): Promise<unknown> =>
  page.evaluate(
    () =>
      new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))),
  );

/** The codes of the problems that the console told. */
export const told = ({ messages }: Visitor): string[] =>
  messages.flatMap((message) => /^\[portillon\] ([\w-]+):/.exec(message)?.[1] ?? []);

/** Requests that the server answers only when it is told to. */
export interface Late {
  /** Fulfilled once the first one came. */
  readonly asked: Promise<void>;
  answer(): void;
}

export function answerLate({ handle }: Server, host: string, path: string): Late {
  let ask = () => {};
  let answer = () => {};
  const asked = new Promise<void>((resolve) => {
    ask = resolve;
  });
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  handle(async (request) => {
    if (request.host !== host || request.path !== path) return undefined;
    ask();
    await answered;
    return undefined;
  });
  return { asked, answer };
}

/** How often each path of a host was asked for. */
export function count(hits: Server['hits'], host: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const hit of hits) {
    if (hit.host === host) counts[hit.path] = (counts[hit.path] ?? 0) + 1;
  }
  return counts;
}
