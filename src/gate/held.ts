import type { Report } from '../model/problem.js';
import { sourceOf } from './embeds.js';
import { outline } from './needs.js';

/** Is it really held, or did the browser run it already? The latter is reported: nobody can undo it (R10). */
export function isHeld(element: Element, report: Report): boolean {
  const { localName } = element;
  if (localName === 'template' || element.hasAttribute('data-consent-src')) return true;
  if (localName === 'script') {
    if (!(element instanceof HTMLScriptElement)) report('tag-unsupported', outline(element));
    else if (element.type === 'text/plain') return true;
    else report('tag-not-held', outline(element));
  } else if (element.hasAttribute('data-consent-srcset')) return true;
  else if (element.hasAttribute(sourceOf(element)))
    report('tag-not-held', outline(element), sourceOf(element));
  return false;
}
