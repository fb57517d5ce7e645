/** What a component returns, and what may stand between two tags. */
export type Child = VNode | string | boolean | null | undefined | readonly Child[];

/** An element to be drawn. */
export interface VNode {
  readonly tag: string;
  /** Tells apart the elements of a list that changes. */
  readonly key: unknown;
  readonly props: Props;
  readonly children: readonly Child[];
}

/** Names as in HTML: `onclick` is a handler, `true` an attribute without a value; `false` and `undefined` are none. */
interface Props {
  readonly [name: string]: unknown;
}

/** The types of JSX: the compiler looks for them in this very place. */
export declare namespace h {
  namespace JSX {
    type Element = Child;
    type ElementType = string | ((props: never) => Child);
    interface ElementChildrenAttribute {
      children: unknown;
    }
    interface IntrinsicElements {
      [tag: string]: Props & { readonly children?: Child };
    }
  }
}

/** What JSX is compiled to. A component is a function of its properties, and is called at once: it keeps nothing. */
export function h(
  tag: string | ((props: never) => Child),
  properties: object | null,
  ...children: Child[]
): Child {
  if (typeof tag !== 'string') return tag({ ...properties, children } as never);
  const { key, ...props } = { ...properties } as Props;
  return { tag, key, props, children };
}

/** The elements and texts of it, in order. */
export const flatten = (child: Child): (VNode | string)[] =>
  Array.isArray(child) ? child.flatMap(flatten) : child && child !== true ? [child as VNode | string] : [];

/** What was last drawn on an element. The page's own elements have none, nor has a banner that came with the page. */
const drawn = new WeakMap<Node, VNode>();

/**
 * Makes the content of an element what it should be with the elements that are there. The one of the same tag and key
 * stays the same, and is moved only where the order changed: so the focus stays too.
 */
export function render(child: Child, parent: Element): void {
  const left = [...parent.childNodes];
  const nodes = flatten(child).map((one) => {
    const at = left.findIndex((node) => isSame(node, one));
    const [node = create(one)] = at < 0 ? [] : left.splice(at, 1);
    if (typeof one === 'object') draw(node as Element, one);
    else if (node.nodeValue !== one) node.nodeValue = one;
    return node;
  });
  for (const node of left) node.remove();
  nodes.forEach((node, index) => {
    const there = parent.childNodes[index];
    if (there !== node) parent.insertBefore(node, there ?? null);
  });
}

const isSame = (node: Node, one: Partial<VNode> | string): boolean => {
  const { tag = '#text', key } = one as Partial<VNode>;
  return node.nodeName.toLowerCase() === tag && drawn.get(node)?.key === key;
};

const create = (one: VNode | string): Node =>
  typeof one === 'object' ? document.createElement(one.tag) : document.createTextNode(one);

function draw(element: Element, one: VNode): void {
  const last = drawn.get(element);
  if (last === one) return;
  drawn.set(element, one);
  const before = last?.props;
  for (const name in { ...before, ...one.props }) {
    const value = one.props[name];
    // Handlers, and state that the attribute of the same name does not hold.
    if (/^(on|checked|indeterminate|value)/.test(name))
      (element as unknown as Properties)[name] = value ?? null;
    else if (value === before?.[name]) continue;
    else if (value === undefined || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? '' : `${value}`);
  }
  render(one.children, element);
}

type Properties = { [name: string]: unknown };
