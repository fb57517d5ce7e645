/** One tag, or one vendor, that was released and waits for its turn. */
export interface Step {
  /** Steps of one lane never overtake each other: a vendor, or the purposes and host of a tag without one. */
  readonly lane: string;
  /** Waits for nobody but its own file, and nobody waits for it. Default false. */
  readonly free?: boolean;
  /** In short, for a report. */
  readonly name: string;
  /** Deferred scripts and modules come after all others. */
  readonly deferred: boolean;
  /** Asked again right before it runs: a withdrawal stops what has not run. */
  allowed(): boolean;
  /** Settles when its file is here. Left out where nothing has to be fetched. */
  readonly arrival?: Promise<unknown> | undefined;
  /** Runs it; settles when it ran or failed. */
  run(): Promise<unknown> | undefined;
  /** Told instead of `run` when it is no longer allowed. */
  skip(): void;
}

export interface Queue {
  add(step: Step): void;
  /** After a withdrawal: takes out at once what may no longer run, so that it can be queued anew in its place. */
  recheck(): void;
}

export interface Limits {
  /** How long a file that has not arrived holds back the tags of others, in milliseconds. */
  readonly grace: number;
  /** How long it holds back those of its own lane. */
  readonly timeout: number;
}

export interface QueueHooks {
  /** Told of a step that is no longer waited for. */
  onTimeout(step: Step): void;
  /** Told of a step that threw; the others go on (L14). */
  onError(step: Step, error: unknown): void;
  /** Is the document parsed? Deferred steps wait for it. */
  isParsed(): boolean;
  whenParsed(ready: () => void): void;
  yieldToPage(): Promise<void>;
}

interface Entry extends Step {
  /** When its download began; once it runs, when it was started. */
  since: number;
  readonly order: number;
  absent: boolean;
  running: boolean;
  done: boolean;
}

/** At most this long without giving way to the visitor, in milliseconds. */
const slice = 8;

/**
 * Runs steps as the parser would: one after another in the order they were added, deferred ones last. A file
 * that does not come holds back others for `grace`, its own lane until `timeout` (contract 3.1).
 */
export function createQueue({ grace, timeout }: Limits, hooks: QueueHooks): Queue {
  const { onTimeout, onError, isParsed, whenParsed, yieldToPage } = hooks;
  let entries: Entry[] = [];
  let added = 0;
  let pumping = false;
  let again = false;

  // A busy page delivers what has arrived only after the timer: it is given the time to.
  const later = (milliseconds: number) => setTimeout(() => void yieldToPage().then(pump), milliseconds + 1);

  /** The next entry whose turn it is: none while one that is due has not had its grace. */
  function next(now: number): Entry | undefined {
    const free = entries.find((entry) => entry.free && !entry.done && !entry.absent && !entry.running);
    if (free) return free;
    const stalled = new Set<string>();
    for (const entry of entries) {
      if (entry.done || entry.free || stalled.has(entry.lane)) continue;
      if (entry.deferred && !isParsed()) return undefined;
      if (!entry.absent && !entry.running) return entry;
      const waited = now - entry.since;
      if (waited < grace) return undefined;
      if (waited < timeout) stalled.add(entry.lane);
      else giveUp(entry);
    }
    return undefined;
  }

  /** Nobody waits for it any longer. If it comes at last, it runs then. */
  function giveUp(entry: Entry): void {
    entry.done = true;
    onTimeout(entry);
    const late = () => start(entry);
    if (entry.absent) entry.arrival?.then(late, late);
  }

  function start(entry: Entry): Promise<unknown> | undefined {
    try {
      if (entry.allowed()) return entry.run();
      entry.skip();
    } catch (error) {
      onError(entry, error);
    }
    return undefined;
  }

  async function pump(): Promise<void> {
    again = pumping;
    if (pumping) return;
    pumping = true;
    let started = performance.now();
    for (;;) {
      const entry = next(performance.now());
      if (!entry) {
        if (!again) break;
        again = false;
        continue;
      }
      entry.running = true;
      entry.since = performance.now();
      const finished = start(entry);
      if (!finished) entry.done = true;
      else {
        const done = () => {
          entry.done = true;
          void pump();
        };
        finished.then(done, (error) => {
          onError(entry, error);
          done();
        });
        later(grace);
        later(timeout);
      }
      while (entries[0]?.done) entries.shift();
      if (performance.now() - started > slice) {
        await yieldToPage();
        started = performance.now();
      }
    }
    entries = entries.filter(({ done }) => !done);
    pumping = false;
  }

  whenParsed(() => void pump());

  return {
    add(step) {
      const entry: Entry = {
        ...step,
        since: performance.now(),
        order: added++,
        absent: step.arrival !== undefined,
        running: false,
        done: false,
      };
      entries.push(entry);
      entries.sort((one, other) => Number(one.deferred) - Number(other.deferred) || one.order - other.order);
      const arrive = () => {
        entry.absent = false;
        void pump();
      };
      step.arrival?.then(arrive, arrive);
      if (step.arrival) {
        later(grace);
        later(timeout);
      }
      queueMicrotask(pump);
    },
    recheck() {
      for (const entry of entries) {
        if (entry.done || entry.running || entry.allowed()) continue;
        entry.done = true;
        entry.skip();
      }
      void pump();
    },
  };
}
