type Field = HTMLInputElement & HTMLSelectElement;
type Touched = ReturnType<typeof noteInput>['touched'];

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
  const note = (event: Event) => {
    if (event.type !== 'input') {
      noteFirst();
      return;
    }
    // It was filled in without a key: what was there before is not known any more.
    isFirst = false;
    // In a shadow root, the event is told of its host.
    const target = event.composedPath()[0] as HTMLInputElement;
    if (event.isTrusted && !touched.has(target)) touched.set(target, target.defaultValue);
  };
  const ended = new AbortController();
  const options = { capture: true, signal: ended.signal };
  for (const type of ['pointerdown', 'keydown', 'input']) document.addEventListener(type, note, options);
  // A frame of the page's own keeps its events to itself, an editor's say: the visitor goes into it first.
  const enter = (root: DocumentOrShadowRoot) => {
    const { shadowRoot, contentDocument } = (root.activeElement ?? {}) as HTMLIFrameElement;
    const inner = shadowRoot ?? contentDocument;
    inner?.addEventListener('input', note, options);
    if (inner) enter(inner);
  };
  window.addEventListener('blur', () => enter(document), options);
  return {
    get touched() {
      noteFirst();
      return touched;
    },
    stop: () => ended.abort(),
  };
}

/**
 * Has the visitor typed or chosen something that a reload would lose? In shadow roots and frames, what was typed. What a
 * script writes into hidden fields, or on buttons, is the page's.
 */
export function hasUnsavedInput(touched: Touched, root: ParentNode = document): boolean {
  // The fields of a form can hide its methods.
  return [...root.querySelectorAll(':not(form, #portillon, #portillon *)')].some(
    (field) =>
      [field.shadowRoot, (field as HTMLIFrameElement).contentDocument].some(
        (inner) => inner && hasUnsavedInput(touched, inner),
      ) ||
      ((root === document || touched.has(field)) && isUnsaved(field, touched)),
  );
}

function isUnsaved(field: Element, touched: Touched): boolean {
  const before = touched.get(field);
  if (field instanceof HTMLInputElement) {
    if (/^(hidden|submit|button|reset|image)$/.test(field.type)) return false;
    if (!isBox(field)) return field.value !== (before ?? valueAtFirst(field));
    // A menu that opens by a box is no answer to anything.
    if (!field.name && !field.form) return false;
    return field.checked !== (typeof before === 'boolean' ? before : field.defaultChecked);
  }
  if (field instanceof HTMLTextAreaElement) return field.value !== (before ?? field.defaultValue);
  if (field instanceof HTMLSelectElement) {
    // One that was empty is filled by the page.
    if (typeof before === 'number' && before >= 0) return field.selectedIndex !== before;
    const initial = [...field.options].some(({ defaultSelected }) => defaultSelected);
    return [...field.options].some(({ selected, defaultSelected, index }) =>
      initial ? selected !== defaultSelected : selected && (field.multiple || field.size > 1 || index > 0),
    );
  }
  return field.matches('[contenteditable]:focus') || touched.has(field);
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
