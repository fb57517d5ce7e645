// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Core } from '../src/model/core.js';
import { createProver } from '../src/prove.js';
import { settingsOf } from './support/settings.js';

const settings = settingsOf({ records: { endpoint: '/api/consents' } });
const setDue = (time: number) => localStorage.setItem('portillon-due', `${time} 0`);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  localStorage.clear();
  vi.useRealTimers();
});

function create() {
  const loaded: string[] = [];
  const load = async (name: string) => {
    loaded.push(name);
    throw new Error('lost');
  };
  const prover = createProver({ settings, load, report: () => {}, state: {} } as unknown as Core);
  return { prover, loaded };
}

it('leaves to another tab for two seconds what was decided there, also where a proof of its own waits for later', async () => {
  const { prover, loaded } = create();
  setDue(Date.now() + 60_000);
  // As a page that begins does.
  prover.check(true);
  setDue(0);
  prover.check();
  await vi.advanceTimersByTimeAsync(1900);
  expect(loaded).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  expect(loaded).toEqual(['proof']);
});

it('proves at once what was decided here, which the device holds or not', async () => {
  for (const note of [undefined, { time: 0, record: undefined, previous: undefined }]) {
    const { prover, loaded } = create();
    setDue(0);
    prover.check(true, [note]);
    await vi.advanceTimersByTimeAsync(100);
    expect(loaded).toEqual(['proof']);
  }
});
