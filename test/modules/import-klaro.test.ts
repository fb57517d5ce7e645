import { describe, expect, it } from 'vitest';
import read from '../../src/modules/import-klaro.js';
import { attempt } from '../support/attempt.js';

const rule = { from: 'klaro', name: 'theirs', purposes: {} };

describe('what Klaro stored', () => {
  it('is yes and no by name', () => {
    const { answer } = read('{"matomo":true,"youtube":false}', rule)!;
    expect(['matomo', 'youtube', 'gtag', 'constructor', '__proto__'].map(answer)).toEqual([
      true,
      false,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is encoded in local storage, as in the cookie', () => {
    expect(read(encodeURIComponent('{"é":true,"youtube":false}'), rule)!.answer('é')).toBe(true);
  });

  it('has no time', () => {
    expect(read('{"matomo":true}', rule)).not.toHaveProperty('times');
  });

  it('keeps names that every object has as names among others', () => {
    const { answer } = read('{"constructor":true,"__proto__":false}', rule)!;
    expect([answer('constructor'), answer('__proto__')]).toEqual([true, false]);
  });

  it.each([
    '',
    '{}',
    'null',
    'true',
    '"matomo"',
    '[true]',
    '["matomo"]',
    '{"matomo":1}',
    '{"matomo":"true"}',
    '{"matomo":null}',
    '{"matomo":true,"youtube":"no"}',
    '{"matomo":{"yes":true}}',
    '{ "matomo":true}',
    '{"matomo":true} ',
    '{"matomo":false,"matomo":true}',
    '{"m\\u0061tomo":true}',
    '{"matomo":true',
    '%',
    '%7B',
    '%7B%22matomo%22%3Atrue',
    '%7B%7D',
    '!matomo=true',
  ])('is not %j', (text) => {
    expect(attempt(() => read(text, rule))).toBeUndefined();
  });
});
