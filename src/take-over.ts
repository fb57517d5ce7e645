import type { Core } from './model/core.js';
import type { Stored } from './model/decision.js';
import type { ImportConfig } from './model/import.js';
import * as storage from './page/storage.js';
import { encode } from './record/codec.js';
import { makeRecord } from './record/make.js';
import { readRecord } from './record/record.js';
import { createStore } from './record/store.js';
import { translate } from './state/earlier.js';

// Loaded for a visitor without a choice, on a site that had another tool.

/** No browser keeps a cookie longer. */
const longest = 400 * 24 * 60 * 60 * 1000;

/** The choice that the site's former tool stored, for a visitor who has none of ours; undefined: ask. Never rejected. */
export async function takeOver(core: Core): Promise<Stored | undefined> {
  for (const rule of core.settings.imports) {
    const texts = new Set([...core.readCookies(rule.name).map(decode), ...storage.readStored(rule.name)]);
    if (!texts.size) continue;
    // Two that differ: nobody knows which of them holds.
    const [text = ''] = texts;
    return claim(core) && texts.size === 1 ? takeOne(core, rule, text) : undefined;
  }
  return undefined;
}

/**
 * True the first time only, also where a choice of ours was made before: theirs is left as it is, and would otherwise come back once ours has expired or is forgotten.
 * Where that cannot be noted, nothing is taken over.
 */
export function claim(core: Core): boolean {
  const { settings, readCookies } = core;
  const name = `${settings.store.name}-imported`;
  if (readCookies(name).length || storage.readStored(name).length) return false;
  const mark = createStore({ ...settings, store: { ...settings.store, name } }, core);
  const held = mark.write('1', Date.now() + longest);
  // What lies in local storage has no end; neither has this.
  storage.write(name, '1');
  return held;
}

async function takeOne(
  { settings, load, report }: Core,
  rule: ImportConfig,
  text: string,
): Promise<Stored | undefined> {
  const file = await load(`modules/import-${rule.from}`).catch(() => undefined);
  if (!file) {
    report('import-missing', rule.from);
    return undefined;
  }
  const now = Date.now();
  const earlier = understand(() => file.default(text, rule));
  const decisions = earlier && translate(settings, rule, earlier);
  if (!decisions) {
    report('import-unreadable', rule.from, rule.name);
    return undefined;
  }
  const { first, last } = earlier.times ?? { first: now, last: now };
  if (earlier.until !== undefined && earlier.until <= now) return undefined;
  const record = makeRecord(settings, decisions, undefined, { now: last, source: `import-${rule.from}` });
  // What is too old, or from tomorrow, is no choice of ours either.
  return understand(() => readRecord([encode({ ...record, first })], settings, now));
}

function decode(text: string): string {
  return understand(() => decodeURIComponent(text)) ?? text;
}

function understand<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
