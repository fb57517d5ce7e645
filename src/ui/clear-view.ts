/**
 * Keeps what got the focus in sight of the layer that lies over the page: the page scrolls, and where it cannot, our
 * part moves to the other edge of the window (R97, WCAG 2.4.11).
 */
export function uncover(target: EventTarget | null, layer: Element | null): void {
  if (!layer || !(target instanceof Element) || layer.contains(target) || !isCovered(target, layer)) return;
  // To the edge that the layer leaves free, as far as the page can scroll.
  const scroll = () =>
    target.scrollIntoView({ block: layer.hasAttribute('data-moved') ? 'end' : 'start', behavior: 'instant' });
  scroll();
  if (!isCovered(target, layer)) return;
  layer.toggleAttribute('data-moved');
  scroll();
}

function isCovered(element: Element, layer: Element): boolean {
  const ours = layer.getBoundingClientRect();
  const theirs = element.getBoundingClientRect();
  return (
    theirs.bottom > ours.top &&
    theirs.top < ours.bottom &&
    theirs.right > ours.left &&
    theirs.left < ours.right
  );
}
