/**
 * What the first layer heeds in the page while it is there. Returns how to begin, which may be done again, and how to end.
 * `redraw`: what it depends on may have changed. `dismiss`: the visitor left it without an answer.
 */
export function whileAsked(
  root: Element,
  redraw: () => void,
  dismiss: () => void,
): (isAsked: boolean) => void {
  /** What had the focus last, outside of it. */
  let last = document.activeElement as HTMLElement | null;

  /** What the page gives the focus to must not lie below it. */
  const onFocus = async ({ target }: Event) => {
    if (root.contains(target as Node)) return;
    last = target as HTMLElement;
    const file = await import('./clear-view.js').catch(() => undefined);
    file?.uncover(target, root.firstElementChild);
  };

  /** Escape answers nothing (R99). The focus goes back where it was; where that was nowhere, the page begins. */
  const onKey = (event: Event) => {
    const { key, repeat } = event as KeyboardEvent;
    if (key !== 'Escape' || repeat) return;
    dismiss();
    last?.focus?.();
  };

  // A modal layer of the page's, of no `dialog`, makes all else inert: what cannot be pressed must not lie over it.
  const observer = new MutationObserver(redraw);

  return (isAsked) => {
    observer.disconnect();
    if (isAsked && root.parentElement) observer.observe(root.parentElement, { attributeFilter: ['inert'] });
    const listen = isAsked ? 'addEventListener' : 'removeEventListener';
    document[listen]('focusin', onFocus);
    root[listen]('keydown', onKey);
    // A modal dialog of the page's was closed; its own way back, which the question names, came last.
    document[listen]('close', redraw, true);
    document[listen]('DOMContentLoaded', redraw);
  };
}
