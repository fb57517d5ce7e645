type Field = HTMLInputElement & HTMLSelectElement;

const isBox = ({ type }: HTMLInputElement): boolean => /^(checkbox|radio)$/.test(type);

/** Has the visitor typed nothing, and pressed one button at most: our yes? False where the browser does not say. */
function isFresh(): boolean {
  try {
    const { eventCounts: counts } = performance as { eventCounts?: ReadonlyMap<string, number> };
    return !!counts && !counts.get('keydown') && !counts.get('input') && counts.get('pointerdown')! < 2;
  } catch {
    // The page has put something else there.
    return false;
  }
}

/**
 * Notes from now on where the visitor types, with the value that the field had of its own: frameworks take over each letter
 * as that, and an editor is no field at all. What stands in fields before the visitor does anything is noted as well: it is
 * the page's. What a script writes later may be the visitor's, who picked a day in a calendar.
 */
export function noteInput() {
  const touched = new WeakMap<EventTarget, string | number | boolean | undefined>();
  let isFirst = isFresh();
  const noteFirst = () => {
    if (isFirst)
      for (const field of document.querySelectorAll<Field>(
        'input:not([type="file"]),textarea,select:not([multiple])',
      ))
        touched.set(field, isBox(field) ? field.checked : (field.selectedIndex ?? field.value));
    isFirst = false;
  };
  const note = ({ type, isTrusted, target }: Event) => {
    if (type !== 'input') {
      noteFirst();
      return;
    }
    // It was filled in without a key: what was there before is not known any more.
    isFirst = false;
    const { defaultValue } = target as HTMLInputElement;
    if (isTrusted && target && !touched.has(target)) touched.set(target, defaultValue);
  };
  const ended = new AbortController();
  for (const type of ['pointerdown', 'keydown', 'input'])
    document.addEventListener(type, note, { capture: true, signal: ended.signal });
  return {
    get touched() {
      noteFirst();
      return touched;
    },
    stop: () => ended.abort(),
  };
}

/** Has the visitor typed or chosen something that a reload would lose? */
export function hasUnsavedInput(touched: ReturnType<typeof noteInput>['touched']): boolean {
  return [...document.querySelectorAll('input, textarea, select, [contenteditable]')].some((field) => {
    if (field.closest('#portillon')) return false;
    const before = touched.get(field);
    if (field instanceof HTMLInputElement && isBox(field)) {
      // A menu that opens by a box is no answer to anything.
      if (!field.name && !field.form) return false;
      return field.checked !== (typeof before === 'boolean' ? before : field.defaultChecked);
    }
    if (field instanceof HTMLInputElement) return field.value !== (before ?? valueAtFirst(field));
    if (field instanceof HTMLTextAreaElement) return field.value !== (before ?? field.defaultValue);
    if (field instanceof HTMLSelectElement) {
      if (typeof before === 'number') return field.selectedIndex !== before;
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
