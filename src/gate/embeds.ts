import { isLoadable } from '../config/url.js';
import type { Report } from '../model/problem.js';
import { pageUrl } from '../page/lifecycle.js';
import { outline } from './needs.js';

/** Where the address of each element goes. */
const targets: { readonly [element: string]: string } = { link: 'href', object: 'data' };
const framed = new Set(['iframe', 'embed', 'object', 'video', 'audio']);

/** Is it content that a visitor would miss, and that a placeholder stands in for? */
export const isEmbed = (element: Element): boolean => framed.has(element.localName);

/** Loads what was held; false where its address may not be loaded, which is reported. */
export function load(element: Element, report: Report): boolean {
  const source = element.getAttribute('data-consent-src');
  const set = element.getAttribute('data-consent-srcset');
  if (source !== null && !isLoadable(source, { href: pageUrl() })) {
    report(
      'url-refused',
      outline(element),
      'is not loaded: data-consent-src must be https, or of this site.',
    );
    return false;
  }
  if (set !== null) element.setAttribute('srcset', set);
  if (source !== null) element.setAttribute(targets[element.localName] ?? 'src', source);
  const media = element.parentElement;
  if (element.localName === 'source' && media instanceof HTMLMediaElement) media.load();
  return true;
}

/** Takes the content away again. */
export function unload(element: Element): void {
  element.removeAttribute('srcset');
  element.removeAttribute(targets[element.localName] ?? 'src');
  const parent = element.parentNode;
  if (isEmbed(element)) {
    // A frame without an address keeps its old document until it is inserted anew.
    const { nextSibling } = element;
    element.remove();
    parent?.insertBefore(element, nextSibling);
  }
  if (element.localName === 'source' && parent instanceof HTMLMediaElement) parent.load();
}
