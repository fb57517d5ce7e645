/**
 * Turbo keeps a copy of each page for the way back, a moment after the first of these; the second comes with the next
 * page. https://turbo.hotwired.dev/reference/events Returns how to stop.
 */
export function onSnapshot(before: () => void, after: () => void): () => void {
  const ended = new AbortController();
  document.addEventListener('turbo:before-cache', before, ended);
  document.addEventListener('turbo:render', after, ended);
  return () => ended.abort();
}
