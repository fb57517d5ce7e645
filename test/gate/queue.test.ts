import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createQueue, type Queue, type Step } from '../../src/gate/queue.js';
import { runs } from '../support/runs.js';

const grace = 500;
const timeout = 15_000;
/** Timers may be a few milliseconds late, never early. */
const late = 10;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

interface Tag {
  readonly name: string;
  readonly lane?: string;
  readonly deferred?: boolean;
  readonly free?: boolean;
  /** Milliseconds until its file is here; `Infinity` for a file that never comes. */
  readonly arrives?: number;
  /** Milliseconds that it runs. Left out: it is done at once. */
  readonly runs?: number;
  readonly allowed?: () => boolean;
}

interface Bench {
  readonly queue: Queue;
  /** What ran, and when. */
  readonly ran: { readonly name: string; readonly at: number }[];
  readonly skipped: string[];
  readonly timedOut: string[];
  add(...tags: Tag[]): void;
  /** The names of all that ran until now, in order. */
  names(): string[];
  /** When it ran; undefined as long as it did not. */
  timeOf(name: string): number | undefined;
}

const wait = (milliseconds: number): Promise<void> =>
  milliseconds === Number.POSITIVE_INFINITY
    ? new Promise(() => {})
    : new Promise((resolve) => setTimeout(resolve, milliseconds));

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

function createBench(
  yieldToPage: () => Promise<void> = () => Promise.resolve(),
  parser: { isParsed(): boolean; whenParsed(ready: () => void): void } = {
    isParsed: () => true,
    whenParsed: () => {},
  },
): Bench {
  const ran: Bench['ran'] = [];
  const skipped: string[] = [];
  const timedOut: string[] = [];
  const queue = createQueue(
    { grace, timeout },
    {
      onTimeout: ({ name }) => timedOut.push(name),
      onError: (_step, error) => {
        throw error;
      },
      ...parser,
      yieldToPage,
    },
  );
  const start = performance.now();
  const stepOf = ({
    name,
    lane = name,
    deferred = false,
    free = false,
    arrives,
    runs: time,
    allowed,
  }: Tag): Step => ({
    lane,
    name,
    deferred,
    free,
    ...(arrives !== undefined && { arrival: wait(arrives) }),
    allowed: allowed ?? (() => true),
    run() {
      ran.push({ name, at: performance.now() - start });
      return time === undefined ? undefined : wait(time);
    },
    skip: () => void skipped.push(name),
  });
  return {
    queue,
    ran,
    skipped,
    timedOut,
    add: (...tags) => {
      for (const tag of tags) queue.add(stepOf(tag));
    },
    names: () => ran.map(({ name }) => name),
    timeOf: (name) => ran.find((entry) => entry.name === name)?.at,
  };
}

const never = Number.POSITIVE_INFINITY;

describe('the order of tags', () => {
  it('is the order in which they were released', async () => {
    const bench = createBench();
    bench.add({ name: 'a' }, { name: 'b' }, { name: 'c' });
    await pass(0);
    expect(bench.names()).toEqual(['a', 'b', 'c']);
  });

  it('is kept where a later file arrives first', async () => {
    const bench = createBench();
    bench.add({ name: 'a', arrives: 300 }, { name: 'b', arrives: 10 }, { name: 'c' });
    await pass(299);
    expect(bench.names()).toEqual([]);
    await pass(1);
    expect(bench.names()).toEqual(['a', 'b', 'c']);
  });

  it('has each wait until the one before has run', async () => {
    const bench = createBench();
    bench.add({ name: 'a', runs: 200 }, { name: 'b' });
    await pass(199);
    expect(bench.names()).toEqual(['a']);
    await pass(1);
    expect(bench.names()).toEqual(['a', 'b']);
  });

  it('has deferred ones last, among themselves in order', async () => {
    const bench = createBench();
    bench.add(
      { name: 'd1', deferred: true },
      { name: 'a' },
      { name: 'd2', deferred: true },
      { name: 'b', arrives: 100 },
    );
    await pass(50);
    expect(bench.names()).toEqual(['a']);
    await pass(50);
    expect(bench.names()).toEqual(['a', 'b', 'd1', 'd2']);
  });

  it('lets nobody who comes later overtake one that is on its way', async () => {
    const bench = createBench();
    bench.add({ name: 'a', arrives: 400 });
    await pass(100);
    bench.add({ name: 'b' });
    await pass(299);
    expect(bench.names()).toEqual([]);
    await pass(1);
    expect(bench.names()).toEqual(['a', 'b']);
  });

  it('goes on with what is added while a tag runs', async () => {
    const bench = createBench();
    bench.queue.add({
      lane: 'a',
      name: 'a',
      deferred: false,
      allowed: () => true,
      run() {
        bench.add({ name: 'b' });
        return undefined;
      },
      skip() {},
    });
    bench.add({ name: 'c' });
    await pass(0);
    expect(bench.names()).toEqual(['c', 'b']);
  });

  it('gives way to the visitor between tags that take long, and goes on afterwards', async () => {
    const ready: (() => void)[] = [];
    const bench = createBench(() => new Promise((resolve) => ready.push(resolve)));
    const slow = (name: string) => ({
      lane: name,
      name,
      deferred: false,
      allowed: () => true,
      run() {
        bench.ran.push({ name, at: 0 });
        vi.advanceTimersByTime(20);
        return undefined;
      },
      skip() {},
    });
    for (const name of ['a', 'b', 'c']) bench.queue.add(slow(name));
    await pass(0);
    expect(bench.names()).toEqual(['a']);
    ready.shift()!();
    await pass(0);
    expect(bench.names()).toEqual(['a', 'b']);
    ready.shift()!();
    await pass(0);
    expect(bench.names()).toEqual(['a', 'b', 'c']);
  });
});

describe('a file that does not come', () => {
  it('holds back others for half a second and not longer', async () => {
    const bench = createBench();
    bench.add({ name: 'hanging', arrives: never }, { name: 'other' });
    await pass(grace - 1);
    expect(bench.names()).toEqual([]);
    await pass(late);
    expect(bench.names()).toEqual(['other']);
  });

  it('holds back others for half a second in total even if several do not come', async () => {
    const bench = createBench();
    for (let index = 0; index < 10; index++) bench.add({ name: `hanging-${index}`, arrives: never });
    bench.add({ name: 'other' }, { name: 'another', arrives: 300 });
    await pass(grace + late);
    expect(bench.names()).toEqual(['other', 'another']);
  });

  it('holds back the deferred tags of others no longer', async () => {
    const bench = createBench();
    bench.add({ name: 'hanging', arrives: never }, { name: 'other', deferred: true });
    await pass(grace + late);
    expect(bench.names()).toEqual(['other']);
  });

  it('holds back the tags of its own lane until it times out, which is told once', async () => {
    const bench = createBench();
    bench.add(
      { name: 'hanging', lane: 'own', arrives: never },
      { name: 'own-1', lane: 'own' },
      { name: 'other' },
      { name: 'own-2', lane: 'own', deferred: true },
    );
    await pass(timeout - 1);
    expect(bench.names()).toEqual(['other']);
    expect(bench.timedOut).toEqual([]);
    await pass(late);
    expect(bench.names()).toEqual(['other', 'own-1', 'own-2']);
    expect(bench.timedOut).toEqual(['hanging']);
    await pass(10 * timeout);
    expect(bench.timedOut).toEqual(['hanging']);
  });

  it('holds back nobody once it has arrived in its own time', async () => {
    const bench = createBench();
    bench.add({ name: 'slow', lane: 'own', arrives: 3000 }, { name: 'own', lane: 'own' }, { name: 'other' });
    await pass(3000 + late);
    expect(bench.names()).toEqual(['other', 'slow', 'own']);
    expect(bench.timedOut).toEqual([]);
  });

  it('runs when it comes at last, once', async () => {
    const bench = createBench();
    bench.add({ name: 'hanging', lane: 'own', arrives: 20_000 }, { name: 'own', lane: 'own' });
    await pass(60_000);
    expect(bench.names()).toEqual(['own', 'hanging']);
    expect(bench.timedOut).toEqual(['hanging']);
  });

  it('does not run when it comes at last and consent was withdrawn meanwhile', async () => {
    const bench = createBench();
    let allowed = true;
    bench.add({ name: 'hanging', arrives: 20_000, allowed: () => allowed });
    await pass(16_000);
    allowed = false;
    await pass(60_000);
    expect(bench.names()).toEqual([]);
    expect(bench.skipped).toEqual(['hanging']);
  });
});

describe('a tag that was started and does not end', () => {
  it('holds back others for half a second, and its own lane until it times out', async () => {
    const bench = createBench();
    bench.add(
      { name: 'endless', lane: 'own', runs: never },
      { name: 'own-1', lane: 'own' },
      { name: 'other' },
    );
    await pass(grace - 1);
    expect(bench.names()).toEqual(['endless']);
    await pass(late);
    expect(bench.names()).toEqual(['endless', 'other']);
    await pass(timeout);
    expect(bench.names()).toEqual(['endless', 'other', 'own-1']);
    expect(bench.timedOut).toEqual(['endless']);
  });

  it('is not run a second time when it ends after all', async () => {
    const bench = createBench();
    bench.add({ name: 'slow', runs: 20_000 });
    await pass(60_000);
    expect(bench.names()).toEqual(['slow']);
  });
});

describe('a withdrawal', () => {
  it('before its turn stops a tag for good', async () => {
    const bench = createBench();
    let allowed = true;
    bench.add(
      { name: 'first', arrives: 100 },
      { name: 'withdrawn', allowed: () => allowed },
      { name: 'last' },
    );
    await pass(50);
    allowed = false;
    await pass(50);
    expect(bench.names()).toEqual(['first', 'last']);
    expect(bench.skipped).toEqual(['withdrawn']);
    allowed = true;
    await pass(10 * timeout);
    expect(bench.names()).toEqual(['first', 'last']);
    expect(bench.skipped).toEqual(['withdrawn']);
  });

  it('while its file is on its way stops a tag', async () => {
    const bench = createBench();
    let allowed = true;
    bench.add({ name: 'withdrawn', arrives: 100, allowed: () => allowed });
    await pass(99);
    allowed = false;
    await pass(timeout);
    expect(bench.names()).toEqual([]);
    expect(bench.skipped).toEqual(['withdrawn']);
  });

  it('that is taken back before the turn of a tag changes nothing', async () => {
    const bench = createBench();
    let allowed = true;
    bench.add({ name: 'first', arrives: 100 }, { name: 'second', allowed: () => allowed });
    await pass(50);
    allowed = false;
    await pass(20);
    allowed = true;
    await pass(100);
    expect(bench.names()).toEqual(['first', 'second']);
    expect(bench.skipped).toEqual([]);
  });
});

describe('a withdrawal that is told', () => {
  it('takes out at once what waits and may no longer run, and nothing else', async () => {
    const bench = createBench();
    let allowed = true;
    bench.add(
      { name: 'first', arrives: 400 },
      { name: 'withdrawn', allowed: () => allowed },
      { name: 'last' },
    );
    await pass(10);
    allowed = false;
    bench.queue.recheck();
    expect(bench.skipped).toEqual(['withdrawn']);
    allowed = true;
    await pass(timeout);
    expect(bench.names()).toEqual(['first', 'last']);
    expect(bench.skipped).toEqual(['withdrawn']);
  });

  it('takes out what is waited for no longer: queued anew, it runs once', async () => {
    const bench = createBench();
    let allowed = true;
    const tag = { name: 'tag', arrives: timeout + 1000, allowed: () => allowed };
    bench.add(tag);
    await pass(timeout + late);
    expect(bench.timedOut).toEqual(['tag']);
    allowed = false;
    bench.queue.recheck();
    expect(bench.skipped).toEqual(['tag']);
    allowed = true;
    bench.add({ ...tag, arrives: 3000 });
    await pass(2000);
    expect(bench.names()).toEqual([]);
    await pass(2000);
    expect(bench.names()).toEqual(['tag']);
  });

  it('lets what was queued anew run once, in its new place', async () => {
    const bench = createBench();
    let allowed = true;
    const tag = { name: 'tag', allowed: () => allowed };
    bench.add({ name: 'first', arrives: 400 }, tag, { name: 'second' });
    allowed = false;
    bench.queue.recheck();
    allowed = true;
    bench.add(tag);
    await pass(timeout);
    expect(bench.names()).toEqual(['first', 'second', 'tag']);
  });

  it('leaves alone what runs already', async () => {
    const bench = createBench();
    let allowed = true;
    bench.add({ name: 'running', runs: 300, allowed: () => allowed }, { name: 'next' });
    await pass(10);
    allowed = false;
    bench.queue.recheck();
    await pass(timeout);
    expect(bench.names()).toEqual(['running', 'next']);
    expect(bench.skipped).toEqual([]);
  });
});

describe('deferred tags', () => {
  it('wait until the document is parsed; the others do not', async () => {
    let isParsed = false;
    const ready: (() => void)[] = [];
    const bench = createBench(undefined, {
      isParsed: () => isParsed,
      whenParsed: (callback) => void ready.push(callback),
    });
    bench.add({ name: 'deferred', deferred: true }, { name: 'blocking' });
    await pass(10 * timeout);
    expect(bench.names()).toEqual(['blocking']);
    isParsed = true;
    for (const callback of ready) callback();
    await pass(0);
    expect(bench.names()).toEqual(['blocking', 'deferred']);
  });
});

describe('a tag that is free of the order', () => {
  it('runs when its own file is here and holds back nobody', async () => {
    const bench = createBench();
    bench.add({ name: 'free', free: true, arrives: 300, runs: 1000 }, { name: 'other' });
    await pass(0);
    expect(bench.names()).toEqual(['other']);
    await pass(300);
    expect(bench.names()).toEqual(['other', 'free']);
    bench.add({ name: 'later', lane: 'free' });
    await pass(0);
    expect(bench.names()).toEqual(['other', 'free', 'later']);
  });
});

describe('any number of tags, however they arrive', () => {
  const tag = fc.record({
    added: fc.nat({ max: 2000 }),
    lane: fc.constantFrom('one', 'two', 'three', 'four'),
    deferred: fc.boolean(),
    arrives: fc.option(fc.nat({ max: 4000 }), { nil: undefined }),
    runs: fc.option(fc.nat({ max: 1000 }), { nil: undefined }),
  });
  const plan = fc.array(tag, { minLength: 1, maxLength: 12 }).map((tags) =>
    tags
      .toSorted((a, b) => a.added - b.added)
      .map(({ added, lane, deferred, arrives, runs: time }, index) => ({
        added,
        tag: {
          name: `${index}`,
          lane,
          deferred,
          ...(arrives !== undefined && { arrives }),
          ...(time !== undefined && { runs: time }),
        },
      })),
  );

  async function play(tags: readonly { added: number; tag: Tag }[], together: boolean): Promise<Bench> {
    const bench = createBench();
    for (const { added, tag: next } of tags) {
      if (together) bench.add(next);
      else setTimeout(() => bench.add(next), added);
    }
    await pass(10 * timeout);
    return bench;
  }

  it('run once each, none of them before it is here', async () => {
    await fc.assert(
      fc.asyncProperty(plan, fc.boolean(), async (tags, together) => {
        const bench = await play(tags, together);
        expect(bench.names().toSorted()).toEqual(tags.map(({ tag: { name } }) => name).toSorted());
        expect(bench.skipped).toEqual([]);
        expect(bench.timedOut).toEqual([]);
        for (const { added, tag: one } of tags) {
          expect(bench.timeOf(one.name)).toBeGreaterThanOrEqual((together ? 0 : added) + (one.arrives ?? 0));
        }
      }),
      runs(200),
    );
  });

  it('never overtake each other within a lane, and none starts before the one before has ended', async () => {
    await fc.assert(
      fc.asyncProperty(plan, fc.boolean(), async (tags, together) => {
        const bench = await play(tags, together);
        for (const deferred of [false, true]) {
          for (const lane of ['one', 'two', 'three', 'four']) {
            const own = tags
              .map((entry) => entry.tag)
              .filter((t) => t.lane === lane && t.deferred === deferred);
            for (const [index, one] of own.entries()) {
              const next = own[index + 1];
              if (!next) continue;
              expect(bench.timeOf(next.name)).toBeGreaterThanOrEqual(
                bench.timeOf(one.name)! + (one.runs ?? 0),
              );
            }
          }
        }
      }),
      runs(200),
    );
  });

  it('run in the order of the page where they were released together and no file is late', async () => {
    const quick = plan.map((tags) =>
      tags.map(({ added, tag: { arrives, runs: _, ...one } }) => ({
        added,
        tag: { ...one, ...(arrives !== undefined && { arrives: arrives % grace }) },
      })),
    );
    await fc.assert(
      fc.asyncProperty(quick, async (tags) => {
        const bench = await play(tags, true);
        const page = [
          ...tags.filter(({ tag: { deferred } }) => !deferred),
          ...tags.filter(({ tag: { deferred } }) => deferred),
        ];
        expect(bench.names()).toEqual(page.map(({ tag: { name } }) => name));
      }),
      runs(200),
    );
  });

  it('are never held back by others for more than half a second where files do not come', async () => {
    const lanes = fc.uniqueArray(fc.constantFrom('one', 'two', 'three', 'four'), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(lanes, fc.nat({ max: 400 }), async (hanging, arrives) => {
        const bench = createBench();
        for (const lane of hanging) bench.add({ name: lane, lane, arrives: never });
        bench.add({ name: 'other', arrives }, { name: 'last' });
        await pass(grace + late);
        expect(bench.names()).toEqual(['other', 'last']);
      }),
      runs(100),
    );
  });
});

describe('a step that throws', () => {
  it('stops no other, and is told of (L14)', async () => {
    const failed: string[] = [];
    const ran: string[] = [];
    const queue = createQueue(
      { grace, timeout },
      {
        onTimeout: () => {},
        onError: ({ name }) => failed.push(name),
        isParsed: () => true,
        whenParsed: () => {},
        yieldToPage: () => Promise.resolve(),
      },
    );
    for (const name of ['a', 'b', 'c']) {
      queue.add({
        lane: name,
        name,
        deferred: false,
        allowed: () => true,
        run() {
          if (name === 'b') throw new TypeError('refused');
          ran.push(name);
          return undefined;
        },
        skip: () => {},
      });
    }
    await pass(0);
    expect({ ran, failed }).toEqual({ ran: ['a', 'c'], failed: ['b'] });
  });
});

describe('once it was stopped', () => {
  it('runs neither what comes late, nor what is added', async () => {
    const bench = createBench();
    bench.add({ name: 'late', arrives: timeout + 1000 });
    await pass(timeout + late);
    expect(bench.timedOut).toEqual(['late']);
    bench.queue.stop();
    bench.add({ name: 'new' });
    await pass(5000);
    expect(bench.names()).toEqual([]);
  });
});
