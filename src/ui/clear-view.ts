/**
 * Keeps what has the focus in sight: the page scrolls, and where it cannot, our part moves to the other edge of the
 * window (R97, WCAG 2.4.11). Listens only as long as something of ours lies over the page. Returns how to stop.
 */
export function keepFocusInSight(shown: HTMLElement): () => void {
  const covered = (element: Element): boolean => {
    const ours = shown.getBoundingClientRect();
    const theirs = element.getBoundingClientRect();
    return (
      theirs.bottom > ours.top &&
      theirs.top < ours.bottom &&
      theirs.right > ours.left &&
      theirs.left < ours.right
    );
  };
  const onFocus = ({ target }: Event) => {
    if (!(target instanceof Element) || shown.contains(target) || !covered(target)) return;
    target.scrollIntoView({ block: 'center', behavior: 'instant' });
    if (covered(target)) shown.toggleAttribute('data-moved');
  };
  document.addEventListener('focusin', onFocus);
  return () => document.removeEventListener('focusin', onFocus);
}
