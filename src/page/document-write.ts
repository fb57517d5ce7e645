// Old tags write into the page. Once it is parsed, that would empty it; so what a released script writes is kept
// until the script ends, and placed behind it.

const buffers = new WeakMap<Element, string[]>();
let installed = false;

/** Keeps what this script writes from now on. `onLost` is told of writes that have no place any more. */
export function captureWrites(script: Element, onLost: (why: string) => void): void {
  buffers.set(script, []);
  if (installed) return;
  installed = true;
  for (const [name, end] of [
    ['write', ''],
    ['writeln', '\n'],
  ] as const) {
    const native = document[name];
    document[name] = (...parts: string[]) => {
      const buffer = document.currentScript && buffers.get(document.currentScript);
      if (buffer) buffer.push(parts.join('') + end);
      else if (document.currentScript || document.readyState === 'loading') native.apply(document, parts);
      else onLost(`which would empty the page now, and was dropped: ${parts.join('').slice(0, 80)}`);
    };
  }
  // `open(); write(…); close()` of old tags: during parsing, the first and the last do nothing.
  const { open, close } = document;
  const isOurs = () => document.currentScript !== null && buffers.has(document.currentScript);
  const nativeOpen = open as (...values: unknown[]) => Document;
  document.open = ((...values: unknown[]) =>
    isOurs() ? document : nativeOpen.apply(document, values)) as typeof open;
  document.close = () => {
    if (!isOurs()) close.call(document);
  };
}

/** What the script wrote, as nodes that have not run; undefined where the page forbids to parse it. */
export function takeWrites(script: Element): Node[] | undefined {
  const text = buffers.get(script)?.join('') ?? '';
  buffers.set(script, []);
  if (!text) return [];
  try {
    const written = document.implementation.createHTMLDocument('');
    written.write(`<!doctype html><body>${text}`);
    written.close();
    return [...written.body.childNodes].map((node) => document.importNode(node, true));
  } catch {
    // Trusted Types: the site's own policy would be needed.
    return undefined;
  }
}
