import type { Core } from '../model/core.js';
import type { State } from '../model/decision.js';
import type { Preset, VendorPage } from '../model/preset.js';
import type { PresetConfig, Vendor } from '../model/settings.js';
import type { Withdrawn } from '../model/withdraw.js';
import { isUnderDevelopment } from '../page/development.js';
import * as scripts from '../page/scripts.js';
import { reportFailure } from './failure.js';
import type { Queue } from './queue.js';

/** Starts and stops the vendors of the configuration. */
export interface Vendors {
  /** Queues every vendor that is granted and has not started. */
  release(state: State): void;
  /**
   * Tells every vendor that was granted and is no longer, and returns them; and those of Google's that go on, once more,
   * that they are granted. What they left is not deleted here.
   */
  withdraw(state: State, previous: State): readonly Withdrawn[];
  /** The vendors that ran in this document. */
  running(): readonly string[];
  /** A tag of this vendor ran. */
  noteRun(id: string): void;
}

type Attributes = { readonly [name: string]: string };

const isGoogles = ({ use }: Vendor) => use?.startsWith('google-');

// Of the document, whoever makes us anew in it: what runs cannot be unloaded, only told.
/** What runs, by vendor id. */
const started = new Map<string, Preset | undefined>();
/** Those of which a tag in the page ran. */
const tagged = new Set<string>();
/** By address. */
const loaded = new Map<string, Promise<void>>();
/** Scripts that wait for their consent. */
let parked: { readonly id: string; resume(): void }[] = [];
/** Of whoever was made last: what was on its way before goes on under what holds now. */
let current: Pick<Core, 'running' | 'state'>;
const isGranted = (id: string) => current.running && current.state.vendors[id] === 'granted';

/** It starts none before `release`; under development it reads their files at once, to check the accounts. */
export function createVendors(core: Core, queue: Queue): Vendors {
  const { load, report, releaseCalls } = core;
  const { vendors } = core.settings;
  /** Granted, and on its way or running: since when the page's own calls count (ms, as `Date.now()`). */
  const queued = new Map<string, number>();
  const page = globalThis as unknown as VendorPage['window'];
  current = core;

  /**
   * Fetches, asks again whether it is granted, and only then inserts: a file that was under way when consent was
   * withdrawn waits, and runs once if consent is given again.
   */
  function insertOnce(id: string, url: string, attributes?: Attributes): Promise<void> {
    let settled = loaded.get(url);
    if (!settled) {
      settled = scripts
        .preloadUrl(url, attributes)
        .then(async () => {
          do {
            if (!isGranted(id)) await new Promise<void>((resume) => parked.push({ id, resume }));
          } while (!(await scripts.insert(url, () => isGranted(id), attributes)));
        })
        .catch((error) => reportFailure(report, url, error));
      loaded.set(url, settled);
    }
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
    allows: (name) => isGranted(name) || current.state.purposes[name] === 'granted',
    script: (url, attributes) => insertOnce(id, url, attributes),
  });

  /** A vendor's own code must not stop the others (L14). */
  function attempt({ id }: Vendor, action: () => void): void {
    try {
      action();
    } catch (error) {
      report('vendor-failed', id, error);
    }
  }

  /** The accounts in the right form. Another one measures nothing, or somebody else: it is left out. */
  const accountsOf = ({ id, entries }: Vendor, { parameters }: Preset): readonly PresetConfig[] =>
    entries.filter((account) =>
      Object.entries(parameters).every(([name, { pattern, expected, optional }]) => {
        const value = account[name];
        // An object out of JSON may have no text of its own.
        const text =
          typeof value === 'object' && !Array.isArray(value) ? JSON.stringify(value) : String(value);
        if (value === undefined ? optional : pattern.test(text)) return true;
        report('vendor-parameter', id, name, value, expected);
        return false;
      }),
    );

  function startPreset(vendor: Vendor, preset: Preset): void {
    const running = started.get(vendor.id) !== undefined;
    const accounts = accountsOf(vendor, preset);
    attempt(vendor, () => {
      const exempt = vendor.exempt && preset.exempt;
      if (running) preset.grant?.(pageOf(vendor.id), accounts, Boolean(exempt));
      else if (accounts.length) {
        started.set(vendor.id, preset);
        const replay = releaseCalls(vendor, queued.get(vendor.id)!);
        const start = exempt || preset.start;
        for (const account of accounts) start?.call(preset, pageOf(vendor.id), account);
        replay?.();
      }
    });
  }

  function queueStep(
    { id }: Vendor,
    name: string,
    arrival: Promise<unknown>,
    run: () => Promise<unknown> | undefined,
  ): void {
    queue.add({
      lane: id,
      name,
      deferred: false,
      arrival,
      allowed: () => isGranted(id),
      run,
      skip: () => queued.delete(id),
    });
  }

  function queuePreset(vendor: Vendor): void {
    let preset: Preset | undefined;
    const arrival = core.preset(vendor).then(async (file) => {
      preset = file;
      // The marks of an earlier refusal would silence it.
      if (file?.markers?.some((name) => core.readCookies(name).length))
        (await load('withdraw')).sweepMarkers(file);
    });
    queueStep(vendor, vendor.id, arrival, () => void (preset && startPreset(vendor, preset)));
  }

  function queueScripts(vendor: Vendor): void {
    for (const url of vendor.entries.flatMap(({ scripts: urls = [] }) => urls)) {
      if (loaded.has(url)) continue;
      queueStep(vendor, url, scripts.preloadUrl(url), () => {
        // Queued a second time while its file was late.
        if (loaded.has(url)) return undefined;
        started.set(vendor.id, undefined);
        const inserted = scripts.insert(url, () => isGranted(vendor.id));
        // Recalled by a withdrawal, it is as if it had never been there.
        const settled = inserted.then((ran) => {
          if (!ran) loaded.delete(url);
        });
        loaded.set(url, settled);
        return settled;
      });
    }
  }

  // Whoever makes the site reads at once that an account has the wrong form, not after the first yes.
  if (isUnderDevelopment())
    for (const vendor of vendors)
      void core.preset(vendor).then((preset) => preset && accountsOf(vendor, preset));

  return {
    running: () => [...started.keys()],
    release(state) {
      unpark();
      // A choice of before this page grants all that the page calls; what it called before a newer one is dropped.
      const last = core.stored?.record.last ?? 0;
      const since = last + 1000 > performance.timeOrigin ? Date.now() : 0;
      for (const vendor of vendors) {
        if (state.vendors[vendor.id] !== 'granted' || queued.has(vendor.id)) continue;
        queued.set(vendor.id, since);
        (vendor.use ? queuePreset : queueScripts)(vendor);
      }
    },
    withdraw(state, previous) {
      const withdrawn = vendors.filter(
        ({ id }) => state.vendors[id] !== 'granted' && previous.vendors[id] === 'granted',
      );
      const all = withdrawn.map((vendor) => {
        const { id } = vendor;
        queued.delete(id);
        const preset = started.get(id);
        if (preset) attempt(vendor, () => preset.revoke?.(pageOf(id), accountsOf(vendor, preset)));
        const reload = preset?.reload || vendor.entries.some((entry) => entry.reload);
        const isLoose = vendor.use && tagged.has(id) && !preset?.revoke;
        return { vendor, ran: started.has(id), endless: started.has(id) && Boolean(reload || isLoose) };
      });
      // Google's tags share their consent: what one was told, or Google of the purposes, is not said of those that go on.
      if (core.settings.googleConsentMode || withdrawn.some(isGoogles)) {
        for (const vendor of vendors.filter(isGoogles)) {
          const preset = started.get(vendor.id);
          const goesOn = [state, previous].every((one) => one.vendors[vendor.id] === 'granted');
          if (preset && goesOn) startPreset(vendor, preset);
        }
      }
      return all;
    },
    noteRun(id) {
      tagged.add(id);
      if (!started.has(id)) started.set(id, undefined);
    },
  };
}
