import { findAll } from './events.js';
import { whenParsed } from './lifecycle.js';

/** A watch that has begun: it can be widened and ended. */
export interface Watch {
  /** Looks through a subtree, and at what is added to it from now on. */
  add(root: ParentNode): void;
  stop(): void;
}

/** From this number of new nodes on, the whole page is looked through. */
const many = 50;

/**
 * Finds every element that matches, those of now and those inserted later, each time it is inserted. An element
 * that the parser may still be inside is told once it is complete. Those on which an attribute of these has got another
 * value are told as `changed`, and then found once more if they match.
 */
export function watch(
  selector: string,
  onFound: (elements: readonly Element[]) => void,
  attributeFilter: string[],
  onChanged: (changed: ReadonlySet<Element>) => void,
): Watch {
  const { matches, querySelectorAll, getAttribute } = Element.prototype;
  const { getRootNode } = Node.prototype;
  let incomplete: Element[] = [];

  function find(roots: Iterable<Node>): void {
    const found = incomplete;
    for (const root of roots) {
      // The fields of a form can hide its methods.
      if (root instanceof Element) {
        if (matches.call(root, selector)) found.push(root);
        found.push(...querySelectorAll.call(root, selector));
      } else if (root instanceof Document) found.push(...findAll(selector));
      else if ('querySelectorAll' in root) found.push(...(root as ParentNode).querySelectorAll(selector));
    }
    if (!found.length) return;
    incomplete = found.filter((element) => !isComplete(element));
    const complete = found.filter(isComplete);
    if (complete.length) onFound(complete);
  }

  const observer = new MutationObserver((changes) => {
    const added: Node[] = [];
    const changed = new Set<Element>();
    for (const { addedNodes, attributeName, oldValue, target } of changes) {
      for (const node of addedNodes) added.push(node);
      if (attributeName && getAttribute.call(target, attributeName) !== oldValue)
        changed.add(target as Element);
    }
    if (changed.size) onChanged(changed);
    added.push(...changed);
    // The browser looks through a whole page sooner than we through many pieces of it.
    find(added.length > many ? new Set(changes.map(({ target }) => getRootNode.call(target))) : added);
  });
  const add = (root: ParentNode) => {
    find([root]);
    observer.observe(root, { childList: true, subtree: true, attributeFilter, attributeOldValue: true });
  };
  add(document);
  whenParsed(() => find([]));
  return { add, stop: () => observer.disconnect() };
}

/** Something follows it, or the parser is done. */
function isComplete(element: Element): boolean {
  if (document.readyState !== 'loading') return true;
  // Fields named like `parentNode` lead astray who asks the nodes themselves.
  const walker = document.createTreeWalker(document);
  walker.currentNode = element;
  do if (walker.nextSibling()) return true;
  while (walker.parentNode());
  return false;
}
