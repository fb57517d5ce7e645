/** Is it content that a visitor would miss, and that a placeholder stands in for? */
export const isEmbed = (element: Element): boolean =>
  /^(iframe|embed|object|video|audio)$/.test(element.localName);

const sources: { readonly [element: string]: string } = { link: 'href', object: 'data' };

/** The attribute that holds the address of such an element. */
export const sourceOf = (element: Element): string => sources[element.localName] ?? 'src';

/** Takes away what it has loaded. */
export function unload(element: Element): void {
  element.removeAttribute('srcset');
  element.removeAttribute(sourceOf(element));
  const parent = element.parentNode;
  if (isEmbed(element)) {
    // A frame without an address keeps its old document until it is inserted anew.
    const { nextSibling } = element;
    element.remove();
    parent?.insertBefore(element, nextSibling);
  }
  const media = element.localName === 'source' ? parent : element;
  // What it has loaded would play on.
  if (media instanceof HTMLMediaElement) media.load();
}
