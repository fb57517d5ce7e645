/**
 * Keeps what got the focus in sight of the layer that lies over the page: the page scrolls, and where it cannot, our
 * part moves to the other edge of the window (R97, WCAG 2.4.11).
 */
export function uncover(target: EventTarget | null, layer: Element | null): void {
  if (!layer || !(target instanceof Element) || layer.contains(target) || !isCovered(target, layer)) return;
  // A pointer was on it: it is seen, and must not be drawn away from under a press.
  if (target.matches(':focus:not(:focus-visible)')) return;
  const isSeen = () => !isCovered(target, layer) && isOnTop(target);
  // To the middle, or to the edge that the layer leaves free; there a header of the page may lie over it.
  const scroll = () =>
    (['center', layer.hasAttribute('data-moved') ? 'end' : 'start'] as const).some((block) => {
      target.scrollIntoView({ block, behavior: 'instant' });
      return isSeen();
    });
  if (scroll()) return;
  layer.toggleAttribute('data-moved');
  scroll();
}

/** Does nothing else of the page lie over its middle? */
function isOnTop(element: Element): boolean {
  const { left, top, width, height } = element.getBoundingClientRect();
  const hit = document.elementFromPoint(left + width / 2, top + height / 2);
  return hit !== null && (element.contains(hit) || hit.contains(element));
}

/** Is any of it covered? Of what is higher than the space that is left, only all that is in the window. */
function isCovered(element: Element, layer: Element): boolean {
  const ours = layer.getBoundingClientRect();
  const { top, right, bottom, left, height } = element.getBoundingClientRect();
  const isTouched = bottom > ours.top && top < ours.bottom && right > ours.left && left < ours.right;
  if (!isTouched || height <= innerHeight - ours.height) return isTouched;
  return (
    Math.max(top, 0) >= ours.top &&
    Math.min(bottom, innerHeight) <= ours.bottom &&
    Math.max(left, 0) >= ours.left &&
    Math.min(right, innerWidth) <= ours.right
  );
}
