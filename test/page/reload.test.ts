// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as Reload from '../../src/page/reload.js';

const early = ['pagehide', 'visibilitychange'];
const late = ['beforeunload', 'unload'];
const key = 'portillon-withdrawn';

/** How this page came to be. */
let navigation: { type: string } | undefined;
const reloaded = vi.fn();
let page: typeof Reload;
/** What was listened to: a page that is loaded again takes it along, a test does not. */
const added: Parameters<typeof window.addEventListener>[] = [];
const { addEventListener } = window;

beforeEach(async () => {
  navigation = { type: 'reload' };
  vi.spyOn(performance, 'getEntriesByType').mockImplementation(
    () => (navigation ? [navigation] : []) as unknown as PerformanceEntryList,
  );
  vi.spyOn(window.location, 'reload').mockImplementation(reloaded);
  vi.spyOn(window, 'addEventListener').mockImplementation((...listener) => {
    added.push(listener);
    addEventListener.apply(window, listener);
  });
  // What a page notes of itself, the next one does not know.
  vi.resetModules();
  page = await import('../../src/page/reload.js');
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  for (const [type, listener] of added.splice(0)) window.removeEventListener(type, listener, true);
  reloaded.mockReset();
  sessionStorage.clear();
});

/** What a vendor of the page hears. */
function heard(): string[] {
  const told: string[] = [];
  const listen = ({ type }: Event) => void told.push(type);
  for (const type of [...early, ...late]) {
    window.addEventListener(type, listen);
    window.dispatchEvent(new Event(type));
    window.removeEventListener(type, listen);
  }
  return told;
}

describe('what a page hands over', () => {
  it('comes to the page that is loaded again, once', () => {
    page.reload('portillon', ['meta-pixel', 'relay']);
    expect(reloaded).toHaveBeenCalledTimes(1);
    expect(page.takeHandover('other')).toEqual([]);
    expect(page.takeHandover('portillon')).toEqual(['meta-pixel', 'relay']);
    expect(page.takeHandover('portillon')).toEqual([]);
    expect(sessionStorage.length).toBe(0);
  });

  it('waits while the visitor goes on to other pages, which do not look', () => {
    navigation = { type: 'navigate' };
    const getItem = vi.fn(() => 'relay');
    const removeItem = vi.fn();
    vi.stubGlobal('sessionStorage', { getItem, removeItem });
    expect(page.takeHandover('portillon')).toEqual([]);
    expect([getItem.mock.calls, removeItem.mock.calls]).toEqual([[], []]);
    navigation = { type: 'reload' };
    expect(page.takeHandover('portillon')).toEqual(['relay']);
    expect(removeItem).toHaveBeenCalledWith(key);
  });

  it.each([{ type: 'back_forward' }, undefined])('is looked for where the browser says %j', (said) => {
    sessionStorage.setItem(key, 'relay');
    navigation = said;
    expect(page.takeHandover('portillon')).toEqual(['relay']);
  });

  it('is no form sent a second time: the browser takes the entry for one that was asked for', () => {
    const replace = vi.spyOn(History.prototype, 'replaceState');
    reloaded.mockImplementation(() => expect(replace).toHaveBeenCalledWith(null, '', location.href));
    page.reload('portillon', []);
    expect(reloaded).toHaveBeenCalledTimes(1);
    expect(replace).toHaveBeenCalledTimes(1);
  });

  it('does not keep the page from being loaded where its history is forbidden', () => {
    vi.spyOn(History.prototype, 'replaceState').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError');
    });
    page.reload('portillon', []);
    expect(reloaded).toHaveBeenCalledTimes(1);
  });

  it('is lost where nothing can be kept; the page is loaded again all the same', () => {
    const refuse = () => {
      throw new DOMException('no', 'SecurityError');
    };
    vi.stubGlobal('sessionStorage', { getItem: refuse, setItem: refuse, removeItem: refuse });
    page.reload('portillon', ['relay']);
    expect(reloaded).toHaveBeenCalledTimes(1);
    expect(page.takeHandover('portillon')).toEqual([]);
  });
});

describe('a vendor says no farewell', () => {
  it('when we load the page again, and only then', () => {
    const stop = page.guardFarewells();
    expect(heard()).toEqual([...early, ...late]);
    page.reload('portillon', []);
    expect(heard()).toEqual([]);
    stop();
    expect(heard()).toEqual(early);
  });

  it('and is not robbed of its timers where the page asks whether to leave, and the visitor stays', async () => {
    const planned = vi.fn();
    setTimeout(planned);
    reloaded.mockImplementation(() => {
      const event = new Event('beforeunload', { cancelable: true });
      event.preventDefault();
      window.dispatchEvent(event);
    });
    page.reload('portillon', []);
    await vi.waitFor(() => expect(planned).toHaveBeenCalledTimes(1));
  });

  it('but hears all as before some seconds after the visitor stayed, which is told then', () => {
    vi.useFakeTimers();
    const onStay = vi.fn();
    page.guardFarewells();
    page.expectReload();
    reloaded.mockImplementation(() => {
      const event = new Event('beforeunload', { cancelable: true });
      event.preventDefault();
      window.dispatchEvent(event);
      // The visitor thinks about it.
      vi.setSystemTime(Date.now() + 60_000);
    });
    page.reload('portillon', [], onStay);
    // Whoever leaves after all says no farewell.
    window.dispatchEvent(new Event('visibilitychange'));
    expect(heard().filter((type) => type !== 'beforeunload')).toEqual([]);
    expect(onStay).not.toHaveBeenCalled();
    vi.advanceTimersByTime(10_000);
    expect(onStay).toHaveBeenCalledTimes(1);
    expect(heard()).toEqual(expect.arrayContaining([...early, 'beforeunload']));
    vi.useRealTimers();
  });

  it('and what it planned is not carried out any more', async () => {
    const planned = vi.fn();
    // Timers have numbers, as in a browser.
    const id = Number(setTimeout(planned));
    page.reload('portillon', []);
    // One that is planned later comes later.
    await new Promise((resolve) => setTimeout(resolve, 1));
    expect(id).toBeGreaterThan(0);
    expect(planned).not.toHaveBeenCalled();
  });
});
