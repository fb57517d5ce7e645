/** Content that is shown. */
interface Piece<Entry> {
  readonly element: Element;
  readonly entry: Entry;
  undo(): void;
}

/** The content that is shown. What the page has dropped is not kept for a withdrawal that may never come. */
export interface ShownContent<Entry> {
  /** Is it shown, or the place of what is? Not what merely came with a template: that may be held by itself. */
  has(node: Node): boolean;
  /** These nodes show what the element stands for; `undo` takes them away again. */
  note(nodes: readonly Node[], element: Element, entry: Entry, undo: () => void): void;
  /** Takes away what may no longer be shown, and returns what stands for it. */
  hide(stays: (entry: Entry, element: Element) => boolean | undefined): Iterable<readonly [Element, Entry]>;
}

/** `Entry` is what the gate knows of an element. */
export function createShownContent<Entry>(): ShownContent<Entry> {
  const pieces = new WeakMap<Node, Piece<Entry>>();
  let nodes: WeakRef<Node>[] = [];
  let enough = 100;

  return {
    has: (node) => pieces.get(node)?.element === node,
    note(all, element, entry, undo) {
      // Now and then, so that a thousand pieces do not look a thousand times through each other.
      if (nodes.length > enough) {
        nodes = nodes.filter((ref) => ref.deref());
        enough = 2 * nodes.length + 100;
      }
      for (const node of all) {
        pieces.set(node, { element, entry, undo });
        nodes.push(new WeakRef(node));
      }
    },
    hide(stays) {
      const ended = new Map<Element, Piece<Entry>>();
      nodes = nodes.filter((ref) => {
        const node = ref.deref();
        const piece = node && pieces.get(node);
        if (!piece) return false;
        if (stays(piece.entry, piece.element)) return true;
        pieces.delete(node);
        ended.set(piece.element, piece);
        return false;
      });
      return [...ended.values()].map(({ element, entry, undo }) => {
        undo();
        return [element, entry] as const;
      });
    },
  };
}
