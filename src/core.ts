import type { Core } from './model/core.js';
import type { Settings } from './model/settings.js';
import { once } from './once.js';
import { areCookiesOn, readAll } from './page/cookies.js';
import { hasPrivacySignal } from './page/lifecycle.js';
import { noteParsed } from './page/parsed.js';
import { readStored } from './page/storage.js';
import { wasChecked } from './record/checked.js';
import { encode } from './record/codec.js';
import { expiry, readRecord } from './record/record.js';
import { deriveState } from './state/state.js';

/** What the core is given: parts of its own, and what to do at turns. */
interface Given
  extends Pick<
    Core,
    'report' | 'load' | 'nonce' | 'releaseCalls' | 'announce' | 'watchClock' | 'tellGoogle' | 'view'
  > {
  /** Looks at the configuration; left out where that was done. */
  readonly checkConfig: (() => Promise<boolean | undefined>) | undefined;
  /** The configuration has faults: everything ends. */
  onFaulty(): void;
  /** It has none, which was not known on this device. */
  onSound(): void;
  /** The gate is about to be there. False: it is too late. */
  onGate(): boolean;
  onError(error: unknown): undefined;
  missing(file: string): () => undefined;
}

/** What the parts share: what holds now, and how to get at the rest. */
export function createCore(
  settings: Settings,
  { checkConfig, onFaulty, onSound, onGate, onError, missing, ...given }: Given,
): Core {
  const { name } = settings.store;
  const { report, load } = given;
  const gpc = hasPrivacySignal();
  let checked = !checkConfig;
  const core: Core = {
    ...given,
    settings,
    gpc,
    state: deriveState(settings, undefined, gpc),
    derive: (record) => deriveState(settings, record, gpc),
    expires: (last) => expiry(last, settings),
    encode,
    readCookies: readAll,
    stored: undefined,
    held: true,
    language: undefined,
    running: false,
    listeners: new Set(),
    parsed: noteParsed(),
    // Asked only where something may run: to touch storage takes the browser long.
    isChecked: () => {
      checked ||= wasChecked(settings);
      return checked;
    },
    check: once(async () => {
      if (core.isChecked()) return true;
      const isSound = await checkConfig?.();
      checked = isSound === true;
      if (isSound !== undefined) (isSound ? onSound : onFaulty)();
      return isSound;
    }),
    begun: new WeakMap(),
    gate: undefined,
    runs: ({ purposes, vendors }) =>
      [purposes, vendors].some((answers) => Object.values(answers).includes('granted')),
    preset: async ({ id, use }) =>
      use
        ? load(`vendors/${use}`)
            .then((file) => file.default ?? Promise.reject())
            .catch(() => void report('vendor-missing', id, use))
        : undefined,
    loadGate: once(() =>
      Promise.all([load('gate'), core.check()])
        .then(([{ createGate }, isSound]) => {
          if (isSound && onGate()) core.gate = createGate(core);
          return core.gate;
        }, missing('gate'))
        .catch(onError),
    ),
    read(isUrgent) {
      const look = (texts: readonly string[]) =>
        readRecord(texts, settings, Date.now(), () => report('record-ignored', name));
      const cookies = readAll(name);
      const { stored } = core;
      const isSame = stored && cookies.length === 1 && cookies[0] === stored.text;
      const found = isSame && Date.now() < core.expires(stored.record.last) ? stored : look(cookies);
      // To touch local storage takes the browser long: where a cookie without a text says so, or nothing else is known.
      const isElsewhere = cookies.includes('') || !(found || (isUrgent && areCookiesOn()));
      return isElsewhere ? look([...cookies, ...readStored(name)]) : found;
    },
  };
  return core;
}
