/** The longest time between two presses that a system takes for one double press, in milliseconds. */
const doublePress = 1000;

/**
 * Shows a modal dialog, and watches that it can be seen: one that a content blocker hides, at once or later, would keep
 * the whole page inert behind nothing. `onHidden` has to take it away. Returns how to stop watching.
 */
export function showModal(dialog: HTMLDialogElement, onHidden: () => void): () => void {
  const check = () => {
    const seen = dialog.checkVisibility?.({ opacityProperty: true, visibilityProperty: true });
    if (seen === false) onHidden();
  };
  if (dialog.isConnected) {
    dialog.showModal();
    dialog.querySelector('h2')?.focus();
  }
  const observer = globalThis.ResizeObserver && new ResizeObserver(check);
  observer?.observe(dialog);
  // Not at once: whoever draws the dialog is not done yet.
  queueMicrotask(check);
  const release = holdPage(dialog);
  // The second press of a double one, whose first opened this, is meant for nothing in it: no answer is given by that (R4).
  const opened = performance.now();
  const ignore = (event: MouseEvent) => {
    if (event.detail < 2 || performance.now() - opened > doublePress) return;
    event.preventDefault();
    event.stopPropagation();
  };
  dialog.addEventListener('click', ignore, true);
  return () => {
    release();
    dialog.removeEventListener('click', ignore, true);
    observer?.disconnect();
  };
}

/**
 * Keeps the page behind from being scrolled by a wheel or a finger on what of the dialog does not scroll (R98). Whoever
 * makes the page larger, by two fingers or by a key and the wheel, may do so, and move in it. Returns how to stop.
 */
function holdPage(dialog: Element): () => void {
  const hold = (event: Event) => {
    const { ctrlKey, touches } = event as WheelEvent & TouchEvent;
    const target = event.target as Element;
    const scrolls = [target.closest('.portillon-text'), target !== dialog && dialog].some(
      (one) => one && one.scrollHeight > one.clientHeight,
    );
    const isZoom = ctrlKey || touches?.[1] || globalThis.visualViewport?.scale !== 1;
    if (dialog.contains(target) && !isZoom && !scrolls) event.preventDefault();
  };
  // On the document: Chromium does not ask the dialog of a wheel over its backdrop.
  const names = ['wheel', 'touchmove'];
  for (const name of names) document.addEventListener(name, hold, { passive: false });
  return () => {
    for (const name of names) document.removeEventListener(name, hold);
  };
}

/**
 * What a modal dialog heeds. It is left by Escape, by the gesture of a phone, and where a script of the page closes it;
 * whoever left it before has taken it out of the page.
 */
export const modalHandlers = (leave: () => void) => ({
  oncancel(event: Event) {
    event.preventDefault();
    leave();
  },
  onclose: ({ target }: Event) => (target as Element).isConnected && leave(),
});

/** Back to where the visitor came from, or to the way back if that is gone. */
export function returnFocus(opener: Element | null, root: Element): void {
  const name = (opener as HTMLElement | null)?.dataset?.portillon;
  const targets = [
    opener,
    // The banner that comes back is a new one.
    root.querySelector(`[data-portillon="${name}"]`),
    ...document.querySelectorAll('[data-consent-open]'),
  ] as (HTMLElement | null)[];
  targets
    .find((one) => one?.isConnected && one !== document.body && one.checkVisibility?.() !== false)
    ?.focus({ preventScroll: true });
}
