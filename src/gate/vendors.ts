import type { State } from '../model/decision.js';
import type { Parts } from '../model/parts.js';
import type { Preset, VendorPage } from '../model/preset.js';
import type { Report } from '../model/problem.js';
import type { PresetConfig, Settings, Trace, Vendor } from '../model/settings.js';
import * as scripts from '../page/scripts.js';
import type { Queue } from './queue.js';
import { sweep } from './sweep.js';

/** Starts and stops the vendors of the configuration. */
export interface Vendors {
  /** Queues every vendor that is granted and has not started. */
  release(state: State): void;
  /** Stops and cleans up after every vendor that was granted and is no longer. */
  withdraw(state: State, previous: State): void;
}

export function createVendors(
  { vendors }: Settings,
  { loadPreset }: Parts,
  queue: Queue,
  report: Report,
  current: () => State,
): Vendors {
  /** What runs in this document, by vendor id: it cannot be unloaded, only told. */
  const started = new Map<string, Preset | undefined>();
  const loading = new Map<string, Promise<Preset | undefined>>();
  const loaded = new Map<string, Promise<void>>();
  const allows = (id: string) => current().vendors[id] === 'granted' || current().purposes[id] === 'granted';

  const page: VendorPage = {
    window: globalThis as unknown as VendorPage['window'],
    allows,
    script: (url, attributes) => insertOnce(url, false, attributes),
  };

  function insertOnce(
    url: string,
    inOrder: boolean,
    attributes?: { readonly [name: string]: string },
  ): Promise<void> {
    const known = loaded.get(url);
    if (known) return known;
    const settled = scripts.insert(url, inOrder, attributes);
    loaded.set(url, settled);
    return settled;
  }

  /** A vendor's own code must not stop the others (L14). */
  function attempt(vendor: Vendor, action: () => void): void {
    try {
      action();
    } catch (error) {
      report('vendor-failed', vendor.id, `threw an error; the other vendors go on. ${error}`);
    }
  }

  function load(vendor: Vendor, name: string): Promise<Preset | undefined> {
    const known = loading.get(name);
    if (known) return known;
    const file = loadPreset(name).catch(() => {
      loading.delete(name);
      report(
        'vendor-missing',
        vendor.id,
        `stays held: its file vendors/${name}.js could not be loaded. Copy the whole folder of the build to your site.`,
      );
      return undefined;
    });
    loading.set(name, file);
    return file;
  }

  function startPreset(vendor: Vendor, preset: Preset): void {
    const running = started.has(vendor.id);
    started.set(vendor.id, preset);
    attempt(vendor, () => {
      if (running) preset.grant?.(page, vendor.entries);
      else
        for (const account of vendor.entries)
          if (isValid(vendor, preset, account)) preset.start?.(page, account);
    });
  }

  /** An account in the wrong form measures nothing, or somebody else: it is not started. */
  function isValid(vendor: Vendor, preset: Preset, account: PresetConfig): boolean {
    return Object.entries(preset.parameters).every(([name, { pattern, expected, optional }]) => {
      const value = account[name];
      if (value === undefined ? optional : pattern.test(String(value))) return true;
      report(
        'vendor-parameter',
        vendor.id,
        `is not started: ${name} is ${JSON.stringify(value)}, expected ${expected}.`,
      );
      return false;
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
      allowed: () => allows(vendor.id),
      run: () => void (preset && startPreset(vendor, preset)),
      skip: () => queued.delete(vendor.id),
    });
  }

  function queueScripts(vendor: Vendor): void {
    if (started.has(vendor.id)) return;
    for (const url of vendor.entries.flatMap(({ scripts: urls = [] }) => urls)) {
      queue.add({
        lane: vendor.id,
        name: url,
        deferred: false,
        allowed: () => allows(vendor.id),
        run: () => {
          started.set(vendor.id, undefined);
          return insertOnce(url, true);
        },
        skip: () => queued.delete(vendor.id),
      });
    }
  }

  /** Granted, and on its way or running. */
  const queued = new Set<string>();

  return {
    release(state) {
      for (const vendor of vendors) {
        if (state.vendors[vendor.id] !== 'granted' || queued.has(vendor.id)) continue;
        queued.add(vendor.id);
        if (vendor.use) queuePreset(vendor, vendor.use);
        else queueScripts(vendor);
      }
    },
    withdraw(state, previous) {
      for (const vendor of vendors) {
        if (state.vendors[vendor.id] === 'granted' || previous.vendors[vendor.id] !== 'granted') continue;
        queued.delete(vendor.id);
        const preset = started.get(vendor.id);
        if (preset) attempt(vendor, () => preset.revoke?.(page, vendor.entries));
        if (vendor.use) load(vendor, vendor.use).then((file) => file && !allows(vendor.id) && sweep(file));
        else sweep({ cookies: traces(vendor, 'cookies'), storage: traces(vendor, 'storage') });
      }
    },
  };
}

/** The declared traces of a vendor of the site's own. */
export const traces = ({ entries }: Vendor, kind: 'cookies' | 'storage'): Trace[] =>
  entries.flatMap((entry) =>
    (entry[kind] ?? []).map((trace) => (typeof trace === 'string' ? { name: trace } : trace)),
  );
