/** Is it content that a visitor would miss, and that a placeholder stands in for? */
export const isEmbed = (element: Element): boolean =>
  /^(iframe|embed|object|video|audio)$/.test(element.localName);

const sources: { readonly [element: string]: string } = { link: 'href', object: 'data' };

/** The attribute that holds the address of such an element. */
export const sourceOf = (element: Element): string => sources[element.localName] ?? 'src';
