// @vitest-environment happy-dom
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { matches, standsFor, sweep } from '../../src/gate/sweep.js';
import { always } from '../support/runs.js';

describe('a declared name', () => {
  it.each([
    ['_ga', '_ga', true],
    ['_ga', '_gat', false],
    ['_ga', '_GA', false],
    ['_ga', 'x_ga', false],
    ['_ga_*', '_ga_AB12', true],
    ['_ga_*', '_ga_', true],
    ['_ga_*', '_ga', false],
    ['_ga_*', 'x_ga_1', false],
    ['_pk_id.*', '_pk_id.1.2', true],
    ['_pk_id.*', '_pk_idx1', false],
    ['relay:*', 'relay:a', true],
    ['a.c', 'abc', false],
    ['(a+)+*', 'aaaa', false],
    ['[a]*', '[a]b', true],
    ['*.appUser', '61f.appUser', false],
    ['*.appUser', '*.appUser', true],
    ['*user*', 'a user b', false],
    ['*', 'anything', true],
    ['a*c', 'abc', false],
  ])('%s stands for %s: %s', (declared, name, expected) => {
    expect(matches(declared, name)).toBe(expected);
  });

  it('without a star stands for itself and nothing else', () => {
    const names = fc.string().filter((name) => !name.endsWith('*'));
    always(fc.tuple(names, fc.string()), ([declared, other]) => {
      expect(matches(declared, declared)).toBe(true);
      expect(matches(declared, other)).toBe(declared === other);
    });
  });

  it('with a star at the end stands for every name that begins so', () => {
    always(fc.tuple(fc.string(), fc.string()), ([start, rest]) => {
      expect(matches(`${start}*`, start + rest)).toBe(true);
      expect(matches(`${start}*`, rest)).toBe(rest.startsWith(start));
    });
  });
});

it('a declared form decides instead of the name, which is only shown', () => {
  const trace = { name: '*.clientId', form: /^[\da-f]{24}\.clientId$/ };
  expect(standsFor(trace, '5f0a1b2c3d4e5f6a7b8c9d0e.clientId')).toBe(true);
  for (const name of ['app.clientId', '*.clientId', '5f0a.clientId', 'x5f0a1b2c3d4e5f6a7b8c9d0e.clientId'])
    expect(standsFor(trace, name), name).toBe(false);
  always(fc.tuple(fc.string(), fc.string()), ([name, other]) =>
    expect(standsFor({ name }, other)).toBe(matches(name, other)),
  );
});

describe('sweeping', () => {
  const cookieNames = () =>
    document.cookie
      .split('; ')
      .filter(Boolean)
      .map((pair) => pair.split('=')[0]!)
      .sort();

  afterEach(() => {
    for (const name of cookieNames())
      document.cookie = `${name}=; expires=Thu, 01 Jan 1970 00:00:00 GMT; path=/`;
    localStorage.clear();
    sessionStorage.clear();
  });

  it('deletes the declared cookies and leaves all others', () => {
    for (const name of ['_ga', '_ga_1', '_ga_2', '_gat', 'session', 'portillon']) {
      document.cookie = `${name}=1; path=/`;
    }
    sweep({ cookies: [{ name: '_ga' }, { name: '_ga_*' }], storage: [{ name: 'session' }] });
    expect(cookieNames()).toEqual(['_gat', 'portillon', 'session']);
  });

  it('deletes the declared keys of local and session storage and leaves all others', () => {
    for (const area of [localStorage, sessionStorage]) {
      for (const key of ['relay', 'relay:a', 'relays', 'basket']) area.setItem(key, '1');
    }
    sweep({ cookies: [{ name: 'basket' }], storage: [{ name: 'relay' }, { name: 'relay:*' }] });
    for (const area of [localStorage, sessionStorage]) {
      expect(Object.keys(area).sort()).toEqual(['basket', 'relays']);
    }
  });

  it('deletes what has the declared form, and leaves a key of the site that ends alike', () => {
    const theirs = '5f0a1b2c3d4e5f6a7b8c9d0e.sessionToken';
    for (const key of [theirs, 'shop.sessionToken', '*.sessionToken']) localStorage.setItem(key, '1');
    const storage = [{ name: '*.sessionToken', form: /^[\da-f]{24}\.sessionToken$/ }];
    expect(sweep({ cookies: [], storage })).toEqual([theirs]);
    expect(Object.keys(localStorage).sort()).toEqual(['*.sessionToken', 'shop.sessionToken']);
  });

  it('does nothing where nothing was declared', () => {
    document.cookie = 'session=1; path=/';
    localStorage.setItem('basket', '1');
    sweep({ cookies: [], storage: [] });
    expect(cookieNames()).toEqual(['session']);
    expect(localStorage.getItem('basket')).toBe('1');
  });
});
