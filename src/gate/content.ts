import { isLoadable } from '../config/url.js';
import type { ShowContent, Unfolded } from '../model/content.js';
import type { Report } from '../model/problem.js';
import { isOwned, remake } from '../page/scripts.js';
import { sourceOf, unload } from './embeds.js';
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
  const address = sourceOf(element);
  const before = element.getAttribute(address);
  // A copy of the page keeps the mark of the placeholder that it had.
  element.removeAttribute('data-portillon-held');
  if (set !== null) element.setAttribute('srcset', set);
  if (source !== null) element.setAttribute(address, source);
  const media = element.parentElement;
  if (element.localName === 'source' && media instanceof HTMLMediaElement) media.load();
  return () => {
    const now = element.getAttribute(address);
    // What the page has put there itself, and no longer marks, is its own.
    if (source !== null && now !== source && !element.hasAttribute('data-consent-src')) return;
    unload(element);
    // A picture of the site's own, for as long as the other is held.
    if (before !== null && before !== source) element.setAttribute(address, before);
  };
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
  // Their nodes between these, or what those stand for: one may be held, and shown, by itself.
  const start = new Text();
  const end = new Text();
  content.prepend(start);
  content.append(end);
  const nodes = [...content.childNodes];
  if (isOwned(template)) template.after(content);
  else template.replaceWith(content);
  return {
    scripts: scripts.filter(([script]) => script.type === 'text/plain'),
    nodes,
    undo() {
      // Also in a part that the page has taken out for a while.
      const first = nodes.find((node) => node.parentNode);
      first?.parentNode?.insertBefore(template, first);
      if (start.parentNode && start.parentNode === end.parentNode) {
        const range = document.createRange();
        range.setStartAfter(start);
        range.setEndBefore(end);
        range.deleteContents();
      }
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
