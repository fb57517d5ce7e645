import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLoadable } from '../../src/config/url.js';
import { decode } from '../../src/record/codec.js';
import { isChoice } from '../../src/state/choose.js';
import { pickLanguage } from '../../src/state/language.js';
import { deriveState } from '../../src/state/state.js';
import { complete } from '../../src/state/texts.js';
import googleTagManager from '../../src/vendors/google-tag-manager.js';
import { trickyIds } from '../support/arbitraries.js';
import { always } from '../support/runs.js';
import { issuesWith, known, settingsOf } from '../support/settings.js';

const names = ['__proto__', 'prototype', '__defineGetter__', ...trickyIds];
const name = fc.constantFrom(...names);
const unpolluted = () => {
  for (const found in {}) throw new Error(`every object has ${found} now`);
  expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(12);
};

describe('a script address of the configuration', () => {
  const schemes = [
    'javascript:',
    'data:',
    'blob:',
    'vbscript:',
    'file:',
    'ftp:',
    'about:',
    'ws:',
    'filesystem:',
  ];
  /** What browsers drop before or within a scheme, and what only looks like a letter of it. */
  const noise = fc.constantFrom(
    '',
    ' ',
    '\t',
    '\n',
    '\r',
    '\u0000',
    '\u001f',
    '\u00a0',
    '\u2028',
    '\ufeff',
    'ſ',
    'ı',
  );
  const hostile = fc
    .tuple(fc.constantFrom(...schemes), fc.array(fc.tuple(fc.nat(12), noise), { maxLength: 3 }), fc.boolean())
    .map(([scheme, breaks, loud]) => {
      let url = `${loud ? scheme.toUpperCase() : scheme}//x.example/%0aalert(1)`;
      for (const [at, text] of breaks) url = url.slice(0, at) + text + url.slice(at);
      return url;
    });

  it('that is taken leads to https, or to the site itself, whatever stands in it', () => {
    always(hostile, (url) => {
      if (!isLoadable(url, known)) return;
      expect(['https:']).toContain(new URL(url, known.href).protocol);
    });
  });

  it.each([
    'https://www.example.org@evil.example/x.js',
    'https://user:pass@cdn.example/x.js',
    '//a@evil.example/x.js',
  ])('names no user: %s', (url) => {
    const relay = { id: 'relay', name: 'Relay', purposes: ['social'], scripts: [url] };
    expect(issuesWith({ vendors: [relay] }).map(({ path }) => path)).toEqual(['vendors[0].scripts[0]']);
    expect(issuesWith({ records: { endpoint: url } }).map(({ path }) => path)).toEqual(['records.endpoint']);
  });
});

describe('names that every object has', () => {
  it('are no answer in a stored text', () => {
    always(fc.array(fc.tuple(name, name), { maxLength: 6 }), (pairs) => {
      const text = pairs.map(([key, value]) => `${key}=${value}`).join('&');
      expect(decode(text)).toBeUndefined();
    });
    unpolluted();
  });

  it('are granted to nobody, as purposes or as vendors', () => {
    const settings = settingsOf({
      purposes: ['audience', ...trickyIds.slice(0, 3).map((id) => ({ id, title: 'x' }))],
      vendors: trickyIds.slice(3, 5).map((id) => ({ id, name: 'x', purposes: ['toString'] })),
    });
    const state = deriveState(settings, undefined);
    for (const map of [state.purposes, state.vendors, state.exempt, state.objections, state.leftovers]) {
      expect(Object.getPrototypeOf(map)).toBeNull();
    }
    for (const id of names) {
      expect(state.purposes[id] === 'granted' || state.vendors[id] === 'granted').toBe(false);
    }
    expect(isChoice({ hasOwnProperty: true }, state)).toBe(true);
    expect(isChoice(JSON.parse('{"__proto__":true}'), state)).toBe(false);
    expect(isChoice({ prototype: true }, state)).toBe(false);
  });

  it('are no consent type of a tag manager', () => {
    const commands: unknown[] = [];
    const window: { [name: string]: unknown } = { gtag: (...command: unknown[]) => commands.push(command) };
    const page = { window, allows: () => true, script: () => Promise.resolve() };
    const purposes = ['constructor', 'toString', 'audience'];
    googleTagManager.grant(page, [{ use: 'google-tag-manager', id: 'GTM-AB12CD3', purposes }]);
    expect(commands).toEqual([['consent', 'update', { analytics_storage: 'granted' }]]);
  });

  it('are no text of a language, and no language', () => {
    const locale = JSON.parse('{"__proto__":{"title":"evil"},"constructor":{"accept":"evil"}}');
    const [whole] = complete(locale, { title: 'Title' } as never);
    expect(whole.title).toBe('Title');
    for (const tag of names) expect(pickLanguage([tag], ['fr', 'en'])).toBe('en');
    unpolluted();
  });
});
