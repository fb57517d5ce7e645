import { afterEach, beforeEach, describe, expect, it, type Mock, vi } from 'vitest';
import { standIn } from '../../src/page/early-calls.js';

type Page = Record<string, unknown> & {
  fbq: Mock<(...values: unknown[]) => void>;
  ttq: Record<string, (...values: unknown[]) => void>;
  _paq: unknown[];
};

const newPage = (own: object = {}) => ({ ...own }) as Page;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Calls at the turn of each second, and what is made of them after a grant in the second `since`. */
function replayed(held: boolean, since: number): unknown[] {
  const page = newPage();
  const release = standIn(page, 'fbq', held);
  for (const call of [1, 2, 3, 4]) {
    vi.setSystemTime(call * 1000);
    page.fbq(call);
  }
  const replay = release(since * 1000)!;
  page.fbq = vi.fn();
  replay();
  replay();
  return page.fbq.mock.calls.map(([call]) => call);
}

describe('what a page calls before a vendor is there', () => {
  it('is dropped where it was called before the grant, and made once where it came after', () => {
    expect(replayed(false, 9)).toEqual([]);
    expect(replayed(false, 3)).toEqual([3, 4]);
  });

  it('is made in full where the grant is older than the page', () => {
    expect(replayed(false, 0)).toEqual([1, 2, 3, 4]);
  });

  it('is made in full where the configuration says so', () => {
    expect(replayed(true, 9)).toEqual([1, 2, 3, 4]);
  });

  it('does not fill the memory of a page that nobody grants anything', () => {
    const calls = (held: boolean) => {
      const page = newPage();
      const release = standIn(page, 'fbq', held);
      for (let call = 0; call < 5000; call++) page.fbq(call);
      const replay = release(0)!;
      page.fbq = vi.fn();
      replay();
      return page.fbq.mock.calls;
    };
    expect(calls(false)).toHaveLength(999);
    expect(calls(false).at(-1)).toEqual([4999]);
    expect(calls(true)).toHaveLength(5000);
  });

  it('is told to objects and lists by their own methods, what the page pushed before included', () => {
    const page = newPage({ _paq: [['early']] });
    const releases = [standIn(page, 'ttq.page.track', false), standIn(page, '_paq[]', false)];
    page.ttq.track?.('Lead');
    page._paq.push(['late'], ['later']);
    const replays = releases.map((release) => release(0));
    page.ttq = { page: vi.fn(), track: vi.fn() };
    page._paq = [];
    for (const replay of replays) replay?.();
    expect(page.ttq.track).toHaveBeenCalledExactlyOnceWith('Lead');
    expect(page._paq).toEqual([['early'], ['late'], ['later']]);
  });
});

describe('a stand-in', () => {
  it('goes although the page has declared its name by `var`', () => {
    const page = newPage();
    Object.defineProperty(page, '_paq', { value: [], writable: true, configurable: false });
    const release = standIn(page, '_paq[]', false);
    expect(() => release(0)).not.toThrow();
    expect(page._paq).toBeUndefined();
  });

  it.each([
    ['fbq', {}],
    ['fbq', () => {}],
    ['ttq.track', []],
    ['_paq[]', { push() {} }],
  ])('%s leaves alone what the page has there', (form, own) => {
    const name = /^\w+/.exec(form)![0];
    const page = newPage({ [name]: own });
    const release = standIn(page, form, false);
    expect(page[name]).toBe(own);
    expect(release(0)).toBeUndefined();
    expect(page[name]).toBe(own);
  });

  it.each([
    ['fbq', (page: Page) => page.fbq('Lead')],
    ['ttq.page.track', (page: Page) => page.ttq.track!('Lead')],
    ['_paq[]', (page: Page) => page._paq.push('Lead')],
  ])('%s is taken over, with what it has kept, by whoever of us is made anew', (form, call) => {
    const page = newPage();
    standIn(page, form, true);
    const { fbq, ttq, _paq } = page;
    call(page);
    const replay = standIn(page, form, true)(0)!;
    expect([page.fbq, page.ttq, page._paq]).toEqual([undefined, undefined, undefined]);
    Object.assign(page, { fbq: vi.fn(), ttq: { track: vi.fn() }, _paq: { push: vi.fn() } });
    // Whoever has kept it.
    call({ fbq, ttq, _paq } as Page);
    replay();
    const made = [page.fbq, page.ttq.track, page._paq.push] as Mock[];
    expect(made.flatMap(({ mock }) => mock.calls)).toEqual([['Lead'], ['Lead']]);
  });

  it('leaves alone what the page has put there since', () => {
    const page = newPage();
    const release = standIn(page, 'fbq', false);
    const own = vi.fn();
    page.fbq = own;
    release(0);
    expect(page.fbq).toBe(own);
  });
});

describe('what a page waits for', () => {
  it.each(['event_callback', 'callback'])('is called back once, after the call, by %s', (name) => {
    const page = newPage();
    const follow = vi.fn();
    const options = { [name]: follow, value: 1 };
    standIn(page, 'fbq', false);
    page.fbq('event', 'conversion', options);
    expect(follow).not.toHaveBeenCalled();
    vi.runAllTimers();
    expect(follow).toHaveBeenCalledExactlyOnceWith();
    expect(options[name]).toBe(follow);
  });

  it('is never called by the vendor, which hears of the call later', () => {
    const page = newPage();
    const follow = vi.fn();
    const release = standIn(page, 'fbq', true);
    page.fbq('event', 'conversion', { event_callback: follow, value: 1 });
    vi.runAllTimers();
    const replay = release(0)!;
    page.fbq = vi.fn();
    replay();
    vi.runAllTimers();
    const options = page.fbq.mock.calls[0]![2] as Record<string, unknown>;
    expect(options.value).toBe(1);
    expect(options.event_callback).not.toBeTypeOf('function');
    expect(follow).toHaveBeenCalledOnce();
  });

  it('is no matter where a page hands over anything else', () => {
    const page = newPage();
    standIn(page, 'fbq', true);
    const odd = [null, undefined, 1, 'callback', Symbol('x'), [], () => {}, { callback: 'no' }];
    expect(() => page.fbq(...odd)).not.toThrow();
    expect(vi.getTimerCount()).toBe(0);
  });
});
