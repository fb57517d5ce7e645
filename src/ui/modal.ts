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
  const observer = new ResizeObserver(check);
  observer.observe(dialog);
  // Not at once: whoever draws the dialog is not done yet.
  queueMicrotask(check);
  return () => observer.disconnect();
}
