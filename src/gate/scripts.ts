import type { Core } from '../model/core.js';
import type { State } from '../model/decision.js';
import { readAddress } from '../page/address.js';
import { captureWrites, takeWritten } from '../page/document-write.js';
import { createDownloads } from '../page/downloads.js';
import { findAll } from '../page/events.js';
import * as page from '../page/scripts.js';
import { isAllowed, mayRun, type Needs, outline } from './needs.js';
import type { Queue } from './queue.js';

// Of the document, whoever makes us anew in it: what ran cannot be taken back, and must not run twice.
const ran = new WeakSet<Element>();
/** What the scripts that ran and belong to no vendor need, by purposes. */
const untold = new Map<string, Needs>();

/** Lets held scripts take their turn, each of them once in a document (R11). */
export interface Scripts {
  /** Queues a script that is granted. `onRun` is called right before it runs. */
  release(script: HTMLScriptElement, needs: Needs, onRun?: () => void): void;
  /** Did it run, or is it about to? Or has Turbo put it into the head once more, where each script is to run once? */
  has(element: Element): boolean;
  /** A copy of the page will hold those that ran: they carry the type of what is held, without being it. */
  mark(): void;
  /** Did one run that belongs to no vendor? */
  running(): boolean;
  /** Does one that ran lack its consent now, with no vendor that could be told? */
  runOn(state: State): boolean;
}

/**
 * `onVendorRun` is told when a tag of a vendor runs, `onSkip` when consent was withdrawn before the turn of a script.
 */
export function createScripts(
  core: Core,
  queue: Queue,
  onVendorRun: (vendor: string) => void,
  onSkip: (script: HTMLScriptElement, needs: Needs) => void,
): Scripts {
  const { report, load, parsed } = core;
  const download = createDownloads(core.begun);
  /** The last lane of each set of purposes. */
  const lastLane = new Map<string, string>();
  let isMarked = false;

  /** An inline tag without a vendor belongs to the script of the same purposes that stands before it. */
  function laneOf(host: string, { vendor, purposes }: Needs): string {
    if (vendor) return vendor;
    const key = purposes.join(' ');
    const lane = host ? `${key} ${host}` : (lastLane.get(key) ?? key);
    lastLane.set(key, lane);
    return lane;
  }

  /** It has not run, and waits for its next yes. */
  function again(script: HTMLScriptElement, needs: Needs): void {
    ran.delete(script);
    if (script.isConnected) onSkip(script, needs);
  }

  /** Runs a script. Settles when it, and what it wrote into the page, ran or failed; undefined where it has run. */
  function start(
    script: HTMLScriptElement,
    runnable: HTMLScriptElement,
    type: string,
    needs: Needs,
  ): Promise<void> | undefined {
    captureWrites(runnable, (text) => report('write-lost', 'page', text));
    const settled = page.run(script, runnable, type, () => mayRun(core, needs));
    const after = (isDone?: boolean) => {
      // Recalled on its way: the one that a framework made is still there, and waits again.
      if (isDone === false && page.isCopy(runnable) && runnable.hasAttribute('src')) again(script, needs);
      const text = takeWritten(runnable);
      return text ? startWritten(runnable, text, needs) : undefined;
    };
    return settled ? settled.then(after) : after();
  }

  /** What a script wrote comes behind it, and its scripts run one after another. */
  async function startWritten(script: HTMLScriptElement, text: string, needs: Needs): Promise<void> {
    const written = (await load('content')).content.placeWritten(script, text);
    if (!written) report('write-lost', outline(script));
    for (const one of written ?? []) {
      if (mayRun(core, needs)) await start(one, page.remake(one), one.type, needs);
    }
  }

  return {
    has(element) {
      // It compares letter by letter, and the type of one that ran is not where it was.
      if (isMarked && element.parentNode === document.head)
        for (const one of document.head.children)
          if (ran.has(one) && one.isEqualNode(element)) ran.add(element);
      return ran.has(element);
    },
    mark() {
      isMarked = true;
      for (const script of findAll('script')) {
        if (page.isCopy(script)) script.remove();
        else if (ran.has(script)) (script as HTMLScriptElement).type = 'text/plain';
      }
    },
    running: () => untold.size > 0,
    runOn: (current) => [...untold.values()].some((needs) => !isAllowed(needs, current)),
    release(script, needs, onRun) {
      ran.add(script);
      const type = script.getAttribute('data-type') ?? '';
      const external = script.hasAttribute('src');
      const module = type === 'module';
      const host = script.src && readAddress(script.src).host;
      // As soon as it arrives, behind nobody and before nobody.
      const free = script.hasAttribute('async') && (external || module);
      // One that left the page meanwhile, with its template, does not run any more.
      const allowed = () => script.isConnected && mayRun(core, needs);
      queue.add({
        free,
        lane: free ? '' : laneOf(host, needs),
        get name() {
          return outline(script);
        },
        deferred: module || (external && script.defer),
        // Without an address that works there is no download to wait for.
        arrival: host ? download(script, allowed) : undefined,
        allowed,
        run() {
          // What the document's own parser made can run itself, and keeps its handlers and listeners.
          const runnable = parsed.has(script) ? script : page.remake(script);
          ran.add(runnable);
          onRun?.();
          if (needs.vendor) onVendorRun(needs.vendor);
          else untold.set(needs.purposes.join(' '), needs);
          return start(script, runnable, type, needs);
        },
        skip: () => again(script, needs),
      });
    },
  };
}
