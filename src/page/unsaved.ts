/**
 * Notes from now on where the visitor types, with the value that the field had of its own: frameworks take over each letter
 * as that, and an editor is no field at all.
 */
export function noteInput() {
  const touched = new WeakMap<EventTarget, string | undefined>();
  const note = ({ isTrusted, target }: Event) => {
    const { defaultValue } = target as HTMLInputElement;
    if (isTrusted && target && !touched.has(target)) touched.set(target, defaultValue);
  };
  document.addEventListener('input', note, { capture: true, passive: true });
  return { touched, stop: () => document.removeEventListener('input', note, true) };
}

/** Has the visitor typed or chosen something that a reload would lose? */
export function hasUnsavedInput(touched: ReturnType<typeof noteInput>['touched']): boolean {
  return [...document.querySelectorAll('input, textarea, select, [contenteditable]')].some((field) => {
    if (field.closest('#portillon')) return false;
    if (field instanceof HTMLInputElement) {
      return /^(checkbox|radio)$/.test(field.type)
        ? field.checked !== field.defaultChecked
        : field.value !== (touched.get(field) ?? valueAtFirst(field));
    }
    if (field instanceof HTMLTextAreaElement)
      return field.value !== (touched.get(field) ?? field.defaultValue);
    if (field instanceof HTMLSelectElement) {
      const initial = [...field.options].some(({ defaultSelected }) => defaultSelected);
      return [...field.options].some(({ selected, defaultSelected, index }) =>
        initial ? selected !== defaultSelected : selected && (field.multiple || field.size > 1 || index > 0),
      );
    }
    return field.matches(':focus') || touched.has(field);
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
