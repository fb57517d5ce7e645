import type { State } from './model/decision.js';
import type { Download } from './page/downloads.js';
import { findAll } from './page/events.js';

/** So many tags begin their downloads beside the gate; the others so many milliseconds later, or when it is there. */
const few = 6;
const headStart = 50;

/**
 * Downloads begin while the gate is still on its way. It alone runs what comes, and knows more than these names: what it
 * allows beyond them is downloaded later. Most of them leave it a head start: on a slow line each packet of a file waits for
 * one of every other, and nothing can run before the gate is there.
 */
export function fetchHeld(download: Download, state: State, isMeant: () => boolean): void {
  const isGranted = (id: string) => state.purposes[id] === 'granted' || state.vendors[id] === 'granted';
  const wanted = findAll('script[type="text/plain"][src]').filter((script) => {
    const names = ['data-consent', 'data-vendor'].map((name) => script.getAttribute(name) ?? '');
    return names.join(' ').trim().split(/\s+/).every(isGranted);
  });
  const begin = (script: Element) => void download(script as HTMLScriptElement, isMeant);
  wanted.splice(0, few).forEach(begin);
  setTimeout(() => wanted.forEach(begin), headStart);
}
