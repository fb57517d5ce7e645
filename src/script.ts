import { settle } from './config/settle.js';
import { start } from './consent.js';
import { insist } from './insist.js';
import type { Consent } from './model/consent.js';
import type { Load } from './model/core.js';
import type { Settings } from './model/settings.js';
import { findAll } from './page/events.js';
import { whenParsed } from './page/lifecycle.js';
import { locales, version } from './registry.js';
import { createReporter } from './reporter.js';
import { callsOf, necessityOf, purposesOf } from './unpack.js';

/** What the page may have put there before we came: calls to make once we are ready. */
interface Early {
  readonly q?: unknown;
}

const page = window as unknown as { portillon?: Consent | Early; [mark: symbol]: boolean };

// Relative to this very file; the build leaves it alone.
const load: Load = insist((name) => import(`./${name}.js`));
let settings: Settings | undefined;
// What goes wrong before anything is known is told in the same list.
const reporter = createReporter(load, () => settings);
const { report } = reporter;

// Named elements of the page can stand for the property.
const { currentScript } = document;
const script = currentScript instanceof HTMLScriptElement ? currentScript : undefined;
/** Only a script: other elements may come from visitors of a site that cleans their markup of scripts. */
const inline = () => findAll('script#portillon-config')[0]?.textContent ?? '';

/** What a page adds to every object is no part of a configuration. Done here, as a reviver slows the parser down. */
function withoutPrototypes<T>(value: T): T {
  if (!value || typeof value !== 'object') return value;
  if (!Array.isArray(value)) Object.setPrototypeOf(value, null);
  for (const part of Object.values(value)) withoutPrototypes(part);
  return value;
}

function run(text: string | undefined, place: string): void {
  if (!text) {
    report('config-missing', place);
    return;
  }
  let config: never;
  try {
    config = JSON.parse(text) as never;
  } catch (error) {
    report('config-unreadable', place, error);
    return;
  }
  const check = () =>
    load('check').then(
      ({ checkConfig }) => checkConfig(config, document.baseURI, load, report),
      () => void report('file-missing', 'check'),
    );
  try {
    settings = settle(withoutPrototypes(config), { purposesOf, necessityOf }, version + text);
    const consent = start(settings, { load, locales, callsOf, nonce: script?.nonce ?? '' }, check, reporter);
    publish(consent);
  } catch (error) {
    // Too wrong even to be looked at as a configuration, or the page has changed what we need of the browser.
    const failed = () => report('start-failed', 'page', error);
    check().then((isSound) => {
      if (isSound) failed();
    }, failed);
  }
}

function publish(consent: Consent): void {
  let early: Early | undefined;
  try {
    early = page.portillon as Early | undefined;
    // Where we came first, the page's own line finds us, and pushes its calls all the same.
    page.portillon = Object.assign(consent, { q: { push: (...calls: unknown[]) => drain(calls, consent) } });
  } catch {
    report('name-taken', 'window.portillon');
  }
  drain(early?.q, consent);
}

/** `q.push(['open'])` before the script came, and after. */
function drain(calls: unknown, consent: Consent): void {
  if (!Array.isArray(calls)) return;
  for (const call of calls) {
    const [name, ...rest] = Array.isArray(call) ? call : [];
    const method = Object.hasOwn(consent, name) && consent[name as keyof Consent];
    try {
      if (typeof method === 'function') (method as (...values: unknown[]) => unknown).apply(consent, rest);
      else report('call-unknown', JSON.stringify(name));
    } catch (error) {
      report('call-failed', JSON.stringify(name), error);
    }
  }
}

const read = insist(async (url: string) => {
  const response = await fetch(url);
  return response.ok ? response.text() : Promise.reject();
});

const readFrom = (url: string) =>
  read(url).then(
    (text) => run(text, url),
    () => run('', url),
  );

// The first copy of the tag does the work; a second one says so and leaves.
const mark = Symbol.for('portillon.tag');

function begin(): void {
  page[mark] = true;
  const url = script?.getAttribute('data-config');
  if (url) void readFrom(url);
  else if (inline()) run(inline(), '#portillon-config');
  else whenParsed(() => run(inline(), '#portillon-config'));
}

if (page[mark]) report('loaded-twice', 'page');
else begin();
