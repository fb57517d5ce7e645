import { type Fault, sandbox, stored } from './fault.js';

/** A visit that has already been answered: the row begins with a refusal. */
const blockBoth = () => {
  Object.defineProperty(Document.prototype, 'cookie', { get: () => '', set: () => {} });
  Object.defineProperty(window, 'localStorage', {
    get() {
      throw new DOMException('refused', 'SecurityError');
    },
  });
};

const inLocalStorage = (text: string) =>
  `try { localStorage.getItem('portillon') ?? localStorage.setItem('portillon', ${JSON.stringify(text)}) } catch {}`;

const ignored = ['record-ignored'];

export const storage: readonly Fault[] = [
  {
    name: 'cookies are dropped',
    breaks: () => Object.defineProperty(Document.prototype, 'cookie', { get: () => '', set: () => {} }),
  },
  {
    name: 'the browser turns document.cookie off',
    before: async ({ context, page }) =>
      (await context.newCDPSession(page)).send('Emulation.setDocumentCookieDisabled', { disabled: true }),
  },
  {
    name: 'document.cookie throws',
    breaks: () => {
      const refuse = () => {
        throw new DOMException('refused', 'SecurityError');
      };
      Object.defineProperty(Document.prototype, 'cookie', { get: refuse, set: refuse });
    },
  },
  {
    name: 'only writing cookies throws',
    breaks: () => {
      Object.defineProperty(Document.prototype, 'cookie', {
        get: () => '',
        set() {
          throw new DOMException('refused', 'SecurityError');
        },
      });
    },
  },
  {
    name: 'another consent tool lets no cookie through',
    breaks: () => {
      Object.defineProperty(document, 'cookie', { get: () => '_other=1', set: () => true });
    },
  },
  {
    name: 'document.cookie is undefined',
    breaks: () => Object.defineProperty(document, 'cookie', { value: undefined }),
  },
  {
    name: 'local storage throws',
    breaks: () =>
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('refused', 'SecurityError');
        },
      }),
  },
  {
    name: 'local storage is null',
    breaks: () => Object.defineProperty(window, 'localStorage', { value: null }),
  },
  {
    name: 'local storage is a plain object',
    breaks: () => Object.defineProperty(window, 'localStorage', { value: {} }),
  },
  {
    name: 'both storages of the page are missing',
    breaks: () => {
      for (const area of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(window, area, { value: undefined });
      }
    },
  },
  {
    name: 'the quota is full',
    breaks: () => {
      for (let size = 2 ** 20; size; size >>= 1) {
        try {
          for (;;) localStorage.setItem(`${size}-${localStorage.length}`, 'x'.repeat(size));
        } catch {
          // Full for this size.
        }
      }
    },
  },
  {
    name: 'cookies are dropped, and the quota is full',
    breaks: () => {
      Object.defineProperty(Document.prototype, 'cookie', { get: () => '', set: () => {} });
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    },
    keeps: 'page',
    says: ['store-unavailable'],
  },
  {
    name: 'private mode of old: both exist, neither holds anything',
    breaks: () => {
      Object.defineProperty(Document.prototype, 'cookie', { get: () => '', set: () => {} });
      Storage.prototype.setItem = () => {};
    },
    keeps: 'page',
    says: ['store-unavailable'],
  },
  { name: 'everything is blocked', breaks: blockBoth, keeps: 'page', says: ['store-unavailable'] },
  {
    name: 'a sandboxed page that may load our files',
    ...sandbox,
    says: ['store-unavailable'],
  },
  {
    name: 'a sandboxed page that may not',
    headers: { 'content-security-policy': 'sandbox allow-scripts' },
    sees: 'nothing',
    says: ['file-missing', 'file-missing', 'interface-missing'],
  },
  {
    name: 'storage is taken away between the banner and the click',
    happens: ({ page }) => page.evaluate(blockBoth),
    keeps: 'page',
    says: ['store-unavailable'],
  },
  {
    name: 'the cookie jar is full',
    breaks: () => {
      for (let count = 0; count < 200; count++) document.cookie = `full${count}=1; path=/; max-age=9999`;
    },
  },
  {
    name: 'the header would grow too large: 40 cookies of 100 characters',
    breaks: () => {
      for (let count = 0; count < 40; count++) document.cookie = `long${count}=${'x'.repeat(100)}; path=/`;
    },
  },
  {
    name: "another library's cookie cannot be decoded",
    cookies: [{ name: 'other', value: '%E0%A4%A' }],
  },
  {
    name: 'cookies without a name, and without a value',
    breaks: () => {
      document.cookie = '=portillon';
      document.cookie = 'portillon2';
    },
  },
  { name: 'our cookie cannot be decoded', cookies: [{ value: '%E0%A4%A', wide: true }], says: ignored },
  {
    name: 'our cookie is cut in the middle',
    cookies: [{ value: stored('all', 1).slice(0, 90), wide: true }],
    says: ignored,
  },
  {
    name: 'a purpose was granted by hand beside its denial',
    cookies: [{ value: `${stored('none', 1)}&granted=advertising`, wide: true }],
    says: ignored,
  },
  {
    name: 'the id was edited by hand',
    cookies: [{ value: stored('all', 1).replace('5725bd7e', 'visitor1'), wide: true }],
    says: ignored,
  },
  {
    name: 'the time was edited to what no calendar has',
    cookies: [{ value: stored('all', 1).replace(/last=[^&]+/, 'last=2026-13-45T99:00:00Z'), wide: true }],
    says: ignored,
  },
  {
    name: 'the record is of a newer version',
    cookies: [{ value: stored('all', 1, '2'), wide: true }],
    says: ignored,
  },
  { name: 'the record is JSON', cookies: [{ value: '{%22all%22:true}', wide: true }], says: ignored },
  { name: '4 kB of junk in the cookie', cookies: [{ value: 'x'.repeat(4000), wide: true }], says: ignored },
  // As where a choice is too long for a cookie: it says no more than that local storage is to be looked into.
  { name: 'an empty cookie', cookies: [{ value: '', wide: true }] },
  {
    name: '10 kB of junk in local storage',
    page: (html) => html.replace('<head>', `<head><script>${inLocalStorage('y'.repeat(10_000))}</script>`),
    says: ignored,
  },
  {
    name: 'a script in local storage',
    page: (html) =>
      html.replace('<head>', `<head><script>${inLocalStorage('granted=__proto__&v=1<script>')}</script>`),
    says: ignored,
  },
  {
    name: 'an old yes on this host, a newer no on the domain',
    cookies: [{ value: stored('all', 9) }, { value: stored('none', 2), wide: true }],
    sees: 'answered',
  },
  {
    name: 'an old yes on the domain, a newer no on this host',
    cookies: [{ value: stored('all', 9), wide: true }, { value: stored('none', 2) }],
    sees: 'answered',
  },
  {
    name: 'a yes and a no of the same second',
    cookies: [{ value: stored('all', 2) }, { value: stored('none', 2), wide: true }],
    sees: 'answered',
  },
  {
    name: 'a no and a yes of the same second',
    cookies: [{ value: stored('none', 2) }, { value: stored('all', 2), wide: true }],
    sees: 'answered',
  },
  {
    name: 'an old yes in local storage, a newer no in the cookie',
    page: (html) => html.replace('<head>', `<head><script>${inLocalStorage(stored('all', 9))}</script>`),
    cookies: [{ value: stored('none', 2), wide: true }],
    sees: 'answered',
  },
  {
    name: 'a sibling subdomain tossed junk beside the choice',
    cookies: [{ value: stored('none', 2) }, { value: 'granted=advertising', wide: true }],
    sees: 'answered',
    says: ignored,
  },
  {
    name: 'a sibling subdomain tossed an expired yes',
    cookies: [{ value: stored('all', 400), wide: true }],
  },
  {
    name: 'a sibling subdomain tossed a yes from the future',
    cookies: [{ value: stored('all', -30), wide: true }],
    says: ignored,
  },
  {
    name: 'junk lies under a longer path, where we cannot delete it',
    cookies: [{ value: 'junk', path: '/lecture' }],
    happens: ({ page }, home) => page.goto(`${home}lecture`),
    says: ignored,
  },
  {
    name: 'IndexedDB is missing',
    breaks: () => Object.defineProperty(window, 'indexedDB', { value: undefined }),
  },
];
