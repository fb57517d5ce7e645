import { isLoadable } from '../config/url.js';
import type { ShowContent, Unfolded } from '../model/content.js';
import type { Report } from '../model/problem.js';
import { remake } from '../page/scripts.js';
import { isEmbed, sourceOf } from './embeds.js';
import { outline } from './needs.js';

// Loaded where a page has held content other than scripts, or a script that writes into the page.

/** The types that a browser runs; others are data. */
const runs = /^$|^module$|^(text|application)\/(java|ecma)script$/i;

function loadEmbed(element: Element, report: Report): (() => void) | undefined {
  const source = element.getAttribute('data-consent-src');
  const set = element.getAttribute('data-consent-srcset');
  if (source !== null && !isLoadable(source, { href: document.baseURI })) {
    report('url-refused', outline(element));
    return undefined;
  }
  if (set !== null) element.setAttribute('srcset', set);
  if (source !== null) element.setAttribute(sourceOf(element), source);
  const media = element.parentElement;
  if (element.localName === 'source' && media instanceof HTMLMediaElement) media.load();
  return () => unload(element);
}

function unload(element: Element): void {
  element.removeAttribute('srcset');
  element.removeAttribute(sourceOf(element));
  const parent = element.parentNode;
  if (isEmbed(element)) {
    // A frame without an address keeps its old document until it is inserted anew.
    const { nextSibling } = element;
    element.remove();
    parent?.insertBefore(element, nextSibling);
  }
  if (element.localName === 'source' && parent instanceof HTMLMediaElement) parent.load();
}

/** Its scripts take their turn as if they had stood in the page; each of them once, however often it unfolds. */
function unfold(template: HTMLTemplateElement, isHeld: (script: Element) => boolean): Unfolded {
  const content = document.importNode(template.content, true);
  const originals = [...template.content.querySelectorAll('script')];
  const scripts = [...content.querySelectorAll('script')].map((copy, index) => {
    // A copied text may not even stand in a page that requires Trusted Types.
    const script = copy.text && !copy.hasAttribute('src') ? remake(copy) : copy;
    copy.replaceWith(script);
    return [script, originals[index]] as const;
  });
  for (const [script] of scripts) {
    if (isHeld(script) || !runs.test(script.type)) continue;
    if (script.type) script.setAttribute('data-type', script.type);
    script.type = 'text/plain';
  }
  const nodes = [...content.childNodes];
  template.replaceWith(content);
  return {
    scripts: scripts.filter(([script]) => script.type === 'text/plain'),
    nodes,
    undo() {
      // Also in a part that the page has taken out for a while.
      const first = nodes.find((node) => node.parentNode);
      first?.parentNode?.insertBefore(template, first);
      for (const node of nodes) node.remove();
    },
  };
}

function placeWritten(script: Element, text: string): readonly HTMLScriptElement[] | undefined {
  const nodes = parse(text);
  if (!nodes) return undefined;
  const holder = document.createDocumentFragment();
  holder.append(...nodes);
  const inner = [...holder.querySelectorAll('script')];
  // In the head, the parser would have begun the body with anything but metadata.
  const inHead = script.parentNode === document.head;
  const visible = inHead ? nodes.filter((node) => node instanceof Element && !isMetadata(node)) : [];
  document.body?.prepend(...visible);
  if (script.parentNode) script.after(holder);
  else document.body?.append(holder);
  return inner;
}

/** As nodes that have not run; undefined where the Trusted Types of the page forbid it: the site's own policy would be needed. */
function parse(text: string): Node[] | undefined {
  try {
    const written = document.implementation.createHTMLDocument('');
    written.write(`<!doctype html><body>${text}`);
    written.close();
    return [...written.body.childNodes].map((node) => document.importNode(node, true));
  } catch {
    return undefined;
  }
}

const isMetadata = (node: Element): boolean =>
  /^(script|style|link|meta|title|template|noscript)$/.test(node.localName);

/** What the gate loads this file for. None of it asks whether it is allowed: the gate has. */
export const content: ShowContent = { loadEmbed, unfold, placeWritten };
