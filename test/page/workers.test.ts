import { afterEach, describe, expect, it, vi } from 'vitest';
import { unregister } from '../../src/page/workers.js';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A registration of the worker at this address, and what is done to it, in order. */
function registration(scriptURL: string | undefined, unsubscribe = async () => true) {
  const done: string[] = [];
  const note = (what: string) => void done.push(what);
  return {
    done,
    active: scriptURL ? { scriptURL } : null,
    pushManager: {
      getSubscription: async () => ({
        unsubscribe: () => {
          note('unsubscribed');
          return unsubscribe();
        },
      }),
    },
    unregister: async () => note('unregistered'),
  };
}

const isTheirs = (file: string) => file.startsWith('OneSignalSDK');

async function end(...registrations: object[]): Promise<void> {
  vi.stubGlobal('navigator', { serviceWorker: { getRegistrations: async () => registrations } });
  await unregister(isTheirs);
}

describe('the push workers of a vendor', () => {
  it('are unsubscribed, then unregistered, in whatever folder', async () => {
    const one = registration('https://www.example.org/push/OneSignalSDKWorker.js?appId=1#x');
    const other = registration('https://www.example.org/OneSignalSDK.sw.js');
    await end(one, other);
    expect(one.done).toEqual(['unsubscribed', 'unregistered']);
    expect(other.done).toEqual(['unsubscribed', 'unregistered']);
  });

  it('leave those of the site alone', async () => {
    const own = registration('https://www.example.org/sw.js?from=/OneSignalSDK');
    const none = registration(undefined);
    await end(own, none);
    expect([own.done, none.done]).toEqual([[], []]);
  });

  it('go although the push service cannot be reached, or there is none', async () => {
    const lost = registration('https://www.example.org/OneSignalSDKWorker.js', () =>
      Promise.reject(new Error('offline')),
    );
    const without = {
      ...registration('https://www.example.org/OneSignalSDKWorker.js'),
      pushManager: undefined,
    };
    await end(lost, without);
    expect(lost.done).toEqual(['unsubscribed', 'unregistered']);
    expect(without.done).toEqual(['unregistered']);
  });

  it('are nothing where the browser knows none, or refuses to look', async () => {
    vi.stubGlobal('navigator', {});
    await expect(unregister(isTheirs)).resolves.toBeUndefined();
    vi.stubGlobal('navigator', {
      serviceWorker: { getRegistrations: () => Promise.reject(new DOMException('x', 'SecurityError')) },
    });
    await expect(unregister(isTheirs)).resolves.toBeUndefined();
  });
});
