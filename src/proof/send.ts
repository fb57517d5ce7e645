import type { Report } from '../model/problem.js';
import { alone, watchPage } from '../page/alone.js';
import { at } from '../page/lifecycle.js';
import { isOnline, post, postLast } from '../page/post.js';
import type { Device, Entry } from './device.js';

/** So few at once: over HTTP/1.1, a browser has six connections to a host, and an endpoint that hangs keeps its own. */
const atOnce = 2;
/** The pause after a failure and the longest one, in milliseconds. */
const firstPause = 1000;
const longestPause = 3_600_000;
/** So many failures in a row are no accident any more. */
const persistent = 3;

/** The pause after so many failures in a row: twice as long each time, and never the same for two visitors. */
export const pauseAfter = (tries: number, random = Math.random()): number =>
  Math.min(longestPause, firstPause * 2 ** (tries - 1)) * (0.5 + random / 2);

/** It also sends by itself: when a pause is over, when the browser is online again, when the page comes back or is left. */
export interface Sender {
  /** Sends what waits, if it is time. Settles when nothing is under way any more. */
  send(): Promise<void>;
  /** When something that waits may be tried again; undefined if nothing waits. */
  due(): number | undefined;
  stop(): void;
}

/** Sends proofs until each was answered. The endpoint knows by `recordId` what it has already. */
export function createSender(
  endpoint: string,
  name: string,
  device: Device,
  report: Report,
  onChange: () => void,
): Sender {
  const inFlight = new Map<string, { readonly outlives: boolean }>();
  const tried = new Set<string>();
  let turn: Promise<void> | undefined;
  let done = () => {};
  let pausedUntil = 0;
  let stopClock = () => {};
  let stopped = false;

  const waiting = (): Entry[] => device.entries().filter(({ sent }) => !sent);
  const isPaused = () => stopped || !isOnline() || Date.now() < pausedUntil;

  function pump(): void {
    for (const entry of isPaused() ? [] : waiting()) {
      if (inFlight.size >= atOnce) break;
      if (!inFlight.has(entry.proof.recordId)) void deliver(entry);
    }
    if (!inFlight.size) done();
  }

  async function deliver(entry: Entry): Promise<void> {
    const { proof } = entry;
    // Not after a failure: the quota of requests that outlive the page may be its very reason, and a request that hangs
    // must not outlive page after page.
    const outlives = !tried.has(proof.recordId) && !device.tries();
    tried.add(proof.recordId);
    inFlight.set(proof.recordId, { outlives });
    const status = await post(endpoint, JSON.stringify(proof), outlives);
    inFlight.delete(proof.recordId);
    // 409: it came before, and its answer was lost.
    if ((status >= 200 && status < 300) || status === 409) {
      device.put({ ...entry, sent: true });
      if (!isPaused()) device.plan(0, 0);
    } else fail(status);
    onChange();
    pump();
  }

  function fail(status: number): void {
    // Those that were under way together failed together.
    if (isPaused()) return;
    const tries = device.tries() + 1;
    pausedUntil = Math.ceil(Date.now() + pauseAfter(tries));
    device.plan(pausedUntil, tries);
    stopClock();
    // By the clock, not by a timer alone: one that comes a millisecond early would find us still pausing.
    stopClock = at(pausedUntil, send);
    if (tries >= persistent || (status >= 400 && status < 500)) {
      report(
        'record-unsent',
        endpoint,
        `${status ? `answers ${status}` : 'does not answer'}: proofs wait on the visitors' devices and are sent again. Expected: a 2xx answer to a POST of JSON, without a redirect, and, from another origin, with CORS headers.`,
      );
    }
  }

  async function send(): Promise<void> {
    if (turn) pump();
    else if (!isPaused() && waiting().length) {
      turn = alone(`${name}-send`, () => {
        const finished = new Promise<void>((resolve) => {
          done = resolve;
        });
        pump();
        return finished;
      })
        .catch(() => {})
        .finally(() => {
          turn = undefined;
        });
    }
    await turn;
  }

  /** The visitor may never come back. */
  function farewell(): void {
    const tries = device.tries();
    const left = waiting().filter(({ proof }) => !inFlight.get(proof.recordId)?.outlives);
    if (!tries && isOnline()) {
      for (const { proof } of left.slice(0, atOnce - inFlight.size))
        postLast(endpoint, JSON.stringify(proof));
    }
    // What is not answered yet may hang; the next page does not ask at once.
    if (inFlight.size) device.plan(Math.ceil(Date.now() + pauseAfter(tries + 1)), tries + 1);
  }

  const unwatch = watchPage(() => {
    pausedUntil = 0;
    void send();
  }, farewell);

  return {
    send,
    due: () => (waiting().length ? pausedUntil : undefined),
    stop() {
      stopped = true;
      stopClock();
      unwatch();
      done();
    },
  };
}
