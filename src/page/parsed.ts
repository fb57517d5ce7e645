import { whenParsed } from './lifecycle.js';

/**
 * The nodes that the document's parser makes from now on: a held script among them can run itself. Scripts made by
 * `innerHTML` never run, and nothing shows which those are; the parser adds one node at a time, while the page loads.
 */
export function noteParsed(): { has(node: Node): boolean } {
  const parsed = new WeakSet<Node>();
  const observer = new MutationObserver((changes) => {
    if (document.readyState === 'loading')
      for (const { addedNodes } of changes) for (const node of addedNodes) parsed.add(node);
  });
  observer.observe(document, { childList: true, subtree: true });
  whenParsed(() => observer.disconnect());
  return parsed;
}
