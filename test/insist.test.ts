import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { insist } from '../src/insist.js';
import type { Load } from '../src/model/core.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('asks once more for a file, a second later, and no third time', async () => {
  const asked: string[] = [];
  const lost = insist((async (name: string) => {
    asked.push(name);
    throw new Error('lost');
  }) as Load);
  const answer = expect(lost('gate')).rejects.toThrow('lost');
  await vi.advanceTimersByTimeAsync(999);
  expect(asked).toEqual(['gate']);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toEqual(['gate', 'gate']);
  await answer;
});

it('gives what came the second time', async () => {
  let isLost = true;
  const load = insist((async () => {
    if (isLost) throw new Error('lost');
    return { say: () => 'it' };
  }) as unknown as Load);
  const file = load('messages');
  isLost = false;
  await vi.advanceTimersByTimeAsync(1000);
  expect((await file).say).toBeTypeOf('function');
});
