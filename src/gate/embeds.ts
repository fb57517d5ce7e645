/** Is it content that a visitor would miss, and that a placeholder stands in for? */
export const isEmbed = (element: Element): boolean =>
  /^(iframe|embed|object|video|audio)$/.test(element.localName);
