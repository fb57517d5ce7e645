import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const dist = new URL('../dist/', import.meta.url);

describe('what a site copies', () => {
  it.each(['portillon', 'interface', 'gate', 'check'])(
    '%s.js begins with the hint to compile all of it at once, where alone it counts',
    (name) => {
      const text = readFileSync(new URL(`${name}.js`, dist), 'utf8');
      expect(text.slice(0, text.indexOf('\n'))).toBe('//# allFunctionsCalledOnLoad');
    },
  );
});
