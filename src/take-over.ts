import type { ConsentRecord } from './model/decision.js';
import type { Parts } from './model/parts.js';
import type { Report } from './model/problem.js';
import type { ImportConfig, Settings } from './model/settings.js';
import * as cookies from './page/cookies.js';
import * as storage from './page/storage.js';
import { encode } from './record/codec.js';
import { makeRecord, readRecord } from './record/record.js';
import { createStore } from './record/store.js';
import { translate } from './state/earlier.js';

/** No browser keeps a cookie longer. */
const longest = 400 * 24 * 60 * 60 * 1000;

/** The choice that the site's former tool stored, for a visitor who has none of ours; undefined: ask. Never rejected. */
export async function takeOver(
  settings: Settings,
  parts: Parts,
  report: Report,
): Promise<ConsentRecord | undefined> {
  for (const rule of settings.imports) {
    const texts = new Set([...cookies.readAll(rule.name), ...storage.readAll(rule.name)]);
    if (!texts.size) continue;
    // Two that differ: nobody knows which of them holds.
    const [text = ''] = texts;
    return claim(settings, report) && texts.size === 1
      ? takeOne(settings, parts, rule, text, report)
      : undefined;
  }
  return undefined;
}

/**
 * The first time only: theirs is left as it is, and would otherwise come back once ours has expired or is forgotten.
 * Where that cannot be noted, nothing is taken over.
 */
function claim({ store, ...settings }: Settings, report: Report): boolean {
  const name = `${store.name}-imported`;
  const mark = createStore({ ...settings, store: { ...store, name } }, report);
  if (mark.read().length) return false;
  const held = mark.write('1', Date.now() + longest);
  // What lies in local storage has no end; neither has this.
  storage.write(name, '1');
  return held;
}

async function takeOne(
  settings: Settings,
  parts: Parts,
  rule: ImportConfig,
  text: string,
  report: Report,
): Promise<ConsentRecord | undefined> {
  const problem = (code: string, message: string) => {
    report(code, rule.from, `${message} The visitor is asked.`);
    return undefined;
  };
  try {
    const read = await parts.loadImport(rule.from);
    const now = Date.now();
    const earlier = understand(() => read(text, rule));
    const decisions = earlier && translate(settings, rule, earlier);
    if (!decisions) {
      return problem(
        'import-unreadable',
        `"${rule.name}" holds no choice of it that answers a purpose here.`,
      );
    }
    const { first, last } = earlier.times ?? { first: now, last: now };
    const source = `import-${rule.from}`;
    const record = { ...makeRecord(settings, decisions, undefined, { now: last, source }), first };
    if (earlier.until !== undefined && earlier.until <= now) return undefined;
    // What is too old, or from tomorrow, is no choice of ours either.
    return readRecord([encode(record)], settings, now);
  } catch (error) {
    return problem('import-missing', `modules/import-${rule.from}.js could not be loaded. ${error}`);
  }
}

function understand<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
