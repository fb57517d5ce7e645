import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLink, isLoadable } from '../../src/config/url.js';
import { always } from '../support/runs.js';

const https = { href: 'https://www.example.org/a/b' };
const http = { href: 'http://localhost:8080/a/b' };
const server = {};

const paths = ['/x.js', 'x.js', './x.js', '../x.js', '?x', '#x', 'b/../x'];
const never = [
  'javascript:alert(1)',
  'JAVASCRIPT:alert(1)',
  '\u0000javascript:alert(1)',
  ' \t\njavascript:alert(1)',
  'java\r\nscript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'blob:https://www.example.org/x',
  'filesystem:https://www.example.org/x',
  'file:///x',
  'ftp://example.org/x',
  'about:blank',
  'ws://example.org/',
  'view-source:https://example.org/',
];
const broken = ['https://', 'http://', 'https://[', 'https://a b/', 'https://%', '//', 'https://a:b/'];

describe('an address that scripts and frames may come from', () => {
  it.each(paths)('is a path of the site: %s', (path) => {
    for (const base of [https, http, server]) expect(isLoadable(path, base)).toBe(true);
  });

  it.each(['https://cdn.example/x.js', 'HTTPS://cdn.example/x.js', 'https://localhost/'])(
    'is any https address: %s',
    (url) => {
      for (const base of [https, http, server]) expect(isLoadable(url, base)).toBe(true);
    },
  );

  it('is an http address only on a page that is itself http', () => {
    for (const url of ['http://cdn.example/x.js', 'HTTP://localhost/']) {
      expect(isLoadable(url, http)).toBe(true);
      expect(isLoadable(url, https)).toBe(false);
      expect(isLoadable(url, server)).toBe(false);
    }
  });

  it('without a protocol has that of the page, which a server does not know', () => {
    expect(isLoadable('//cdn.example/x.js', https)).toBe(true);
    expect(isLoadable('//cdn.example/x.js', http)).toBe(true);
    expect(isLoadable('//cdn.example/x.js', server)).toBe(false);
  });

  it.each([...never, 'mailto:x@example.org'])('is never %j', (url) => {
    for (const base of [https, http, server]) expect(isLoadable(url, base)).toBe(false);
  });

  it.each(broken)('is never a broken one: %s', (url) => {
    for (const base of [https, http, server]) expect(isLoadable(url, base)).toBe(false);
  });

  it('is, whatever the text, one that the browser resolves to https on an https page', () => {
    always(fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom(...never, ...broken)), (text) => {
      if (isLoadable(text, https)) expect(new URL(text, https.href).protocol).toBe('https:');
    });
  });
});

describe('an address that a visitor may follow', () => {
  it.each([...paths, 'https://example.org/', 'http://example.org/', 'mailto:dpo@example.org'])(
    'may be %s',
    (url) => {
      for (const base of [https, http, server]) expect(isLink(url, base)).toBe(true);
    },
  );

  it.each([...never, ...broken])('is never %j', (url) => {
    for (const base of [https, http, server]) expect(isLink(url, base)).toBe(false);
  });

  it('never runs code, whatever the text', () => {
    const scheme = fc.constantFrom('javascript', 'data', 'vbscript', 'JavaScript', 'java\tscript');
    always(fc.tuple(scheme, fc.string()), ([name, rest]) => {
      expect(isLink(`${name}:${rest}`, https)).toBe(false);
    });
  });
});
