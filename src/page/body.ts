/**
 * Calls back when the body was exchanged, or a direct child of it was taken away, as page transitions do. It looks at
 * nothing deeper, so that it costs nothing while a page builds itself.
 */
export function onBodyChange(action: () => void): () => void {
  let body: HTMLElement | undefined;
  const observer = new MutationObserver((changes) => {
    const exchanged = follow();
    if (exchanged || changes.some(({ removedNodes }) => removedNodes.length)) action();
  });
  function follow(): boolean {
    if (!document.body || document.body === body) return false;
    const first = !body;
    body = document.body;
    observer.observe(body, { childList: true });
    return !first;
  }
  observer.observe(document.documentElement, { childList: true });
  follow();
  return () => observer.disconnect();
}
