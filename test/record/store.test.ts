// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readAll } from '../../src/page/cookies.js';
import { createStore } from '../../src/record/store.js';
import { settingsOf } from '../support/settings.js';

const later = Date.UTC(2100, 0, 1);
const text = 'v=1&id=5725bd7e-782e-4bde-a1d0-f0569ac75e78';
/** Longer than a browser takes for a cookie. */
const long = `v=1&x=${'x'.repeat(4096)}`;

/** A browser's cookies as one page of this host sees them, by domain (the empty text: this host alone) and name. */
class Jar {
  readonly cookies = new Map<string, string>();
  /** Each that was written, whether it was taken or not. */
  readonly written: string[] = [];
  refuses = false;

  constructor(readonly host: string) {}

  get cookie(): string {
    return [...this.cookies].map(([key, value]) => `${key.split(' ')[1]}=${value}`).join('; ');
  }

  set cookie(line: string) {
    this.written.push(line);
    const [pair = '', ...attributes] = line.split('; ');
    const domain = attributes.find((one) => one.startsWith('domain='))?.slice('domain='.length) ?? '';
    const expires = Date.parse(
      attributes.find((one) => one.startsWith('expires='))!.slice('expires='.length),
    );
    const isPublic = ['uk', 'co.uk', 'org', 'test'].includes(domain);
    const isParent = !domain || this.host === domain || this.host.endsWith(`.${domain}`);
    if (this.refuses || isPublic || !isParent || pair.length > 4096) return;
    const [name = '', ...value] = pair.split('=');
    if (expires > Date.now()) this.cookies.set(`${domain} ${name}`, value.join('='));
    else this.cookies.delete(`${domain} ${name}`);
  }

  /** Where our choice lies, and what it says. */
  get ours(): [domain: string, value: string][] {
    return [...this.cookies].flatMap(([key, value]) => {
      const [domain = '', name] = key.split(' ');
      return name === 'portillon' ? [[domain, value]] : [];
    });
  }
}

let jar: Jar;
const reported: unknown[][] = [];

function visit(url: string, fields: object = {}) {
  (window as unknown as { happyDOM: { setURL(url: string): void } }).happyDOM.setURL(url);
  jar = new Jar(new URL(url).hostname);
  const settings = settingsOf({ store: { name: 'portillon', ...fields } });
  return createStore(settings, { report: (...problem) => void reported.push(problem), readCookies: readAll });
}

beforeEach(() => {
  Object.defineProperty(document, 'cookie', {
    configurable: true,
    get: () => jar.cookie,
    set(line: string) {
      jar.cookie = line;
    },
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
  reported.length = 0;
});

describe('a choice', () => {
  it.each([
    ['https://www.example.co.uk/', 'auto', 'example.co.uk'],
    ['https://a.b.example.org/', 'auto', 'example.org'],
    ['https://example.org/', 'auto', 'example.org'],
    ['https://www.example.co.uk/', 'host', ''],
    ['http://192.0.2.7/', 'auto', ''],
    ['http://[2001:db8::7]/', 'auto', ''],
    ['http://intranet/', 'auto', ''],
  ])('of %s (%s) lies on the widest domain that the browser allows: "%s"', (url, domain, expected) => {
    const store = visit(url, { domain });
    expect(store.write(text, later)).toBe(true);
    expect(jar.ours).toEqual([[expected, text]]);
    expect(localStorage.length).toBe(0);
  });

  it.each([
    ['https', '; secure'],
    ['http', ''],
  ])('on %s is for every path, for this site alone, and until its end', (scheme, secure) => {
    visit(`${scheme}://example.org/a/b`).write(text, later);
    expect(jar.written.at(-1)).toBe(
      `portillon=${text}; path=/; domain=example.org; expires=Fri, 01 Jan 2100 00:00:00 GMT; samesite=lax; priority=high${secure}`,
    );
  });

  it('takes the place of every earlier one, on whichever domain, and in local storage', () => {
    const store = visit('https://a.b.example.co.uk/');
    for (const domain of ['example.co.uk', 'b.example.co.uk', 'a.b.example.co.uk', ''])
      jar.cookies.set(`${domain} portillon`, 'v=1&old');
    jar.cookies.set('example.co.uk other', '1');
    localStorage.setItem('portillon', 'v=1&old');
    store.write(text, later);
    expect(jar.ours).toEqual([['example.co.uk', text]]);
    expect(jar.cookies.get('example.co.uk other')).toBe('1');
    expect(localStorage.length).toBe(0);
  });

  it('that no cookie can hold lies in local storage, and a cookie without a text says so', () => {
    const store = visit('https://www.example.org/');
    expect(store.write(long, later)).toBe(true);
    expect(localStorage.getItem('portillon')).toBe(long);
    expect(jar.ours).toEqual([['', '']]);
    expect(reported).toEqual([]);
    // The next one that fits needs neither.
    store.write(text, later);
    expect(jar.ours).toEqual([['example.org', text]]);
    expect(localStorage.length).toBe(0);
  });

  it('lies in local storage where the browser refuses cookies', () => {
    const store = visit('https://www.example.org/');
    jar.refuses = true;
    expect(store.write(text, later)).toBe(true);
    expect(localStorage.getItem('portillon')).toBe(text);
    expect(reported).toEqual([]);
  });

  it('that nothing holds is reported, and not called stored', () => {
    const store = visit('https://www.example.org/');
    jar.refuses = true;
    vi.stubGlobal('localStorage', {
      ...{ getItem: () => null, removeItem: () => {} },
      setItem() {
        throw new DOMException('full', 'QuotaExceededError');
      },
    });
    expect(store.write(text, later)).toBe(false);
    expect(reported).toEqual([['store-unavailable', 'portillon']]);
  });
});

describe('a choice that is removed', () => {
  it.each([
    ['short', text],
    ['long', long],
  ])('leaves nothing: %s', (_, choice) => {
    const store = visit('https://a.b.example.co.uk/');
    jar.cookies.set('example.co.uk other', '1');
    localStorage.setItem('basket', '1');
    store.write(choice, later);
    store.remove();
    expect([...jar.cookies.keys()]).toEqual(['example.co.uk other']);
    expect(Object.keys(localStorage)).toEqual(['basket']);
  });

  it('writes no cookie where there is none', () => {
    visit('https://www.example.org/').remove();
    expect(jar.written).toEqual([]);
  });
});
