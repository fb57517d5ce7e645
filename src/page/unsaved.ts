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
