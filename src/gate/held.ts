import type { Report } from '../model/problem.js';
import { sourceOf, unload } from './embeds.js';
import { outline } from './needs.js';

/**
 * Is it really held, or did the browser run it already? The latter is reported: nobody can undo it (R10). What is held and
 * loaded all the same is held from now on, unless it `mayLoad`.
 */
export function isHeld(element: Element, report: Report, mayLoad: (element: Element) => boolean): boolean {
  const { localName } = element;
  if (localName === 'template') return true;
  if (localName === 'script') {
    if (!(element instanceof HTMLScriptElement)) report('tag-unsupported', outline(element));
    else if (element.type === 'text/plain') return true;
    else report('tag-not-held', outline(element));
    return false;
  }
  const name = sourceOf(element);
  const live = element.getAttribute(name);
  const source = element.getAttribute('data-consent-src');
  const isMarked = source !== null || element.hasAttribute('data-consent-srcset');
  const isLoaded = live !== null && (!isMarked || (live === source && !mayLoad(element)));
  if (isLoaded) report('tag-not-held', outline(element), name, isMarked);
  // A copy of what was shown, perhaps, which a page kept for later: it may have been refused since.
  if (isLoaded && isMarked) unload(element);
  return isMarked;
}
