/**
 * Calls back when the body was exchanged, or a direct child of it was taken away, as page transitions do. It looks at
 * nothing deeper, so that it costs nothing while a page builds itself.
 */
export function onBodyChange(action: () => void): () => void {
  const { documentElement } = document;
  const observer = new MutationObserver((changes) => {
    // While there is none, there is nothing to do: the next one tells.
    if (!document.body) return;
    follow();
    if (changes.some(({ target, removedNodes }) => target === documentElement || removedNodes.length))
      action();
  });
  /** One that is followed already is not followed twice. */
  const follow = () => observer.observe(document.body, { childList: true });
  observer.observe(documentElement, { childList: true });
  if (document.body) follow();
  return () => observer.disconnect();
}
