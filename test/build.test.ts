import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const dist = new URL('../dist/', import.meta.url);

describe('what a site copies', () => {
  it.each(['portillon', 'interface-fr', 'gate', 'check'])(
    '%s.js begins with the hint to compile all of it at once, where alone it counts',
    (name) => {
      const text = readFileSync(new URL(`${name}.js`, dist), 'utf8');
      expect(text.slice(0, text.indexOf('\n'))).toBe('//# allFunctionsCalledOnLoad');
    },
  );

  it('imports no interface of one language: each visitor has one, and no second is to come', () => {
    const files = readdirSync(dist).filter((name) => name.endsWith('.js'));
    const importing = files.filter((name) =>
      /(from|import)\s*\(?["'`]\.\/interface/.test(readFileSync(new URL(name, dist), 'utf8')),
    );
    expect(files).toEqual(expect.arrayContaining(['interface-fr.js', 'interface-pt-PT.js', 'panel.js']));
    expect(importing).toEqual([]);
  });
});
