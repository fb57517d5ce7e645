// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { ProofRecord } from '../../src/model/proof.js';
import { createDevice, type Entry, limits } from '../../src/proof/device.js';
import { pauseAfter } from '../../src/proof/send.js';
import { encode } from '../../src/record/codec.js';
import { readDue, readNotes, writeNote } from '../../src/record/note.js';
import * as arbitraries from '../support/arbitraries.js';
import { always } from '../support/runs.js';

const entry = (recordId: string, time: number, sent = false): Entry => ({
  proof: { recordId } as ProofRecord,
  record: '',
  time,
  sent,
});

afterEach(() => localStorage.clear());

describe('the device', () => {
  it('gives back what was put, oldest first, each once', () => {
    const device = createDevice('portillon');
    for (const time of [3, 1, 2]) device.put(entry(`id-${time}`, time));
    device.put(entry('id-2', 2, true));
    expect(device.entries()).toEqual([entry('id-1', 1), entry('id-2', 2, true), entry('id-3', 3)]);
    expect(createDevice('portillon').find('id-2')).toEqual(entry('id-2', 2, true));
    expect(createDevice('other').entries()).toEqual([]);
  });

  it('keeps a bounded number, and says how many were lost unsent', () => {
    const device = createDevice('portillon');
    for (let time = 0; time < limits.waiting + 3; time++) device.put(entry(`w-${time}`, time));
    for (let time = 0; time < limits.sent + 3; time++) device.put(entry(`s-${time}`, time, true));
    expect(device.prune()).toBe(3);
    expect(device.find('w-2')).toBeUndefined();
    expect(device.find('s-2')).toBeUndefined();
    expect(device.entries()).toHaveLength(limits.waiting + limits.sent);
    expect(device.prune()).toBe(0);
  });

  it('deletes what is not its own writing', () => {
    for (const text of [
      '',
      '{',
      'null',
      '{"proof":{"recordId":"other"},"time":1}',
      '{"proof":{"recordId":"x"}}',
    ]) {
      localStorage.setItem('portillon-proof:x', text);
      expect(createDevice('portillon').entries()).toEqual([]);
      expect(localStorage.getItem('portillon-proof:x')).toBeNull();
    }
  });

  it('remembers when to look again and how often sending failed', () => {
    const device = createDevice('portillon');
    expect([readDue('portillon'), device.tries()]).toEqual([undefined, 0]);
    device.plan(1_800_000_000_000, 3);
    expect([readDue('portillon'), device.tries()]).toEqual([1_800_000_000_000, 3]);
    device.plan(undefined, 0);
    expect([readDue('portillon'), device.tries()]).toEqual([undefined, 0]);
    localStorage.setItem('portillon-due', 'x');
    expect([readDue('portillon'), device.tries()]).toEqual([0, 0]);
  });
});

describe('a note of a decision', () => {
  it('comes back as it was, and is due at once', () => {
    always(arbitraries.record, (record) => {
      localStorage.clear();
      const previous = { ...record, id: '5725bd7e-782e-4bde-a1d0-f0569ac75e78' };
      for (const note of [
        { time: 5, record, previous: undefined },
        { time: 6, record: undefined, previous },
      ]) {
        expect(writeNote('portillon', note, encode)).toBe(true);
      }
      expect(readDue('portillon')).toBe(0);
      const notes = [...readNotes('portillon').values()].sort((one, other) => one.time - other.time);
      expect(notes).toEqual([
        { time: 5, record, previous: undefined },
        { time: 6, record: undefined, previous },
      ]);
    });
  });

  it('that cannot be read is deleted', () => {
    localStorage.setItem('portillon-decided:x', 'junk');
    expect(readNotes('portillon').size).toBe(0);
    expect(localStorage.getItem('portillon-decided:x')).toBeNull();
  });
});

describe('the pause after failures', () => {
  it('grows to an hour, and differs from visitor to visitor', () => {
    expect(pauseAfter(1, 1)).toBe(1000);
    expect(pauseAfter(1, 0)).toBe(500);
    expect(pauseAfter(5, 1)).toBe(16_000);
    expect(pauseAfter(60, 1)).toBe(3_600_000);
    expect(new Set(Array.from({ length: 20 }, () => pauseAfter(3))).size).toBeGreaterThan(15);
  });
});
