/** How long changes of the page are gathered before it is looked at, in milliseconds. */
const pause = 200;

/** Calls back once an element that matches is in the page. Cheap: it looks at the page, not at its changes. */
export function watchFor(selector: string, action: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    timer = undefined;
    if (!document.querySelector(selector)) return;
    observer.disconnect();
    action();
  };
  const observer = new MutationObserver(() => {
    timer ??= setTimeout(look, pause);
  });
  observer.observe(document, { childList: true, subtree: true });
  look();
  return () => observer.disconnect();
}
