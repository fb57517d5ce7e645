/** Has the visitor typed or chosen something that a reload would lose? */
export function hasUnsavedInput(): boolean {
  return [...document.querySelectorAll('input, textarea, select, [contenteditable]:focus')].some((field) => {
    if (field.closest('#portillon')) return false;
    if (field instanceof HTMLInputElement) {
      return /^(checkbox|radio)$/.test(field.type)
        ? field.checked !== field.defaultChecked
        : field.type !== 'hidden' && field.value !== field.defaultValue;
    }
    if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
    if (field instanceof HTMLSelectElement) {
      const initial = [...field.options].some(({ defaultSelected }) => defaultSelected);
      return [...field.options].some(({ selected, defaultSelected, index }) =>
        initial ? selected !== defaultSelected : selected && index > 0 && !field.multiple,
      );
    }
    return true;
  });
}

let reloading = false;
const silence = (event: Event) => {
  if (reloading) event.stopImmediatePropagation();
};

/**
 * When we reload the page to stop a vendor, it must not say farewell with one more request or cookie. Listeners run
 * in the order in which they were added, so this comes before any vendor. Neither event keeps a page from the
 * back/forward cache; the two that could are added by the reload itself.
 */
export function guardFarewells(): () => void {
  const early = ['pagehide', 'visibilitychange'];
  for (const type of early) window.addEventListener(type, silence, true);
  return () => {
    for (const type of early) window.removeEventListener(type, silence, true);
  };
}

/** Reloads the page. `key` keeps `values` for the page that comes, until it has taken them. */
export function reload(key: string, values: readonly string[]): void {
  reloading = true;
  for (const type of ['beforeunload', 'unload']) window.addEventListener(type, silence, true);
  try {
    sessionStorage.setItem(key, values.join(' '));
  } catch {
    // Then the next page cannot know, and relies on what was deleted here.
  }
  location.reload();
  // Until the next page is there, this one would go on; what waits to run may be what was withdrawn.
  for (let id = Number(setTimeout(() => {})); id > 0; id--) clearTimeout(id);
}

/** What the page before handed over; it is gone afterwards. */
export function takeHandover(key: string): string[] {
  try {
    const text = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    return text?.split(' ') ?? [];
  } catch {
    return [];
  }
}
