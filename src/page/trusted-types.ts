import { readAddress } from './address.js';

// https://www.w3.org/TR/trusted-types/ – the page may demand that every script comes through a policy that it names.

type Sink = 'createScript' | 'createScriptURL';
type Rules = { readonly [sink in Sink]: (value: string) => string };
type Trust = (sink: Sink, value: string) => string;

const page = globalThis as unknown as {
  readonly trustedTypes?: { createPolicy(name: string, rules: Rules): Rules };
  /** One policy of a name is all that a page allows: copies of us share it. */
  [mark: symbol]: Trust | undefined;
};
const mark = Symbol.for('portillon.trust');
let refused = false;

/** Lets through what Portillon itself hands over at this moment, and nothing else. */
function createTrust(): Trust {
  let meant: string | undefined;
  const rule = (value: string): string => {
    if (value === meant) return value;
    throw new TypeError('not asked for');
  };
  let policy: Rules | undefined;
  try {
    policy = page.trustedTypes?.createPolicy('portillon', { createScript: rule, createScriptURL: rule });
  } catch {
    refused = true;
  }
  return (sink, value) => {
    if (sink === 'createScriptURL') assertLoadable(value);
    meant = value;
    try {
      return policy ? policy[sink](value) : value;
    } finally {
      meant = undefined;
    }
  };
}

/** Makes an address, or the text of a held script, what the browser takes for a script. Throws for a bad address. */
export const trust: Trust = (sink, value) => {
  page[mark] ??= createTrust();
  return page[mark](sink, value);
};

/** Does the page name no policy of ours? Then what has to be made anew cannot run where it demands one. */
export const isPolicyRefused = (): boolean => refused;

/** Scripts are https, or http on a page that is http itself: never `data:`, `blob:` or `javascript:`. */
export function assertLoadable(url: string): void {
  const { protocol, username } = readAddress(url);
  // An address that leads nowhere is left to the browser, which says so.
  const known = /^(https)?:$/.test(protocol) || (protocol === 'http:' && location.protocol === protocol);
  if (!known || username) throw new TypeError(`a script must be https, or of this site, not ${protocol}`);
}
