// Old tags write into the page. Once it is parsed, that would empty it; so what a released script writes is kept
// until the script ends, and placed behind it.

const written = new WeakMap<Element, string>();
let installed = false;

/**
 * Keeps what this script writes from now on. `onLost`, the first that was given, is told of writes that have no place any
 * more, whoever made them.
 */
export function captureWrites(script: Element, onLost: (text: string) => void): void {
  written.set(script, '');
  if (installed) return;
  installed = true;
  const page = document as unknown as { [name: string]: (...values: unknown[]) => unknown };
  /** The released script that runs now. */
  const current = () => {
    const script = document.currentScript;
    return script && written.has(script) ? script : undefined;
  };
  for (const name of ['write', 'writeln', 'open', 'close']) {
    const native = page[name]!;
    const writes = name.startsWith('write');
    page[name] = (...values) => {
      const script = current();
      // `open(); write(…); close()` of old tags: during parsing, the first and the last do nothing.
      if (script && !writes) return document;
      const text = values.join('') + (name === 'writeln' ? '\n' : '');
      if (script) return void written.set(script, written.get(script) + text);
      const harmless = !writes || document.currentScript || document.readyState === 'loading';
      return harmless ? native.apply(document, values) : onLost(text.slice(0, 80));
    };
  }
}

/** What the script wrote. */
export function takeWritten(script: Element): string {
  const text = written.get(script) ?? '';
  written.set(script, '');
  return text;
}
