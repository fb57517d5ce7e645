import { describe, expect, it } from 'vitest';
import { once } from '../src/once.js';

/** Gives these one after another, and counts how often it was asked. */
function giving<T>(...answers: (() => Promise<T>)[]) {
  const asked = { times: 0 };
  return { asked, get: once(() => answers[asked.times++]!()) };
}

describe('once', () => {
  it('makes it for all who ask, even before it is there', async () => {
    const { asked, get } = giving(async () => 'it');
    expect(await Promise.all([get(), get()])).toEqual(['it', 'it']);
    expect(await get()).toBe('it');
    expect(asked.times).toBe(1);
  });

  it('keeps a no, which is an answer', async () => {
    const { asked, get } = giving(async () => false);
    expect([await get(), await get()]).toEqual([false, false]);
    expect(asked.times).toBe(1);
  });

  it('makes anew what failed, or came to nothing', async () => {
    const { get } = giving<string | undefined>(
      () => Promise.reject(new Error('lost')),
      async () => undefined,
      async () => 'it',
    );
    await expect(get()).rejects.toThrow('lost');
    expect(await get()).toBeUndefined();
    expect(await get()).toBe('it');
  });
});
