import { describe, expect, it } from 'vitest';
import read from '../../src/modules/import-tarteaucitron.js';

const rule = { from: 'tarteaucitron', name: 'tarteaucitron', purposes: {} };
const answers = (text: string, ...names: string[]) => names.map((name) => read(text, rule)?.answer(name));

describe('what tarteaucitron stored', () => {
  it('is yes and no by service', () => {
    expect(answers('!gtag=true!facebookpixel=false', 'gtag', 'facebookpixel', 'matomo')).toEqual([
      true,
      false,
      undefined,
    ]);
  });

  it('has no time', () => {
    expect(read('!gtag=true', rule)).not.toHaveProperty('times');
  });

  it('keeps names that every object has as names among others', () => {
    expect(answers('!constructor=true!__proto__=false', 'constructor', '__proto__', 'toString')).toEqual([
      true,
      false,
      undefined,
    ]);
  });

  it.each([
    '',
    '!',
    'gtag=true',
    '!gtag=wait',
    // The visitor was not done: what needs no consent is already true by then.
    '!gtag=wait!youtube=true',
    '!gtag=1',
    '!gtag=TRUE',
    '!gtag=true ',
    ' !gtag=true',
    '!gtag=true!',
    '!!gtag=true',
    '!gtag=true\n',
    '!gtag=true!gtag=false',
    '!gtag=true!gtag=true',
    '!=true',
    '!gtag==true',
    '%21gtag%3Dtrue',
    '{"gtag":true}',
  ])('is not %j', (text) => {
    expect(read(text, rule)).toBeUndefined();
  });
});
