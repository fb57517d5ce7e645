/** Has the visitor typed or chosen something that a reload would lose? */
export function hasUnsavedInput(): boolean {
  return [...document.querySelectorAll('input, textarea, select, [contenteditable]:focus')].some((field) => {
    if (field.closest('#portillon')) return false;
    if (field instanceof HTMLInputElement) {
      return /^(checkbox|radio)$/.test(field.type)
        ? field.checked !== field.defaultChecked
        : field.type !== 'hidden' && field.value !== valueAtFirst(field);
    }
    if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
    if (field instanceof HTMLSelectElement) {
      const initial = [...field.options].some(({ defaultSelected }) => defaultSelected);
      return [...field.options].some(({ selected, defaultSelected, index }) =>
        initial ? selected !== defaultSelected : selected && (field.multiple || index > 0),
      );
    }
    return true;
  });
}

/** What the browser makes of its attributes: the middle of a range, a colour, nothing where a number is none. */
function valueAtFirst(field: HTMLInputElement): string {
  const fresh = document.createElement('input');
  // The type last: what it makes of them is seen when all are there.
  for (const name of ['min', 'max', 'step', 'value', 'type']) {
    const text = field.getAttribute(name);
    if (text !== null) fresh.setAttribute(name, text);
  }
  return fresh.value;
}
