/** How long the next page is waited for, in milliseconds. */
const patience = 1000;

/**
 * Turbo keeps a copy of each page for the way back, a moment after the first of these; the second comes with the next
 * page, if one comes: Turbo also copies a page that stays. https://turbo.hotwired.dev/reference/events Returns how to stop.
 */
export function onSnapshot(before: () => void, after: () => void): () => void {
  const ended = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const note = ({ type }: Event) => {
    clearTimeout(timer);
    if (type === 'turbo:render') after();
    else {
      timer = setTimeout(after, patience);
      before();
    }
  };
  for (const type of ['turbo:before-cache', 'turbo:render']) document.addEventListener(type, note, ended);
  return () => ended.abort();
}
