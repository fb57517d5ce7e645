import type { Core } from './model/core.js';
import type { Settings } from './model/settings.js';
import { areCookiesOn, readAll } from './page/cookies.js';
import { hasPrivacySignal } from './page/lifecycle.js';
import { noteParsed } from './page/parsed.js';
import { readStored } from './page/storage.js';
import { encode } from './record/codec.js';
import { expiry, readRecord } from './record/record.js';
import { deriveState } from './state/state.js';

/** What the core is given: parts of its own, and what to do at turns. */
type Given = Pick<
  Core,
  | 'report'
  | 'load'
  | 'nonce'
  | 'releaseCalls'
  | 'announce'
  | 'watchClock'
  | 'tellGoogle'
  | 'view'
  | 'isChecked'
  | 'check'
  | 'loadGate'
>;

/** What the parts share: what holds now, and how to get at the rest. */
export function createCore(settings: Settings, given: Given): Core {
  const { name } = settings.store;
  const { report, load } = given;
  const gpc = hasPrivacySignal();
  const runsUnasked = settings.objections.length > 0 || settings.vendors.some(({ exempt }) => exempt);
  const core: Core = {
    ...given,
    settings,
    gpc,
    state: deriveState(settings, undefined, gpc, false),
    derive: (record, signal = gpc) => deriveState(settings, record, signal),
    expires: (last) => expiry(last, settings),
    encode,
    readCookies: readAll,
    stored: undefined,
    held: true,
    language: undefined,
    running: false,
    listeners: new Set(),
    parsed: noteParsed(),
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
    read(isUrgent) {
      const look = (texts: readonly string[]) =>
        readRecord(texts, settings, Date.now(), () => report('record-ignored', name));
      const cookies = readAll(name);
      const { stored } = core;
      const isSame = stored && cookies.length === 1 && cookies[0] === stored.text;
      const found = isSame && Date.now() < core.expires(stored.record.last) ? stored : look(cookies);
      // A cookie without a text says that the choice lies in local storage. To touch that takes the browser long.
      const isElsewhere = cookies.includes('');
      // Nor is it looked into where nothing may run. Where no cookie can be written, a yes may have been taken back there,
      // and what runs without one objected to.
      const isSettled = found ? !runsUnasked && !found.text.includes('granted=') : isUrgent && areCookiesOn();
      if (!isElsewhere && isSettled) return found;
      return look([...cookies, ...readStored(name)]);
    },
  };
  return core;
}
