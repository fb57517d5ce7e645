/** Calls back with the value of the attribute when something that carries it, or lies in it, is clicked. */
export function onClickWithin(attribute: string, action: (value: string) => void): () => void {
  const listener = (event: Event) => {
    // The fields of a form can hide its methods.
    const found =
      event.target instanceof Element && Element.prototype.closest.call(event.target, `[${attribute}]`);
    if (!found) return;
    event.preventDefault();
    action(found.getAttribute(attribute) ?? '');
  };
  document.addEventListener('click', listener);
  return () => document.removeEventListener('click', listener);
}

/** Tells the page by an event on the document. What a listener throws does not come back here. */
export function emit(name: string, detail: unknown): void {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

/** The elements of the document that match now, in order; none in shadow roots. */
export const findAll = (selector: string): Element[] => [
  // Named elements of the page can hide methods of the document.
  ...Document.prototype.querySelectorAll.call(document, selector),
];
