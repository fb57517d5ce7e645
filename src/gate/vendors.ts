import type { State } from '../model/decision.js';
import type { Parts } from '../model/parts.js';
import type { Preset, VendorPage } from '../model/preset.js';
import type { PresetConfig, Settings, Vendor } from '../model/settings.js';
import * as scripts from '../page/scripts.js';
import { createEarlyCalls } from './calls.js';
import { type CleanUpHooks, createCleanUp } from './clean-up.js';
import type { Queue } from './queue.js';
import { sweepMarkers } from './sweep.js';

/** Starts and stops the vendors of the configuration. */
export interface Vendors {
  /** Queues every vendor that is granted and has not started. */
  release(state: State): void;
  /** Stops and cleans up after every vendor that was granted and is no longer. Returns those that only a reload stops. */
  withdraw(state: State, previous: State): readonly string[];
  /** A tag of this vendor ran. */
  noteRun(id: string): void;
  /** Cleans up once more after vendors that a reload has stopped. */
  sweepAgain(ids: readonly string[]): void;
}

export interface VendorHooks extends Omit<CleanUpHooks, 'isGranted'> {
  state(): State;
  /** Told of a script that could not be started. */
  onFailure(name: string, error: unknown): void;
}

type Attributes = { readonly [name: string]: string };

export function createVendors(
  settings: Settings,
  { loadPreset, calls }: Parts,
  queue: Queue,
  { state: current, report, onLeftovers, onFailure }: VendorHooks,
): Vendors {
  const { vendors } = settings;
  /** What runs in this document, by vendor id: it cannot be unloaded, only told. */
  const started = new Map<string, Preset | undefined>();
  /** Granted, and on its way or running. */
  const queued = new Set<string>();
  const files = new Map<string, Promise<Preset | undefined>>();
  const loaded = new Map<string, Promise<void>>();
  let parked: { readonly id: string; resume(): void }[] = [];
  const page = globalThis as unknown as VendorPage['window'];
  const earlyCalls = createEarlyCalls(page);
  const isGranted = (id: string) => current().vendors[id] === 'granted';

  for (const { id, use, entries } of vendors) {
    const names = use === undefined ? undefined : calls[use];
    if (names)
      earlyCalls.hold(
        id,
        names,
        entries.some(({ hold }) => hold === true),
      );
  }

  /**
   * Fetches, asks again whether it is granted, and only then inserts: a file that was under way when consent was
   * withdrawn waits, and runs once if consent is given again.
   */
  function insertOnce(id: string, url: string, attributes?: Attributes): Promise<void> {
    const known = loaded.get(url);
    if (known) return known;
    const settled = scripts
      .preloadUrl(url, attributes)
      .then(async () => {
        if (!isGranted(id)) await new Promise<void>((resume) => parked.push({ id, resume }));
        await scripts.insert(url, attributes);
      })
      .catch((error) => onFailure(url, error));
    loaded.set(url, settled);
    return settled;
  }

  function unpark(): void {
    const waiting = parked;
    parked = [];
    for (const one of waiting) {
      if (isGranted(one.id)) one.resume();
      else parked.push(one);
    }
  }

  /** What one vendor may do to the page. */
  const pageOf = (id: string): VendorPage => ({
    window: page,
    allows: (name) => isGranted(name) || current().purposes[name] === 'granted',
    script: (url, attributes) => insertOnce(id, url, attributes),
  });

  /** A vendor's own code must not stop the others (L14). */
  function attempt(vendor: Vendor, action: () => void): void {
    try {
      action();
    } catch (error) {
      report('vendor-failed', vendor.id, `threw an error; the other vendors go on. ${error}`);
    }
  }

  function load(vendor: Vendor, name: string): Promise<Preset | undefined> {
    const known = files.get(name);
    if (known) return known;
    const file = loadPreset(name).catch(() => {
      files.delete(name);
      report(
        'vendor-missing',
        vendor.id,
        `stays held: its file vendors/${name}.js could not be loaded. Copy the whole folder of the build to your site.`,
      );
      return undefined;
    });
    files.set(name, file);
    return file;
  }

  const cleanUp = createCleanUp(settings, load, { isGranted, report, onLeftovers });

  /** The accounts in the right form. Another one measures nothing, or somebody else: it is left out. */
  const accountsOf = (vendor: Vendor, { parameters }: Preset): readonly PresetConfig[] =>
    vendor.entries.filter((account) =>
      Object.entries(parameters).every(([name, { pattern, expected, optional }]) => {
        const value = account[name];
        if (value === undefined ? optional : pattern.test(String(value))) return true;
        const found = JSON.stringify(value) ?? 'left out';
        report('vendor-parameter', vendor.id, `is not started: ${name} is ${found}, expected ${expected}.`);
        return false;
      }),
    );

  function startPreset(vendor: Vendor, preset: Preset): void {
    const running = started.get(vendor.id) !== undefined;
    const accounts = accountsOf(vendor, preset);
    sweepMarkers(preset);
    attempt(vendor, () => {
      if (running) {
        preset.grant?.(pageOf(vendor.id), accounts);
        return;
      }
      if (!accounts.length) return;
      started.set(vendor.id, preset);
      const vendorPage = pageOf(vendor.id);
      const replay = earlyCalls.release(vendor.id);
      const start = (vendor.exempt && preset.exempt) || preset.start;
      for (const account of accounts) start?.call(preset, vendorPage, account);
      replay();
    });
  }

  function queuePreset(vendor: Vendor, name: string): void {
    let preset: Preset | undefined;
    queue.add({
      lane: vendor.id,
      name: vendor.id,
      deferred: false,
      arrival: load(vendor, name).then((file) => {
        preset = file;
      }),
      allowed: () => isGranted(vendor.id),
      run: () => void (preset && startPreset(vendor, preset)),
      skip: () => queued.delete(vendor.id),
    });
  }

  function queueScripts(vendor: Vendor): void {
    for (const url of vendor.entries.flatMap(({ scripts: urls = [] }) => urls)) {
      if (loaded.has(url)) continue;
      queue.add({
        lane: vendor.id,
        name: url,
        deferred: false,
        arrival: scripts.preloadUrl(url),
        allowed: () => isGranted(vendor.id),
        run() {
          started.set(vendor.id, undefined);
          const settled = scripts.insert(url);
          loaded.set(url, settled);
          return settled;
        },
        skip: () => queued.delete(vendor.id),
      });
    }
  }

  return {
    release(state) {
      unpark();
      for (const vendor of vendors) {
        if (state.vendors[vendor.id] !== 'granted' || queued.has(vendor.id)) continue;
        queued.add(vendor.id);
        if (vendor.use) queuePreset(vendor, vendor.use);
        else queueScripts(vendor);
      }
    },
    withdraw(state, previous) {
      const unstoppable: string[] = [];
      for (const vendor of vendors) {
        const { id, entries } = vendor;
        if (state.vendors[id] === 'granted' || previous.vendors[id] !== 'granted') continue;
        queued.delete(id);
        const preset = started.get(id);
        if (preset) attempt(vendor, () => preset.revoke?.(pageOf(id), accountsOf(vendor, preset)));
        const endless = preset?.reload === true || entries.some((entry) => entry.reload === true);
        if (endless && started.has(id)) unstoppable.push(id);
        void cleanUp.after(vendor, started.has(id));
      }
      return unstoppable;
    },
    noteRun(id) {
      if (!started.has(id)) started.set(id, undefined);
    },
    sweepAgain(ids) {
      for (const vendor of vendors) {
        if (ids.includes(vendor.id) && !isGranted(vendor.id)) void cleanUp.after(vendor, false);
      }
    },
  };
}
