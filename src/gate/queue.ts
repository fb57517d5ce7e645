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

/** The steps that wait. They run by themselves, never while they are added. */
export interface Queue {
  add(step: Step): void;
  /** After a withdrawal: takes out at once what may no longer run, so that it can be queued anew in its place. */
  recheck(): void;
  /** Nothing that waits runs any more. */
  stop(): void;
}

/** How long others wait for a step: for one whose file has not arrived, and for one that runs. */
export interface Limits {
  /** How long a file that has not arrived holds back the tags of others, in milliseconds. */
  readonly grace: number;
  /** How long it holds back those of its own lane. */
  readonly timeout: number;
}

/** Whom the queue tells, and what it must know of the page. */
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

interface Entry {
  readonly step: Step;
  /** When its download began; once it runs, when it was started. */
  since: number;
  absent: boolean;
  running: boolean;
}

/** At most this long without giving way to the visitor, in milliseconds. */
const slice = 8;

/**
 * Runs steps as the parser would: one after another in the order they were added, deferred ones last. A file
 * that does not come holds back others for `grace`, its own lane until `timeout` (contract 3.1).
 */
export function createQueue({ grace, timeout }: Limits, hooks: QueueHooks): Queue {
  const { onTimeout, onError, isParsed, whenParsed, yieldToPage } = hooks;
  // What is done leaves its set, so that finding the next one takes no longer with a thousand of them.
  const blocking = new Set<Entry>();
  const deferred = new Set<Entry>();
  // Those that are waited for no longer among them.
  const free = new Set<Entry>();
  /** Those of `free` whose file is here. */
  const ready: Entry[] = [];
  let pumping = false;
  let stopped = false;
  let again = false;
  let alarm = Number.POSITIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const setOf = ({ step }: Entry) => (step.free ? free : step.deferred ? deferred : blocking);

  /** One timer for all: looks again when the first of those that are waited for has had its time. */
  function wakeAt(time: number, now: number): void {
    if (time >= alarm) return;
    alarm = time;
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        alarm = Number.POSITIVE_INFINITY;
        // A busy page delivers what has arrived only after the timer: it is given the time to.
        void yieldToPage().then(pump);
      },
      time - now + 1,
    );
  }

  /** The next entry whose turn it is: none while one that is due has not had its grace. */
  function next(now: number): Entry | undefined {
    for (let entry = ready.shift(); entry; entry = ready.shift()) if (free.has(entry)) return entry;
    const stalled = new Set<string>();
    for (const list of [blocking, deferred]) {
      if (list === deferred && !isParsed()) return undefined;
      for (const entry of list) {
        const { lane } = entry.step;
        if (stalled.has(lane)) continue;
        if (!entry.absent && !entry.running) return entry;
        const waited = now - entry.since;
        if (waited >= timeout) giveUp(entry);
        else wakeAt(entry.since + (waited < grace ? grace : timeout), now);
        if (waited < grace) return undefined;
        if (waited < timeout) stalled.add(lane);
      }
    }
    return undefined;
  }

  /** Nobody waits for it any longer. If it comes at last, it runs then. */
  function giveUp(entry: Entry): void {
    setOf(entry).delete(entry);
    if (entry.absent) free.add(entry);
    onTimeout(entry.step);
  }

  function start(step: Step): Promise<unknown> | undefined {
    if (stopped) return undefined;
    try {
      if (step.allowed()) return step.run();
      step.skip();
    } catch (error) {
      onError(step, error);
    }
    return undefined;
  }

  async function pump(): Promise<void> {
    again = true;
    if (pumping) return;
    pumping = true;
    let started = performance.now();
    while (again) {
      again = false;
      const now = performance.now();
      const entry = next(now);
      if (!entry) continue;
      again = true;
      entry.running = true;
      entry.since = now;
      const done = () => {
        free.delete(entry);
        setOf(entry).delete(entry);
      };
      const finished = start(entry.step);
      if (finished) {
        finished
          .catch((error) => onError(entry.step, error))
          .then(done)
          .then(pump);
      } else done();
      if (performance.now() - started > slice) {
        await yieldToPage();
        started = performance.now();
      }
    }
    pumping = false;
  }

  whenParsed(() => void pump());

  return {
    add(step) {
      const entry: Entry = {
        step,
        since: performance.now(),
        absent: step.arrival !== undefined,
        running: false,
      };
      setOf(entry).add(entry);
      const arrive = () => {
        entry.absent = false;
        if (free.has(entry)) ready.push(entry);
        void pump();
      };
      // Never at once: what is released together is queued before the first of it runs.
      (step.arrival ?? Promise.resolve()).then(arrive, arrive);
      if (step.arrival) queueMicrotask(pump);
    },
    recheck() {
      for (const list of [blocking, deferred, free]) {
        for (const entry of list) {
          if (entry.running || entry.step.allowed()) continue;
          list.delete(entry);
          entry.step.skip();
        }
      }
      void pump();
    },
    stop() {
      stopped = true;
      for (const list of [blocking, deferred, free]) list.clear();
    },
  };
}
