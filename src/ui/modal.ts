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
  return () => observer?.disconnect();
}

/** Back to where the visitor came from, or to the way back if that is gone. */
export function returnFocus(opener: Element | null, root: Element): void {
  const name = (opener as HTMLElement | null)?.dataset?.portillon;
  const targets = [
    opener,
    // The banner that comes back is a new one.
    root.querySelector(`[data-portillon="${name}"]`),
    document.querySelector('[data-consent-open]'),
  ] as (HTMLElement | null)[];
  targets
    .find((one) => one?.isConnected && one !== document.body && one.checkVisibility?.() !== false)
    ?.focus({ preventScroll: true });
}
