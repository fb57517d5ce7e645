import { start } from './consent.js';
import type { Consent } from './model/consent.js';
import type { Parts } from './model/parts.js';
import type { Config } from './model/settings.js';
import { whenParsed } from './page/lifecycle.js';
import { useNonce } from './page/scripts.js';
import { calls, exemptible, layouts, locales, necessary, presets } from './registry.js';

/** What the page may have put there before we came: calls to make once we are ready. */
interface Early {
  readonly q?: unknown;
}

const page = window as unknown as { portillon?: Consent | Early; [mark: symbol]: boolean };

const parts: Parts = {
  presets,
  necessary,
  exemptible,
  calls,
  layouts,
  locales,
  // Relative to this very file; the build leaves these alone.
  loadInterface: async () => (await import('./ui.js' as string)).createInterface,
  loadEntry: async () => (await import('./entry.js' as string)).createEntry,
  loadLayout: async (name) => (await import(`./layouts/${name}.js`)).default,
  loadLocale: async (tag) => (await import(`./locales/${tag}.js`)).default,
  loadPreset: async (name) => (await import(`./vendors/${name}.js`)).default,
  loadProof: async () => (await import('./proof.js' as string)).createProofs,
};

const complain = (code: string, message: string) => console.warn(`[portillon] ${code}: ${message}`);

const script = document.currentScript;

function run(config: unknown): void {
  const early = page.portillon as Early | undefined;
  try {
    const consent = start(config as Config, parts);
    page.portillon = consent;
    drain(early?.q, consent);
  } catch (error) {
    complain('config-invalid', error instanceof Error ? error.message : String(error));
  }
}

/** `q.push(['open'])` before the script came, and after. */
function drain(calls: unknown, consent: Consent): void {
  if (!Array.isArray(calls)) return;
  for (const call of calls) {
    const [name, ...rest] = Array.isArray(call) ? call : [];
    const method = Object.hasOwn(consent, name) && consent[name as keyof Consent];
    if (typeof method !== 'function')
      complain('call-unknown', `q.push([${JSON.stringify(name)}]) names no method.`);
    else (method as (...values: unknown[]) => unknown)(...rest);
  }
}

function readInline(): void {
  const text = document.getElementById('portillon-config')?.textContent;
  if (!text) {
    complain(
      'config-missing',
      'No configuration: expected <script type="application/json" id="portillon-config"> in the page, or data-config="URL" on the script tag. Everything stays held.',
    );
    return;
  }
  parseText(text, '#portillon-config');
}

function parseText(text: string, place: string): void {
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch (error) {
    complain(
      'config-unreadable',
      `${place} is not JSON: ${error instanceof Error ? error.message : error}. Everything stays held.`,
    );
    return;
  }
  run(config);
}

async function readFrom(url: string): Promise<void> {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`status ${response.status}`);
    parseText(await response.text(), url);
  } catch (error) {
    complain(
      'config-missing',
      `${url} could not be loaded: ${error instanceof Error ? error.message : error}. Everything stays held.`,
    );
  }
}

if (claim()) {
  useNonce(script?.nonce ?? '');
  const url = script?.getAttribute('data-config');
  if (url) void readFrom(url);
  else if (document.getElementById('portillon-config')) readInline();
  else whenParsed(readInline);
}

/** The first copy of the tag does the work; a second one says so and leaves. */
function claim(): boolean {
  const mark = Symbol.for('portillon');
  if (page[mark]) {
    complain(
      'loaded-twice',
      'The script tag stands twice in this page; the second one does nothing. Remove it.',
    );
    return false;
  }
  page[mark] = true;
  return true;
}
