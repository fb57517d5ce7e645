import { whenParsed } from './lifecycle.js';

export interface Watch {
  /** Looks through a subtree, and at what is added to it from now on. */
  add(root: ParentNode): void;
  stop(): void;
}

/**
 * Finds every element that matches, those of now and those inserted later, each time it is inserted. An element
 * that the parser may still be inside is told once it is complete.
 */
export function watch(selector: string, onFound: (elements: readonly Element[]) => void): Watch {
  let incomplete: Element[] = [];

  function find(roots: Iterable<Node>): void {
    const found = incomplete;
    for (const root of roots) {
      if (root instanceof Element && root.matches(selector)) found.push(root);
      if ('querySelectorAll' in root) found.push(...(root as ParentNode).querySelectorAll(selector));
    }
    if (!found.length) return;
    incomplete = found.filter((element) => !isComplete(element));
    const complete = found.filter(isComplete);
    if (complete.length) onFound(complete);
  }

  const observer = new MutationObserver((mutations) =>
    find(mutations.flatMap(({ addedNodes }) => [...addedNodes])),
  );
  const add = (root: ParentNode) => {
    find([root]);
    observer.observe(root, { childList: true, subtree: true });
  };
  add(document);
  whenParsed(() => find([]));
  return { add, stop: () => observer.disconnect() };
}

/** Something follows it, or the parser is done. */
function isComplete(element: Element): boolean {
  if (document.readyState !== 'loading') return true;
  for (let node: Node | null = element; node; node = node.parentNode) if (node.nextSibling) return true;
  return false;
}
