import type { State } from '../model/decision.js';
import * as page from '../page/scripts.js';
import { createSlices } from '../page/slices.js';
import { isAllowed, type Needs, outline } from './needs.js';
import type { Queue } from './queue.js';

/** Lets held scripts take their turn, each of them once in a document (R11). */
export interface Scripts {
  /** Queues a script that is granted. `onRun` is called right before it runs. */
  release(script: HTMLScriptElement, needs: Needs, onRun?: () => void): void;
  /** Did it run, or is it about to? */
  has(element: Element): boolean;
  /** Does one that ran lack its consent now, with no vendor that could be told? */
  runOn(state: State): boolean;
}

export interface ScriptHooks {
  /** Did the document's own parser make it? Then it can run itself, and keeps its handlers and listeners. */
  isParsed(script: Element): boolean;
  /** Told when consent was withdrawn before its turn. */
  onSkip(script: HTMLScriptElement, needs: Needs): void;
  /** Told when a tag of a vendor runs. */
  onVendorRun(vendor: string): void;
  /** Told of a `document.write` that came too late, or that the page forbids. */
  onLostWrite(script: Element, why: string): void;
}

export function createScripts(
  queue: Queue,
  state: () => State,
  { isParsed, onSkip, onVendorRun, onLostWrite }: ScriptHooks,
): Scripts {
  const ran = new WeakSet<Element>();
  const arrivals = new WeakMap<Element, Promise<void>>();
  /** Beginning a thousand downloads at once would keep the page from answering. */
  const begin = createSlices();
  /** What the scripts that ran and belong to no vendor need. */
  const untold = new Set<Needs>();
  /** The last lane of each set of purposes. */
  const lastLane = new Map<string, string>();

  /** An inline tag without a vendor belongs to the script of the same purposes that stands before it. */
  function laneOf({ vendor, purposes }: Needs, host: string): string {
    if (vendor) return vendor;
    const key = purposes.join(' ');
    const lane = host ? `${key} ${host}` : (lastLane.get(key) ?? key);
    lastLane.set(key, lane);
    return lane;
  }

  /** One download, however often consent changes meanwhile. */
  function arrivalOf(script: HTMLScriptElement, module: boolean, allowed: () => boolean): Promise<void> {
    const known = arrivals.get(script);
    if (known) return known;
    const arrival = new Promise<void>((settle) => {
      begin(() => {
        const download = allowed() ? page.preload(script, module) : undefined;
        if (download) void download.then(settle);
        else settle();
      });
    });
    arrivals.set(script, arrival);
    return arrival;
  }

  return {
    has: (element) => ran.has(element),
    runOn: (current) => [...untold].some((needs) => !isAllowed(needs, current)),
    release(script, needs, onRun) {
      ran.add(script);
      const type = script.getAttribute('data-type') ?? '';
      const external = script.hasAttribute('src');
      const host = external ? hostOf(script.src) : '';
      const module = type === 'module';
      // One that left the page meanwhile, with its template, does not run any more.
      const allowed = () => script.isConnected && isAllowed(needs, state());
      const run = () => {
        const runnable = isParsed(script) ? script : page.remake(script);
        ran.add(runnable);
        onRun?.();
        if (needs.vendor) onVendorRun(needs.vendor);
        else untold.add(needs);
        return page.run(script, runnable, type, {
          allowed: () => isAllowed(needs, state()),
          onLostWrite: (why) => onLostWrite(script, why),
        });
      };
      // As soon as it arrives, behind nobody and before nobody.
      const free = script.hasAttribute('async') && (external || module);
      queue.add({
        free,
        lane: free ? '' : laneOf(needs, host),
        get name() {
          return outline(script);
        },
        deferred: module || (external && script.defer),
        // Without an address that works there is no download to wait for.
        arrival: host ? arrivalOf(script, module, allowed) : undefined,
        allowed,
        run,
        skip() {
          ran.delete(script);
          if (script.isConnected) onSkip(script, needs);
        },
      });
    },
  };
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return '';
  }
}
