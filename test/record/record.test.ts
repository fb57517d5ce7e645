import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dictionary } from '../../src/model/decision.js';
import { decode, encode } from '../../src/record/codec.js';
import { makeRecord } from '../../src/record/make.js';
import { expiry, readRecord } from '../../src/record/record.js';
import * as arbitraries from '../support/arbitraries.js';
import { always } from '../support/runs.js';
import { relay, settingsOf } from '../support/settings.js';

const settings = settingsOf({ vendors: [relay], policyVersion: '1' });
const at = (text: string): number => Date.parse(`${text}Z`);
const day = 86_400_000;

const decisions = {
  purposes: dictionary([
    ['audience', true],
    ['advertising', false],
  ]),
  vendors: dictionary<boolean>(),
  shown: ['relay'],
  policyVersion: '1',
  shownFor: dictionary([['relay', settings.vendors[0]!.askedFor]]),
};

const recordOf = (time: number, previous?: ReturnType<typeof makeRecord>, source?: string) =>
  makeRecord(settings, decisions, previous, { now: time, source });
const storedAt = (time: number) => encode(recordOf(time));

describe('the record of a choice', () => {
  it('has a random id (UUID version 4), which no other record has', () => {
    const ids = Array.from({ length: 200 }, () => recordOf(0).id);
    for (const id of ids) {
      expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    }
    expect(new Set(ids).size).toBe(200);
  });

  it('says when, under which policy, and what was asked and answered', () => {
    const record = recordOf(at('2026-03-04T05:06:07.890'));
    expect(record).toEqual({
      ...decisions,
      id: record.id,
      first: at('2026-03-04T05:06:07'),
      last: at('2026-03-04T05:06:07'),
      policyVersion: '1',
      asked: settings.asked,
    });
    expect(record).not.toHaveProperty('source');
  });

  it('has an id of its own, and the first time of the previous record', () => {
    const first = recordOf(at('2026-01-01T00:00:00'));
    const second = recordOf(at('2026-02-01T00:00:00'), first);
    expect(second).toMatchObject({ first: first.first, last: at('2026-02-01T00:00:00') });
    const third = recordOf(at('2026-03-01T00:00:00'), second);
    expect(third).toMatchObject({ first: first.first, last: at('2026-03-01T00:00:00') });
    expect(new Set([first.id, second.id, third.id]).size).toBe(3);
  });

  it('does not take over what the previous record answered, or where it came from', () => {
    const previous = makeRecord(
      settings,
      { ...decisions, vendors: dictionary([['relay', true]]) },
      undefined,
      { now: 0, source: 'test' },
    );
    const record = recordOf(at('2026-02-01T00:00:00'), previous);
    expect(record.vendors).toEqual({});
    expect(record).not.toHaveProperty('source');
  });

  it('keeps the source of a choice by program, at most 32 characters of it', () => {
    expect(recordOf(0, undefined, 'my-program').source).toBe('my-program');
    expect(recordOf(0, undefined, 'x'.repeat(100)).source).toBe('x'.repeat(32));
    expect(recordOf(0, undefined, '')).not.toHaveProperty('source');
  });

  it('comes back from its text as it was, for any choice', () => {
    always(
      fc.tuple(
        arbitraries.record,
        fc.integer({ min: at('1990-01-01T00:00:00'), max: at('2199-01-01T00:00:00') }),
      ),
      ([made, time]) => {
        const record = makeRecord(settings, made, undefined, { now: time, source: 'test' });
        expect(decode(encode(record))).toEqual(record);
      },
    );
  });

  it('cannot be changed', () => {
    expect(Object.isFrozen(recordOf(0))).toBe(true);
  });
});

describe('the hash of the configuration that was asked', () => {
  const hash = (config: object) => settingsOf(config).asked;
  const other = { ...relay, id: 'other' };

  it('stays where the same is asked', () => {
    expect(hash({ vendors: [relay] })).toBe(hash({ vendors: [structuredClone(relay)] }));
    expect(hash({ vendors: [relay] })).toMatch(/^[a-z\d]{1,7}$/);
  });

  it.each([
    ['a word', { vendors: [{ ...relay, name: 'Other words' }] }],
    ['the policy', { vendors: [relay], policyVersion: '2' }],
    ['a vendor', { vendors: [relay, other] }],
    ['the purposes of a vendor', { vendors: [{ ...relay, purposes: ['social', 'audience'] }] }],
    ['a purpose', { vendors: [relay], purposes: ['social'] }],
  ])('changes with %s', (_, config) => {
    expect(hash(config)).not.toBe(hash({ vendors: [relay] }));
  });
});

describe('a stored choice', () => {
  const made = at('2026-08-31T10:00:00');
  const read = (now: number, retention = 'P6M', texts = [storedAt(made)]) =>
    readRecord(texts, settingsOf({ store: { retention } }), now)?.record;

  it('holds for six calendar months and not a second longer', () => {
    expect(read(made)).toMatchObject({ last: made });
    expect(read(at('2027-02-28T09:59:59'))).toMatchObject({ last: made });
    expect(read(at('2027-02-28T10:00:00'))).toBeUndefined();
    expect(read(at('2027-03-01T10:00:00'))).toBeUndefined();
  });

  it('holds one day before the end of the month six months later, and not one day after', () => {
    expect(read(at('2027-02-27T10:00:00'))).toBeDefined();
    expect(read(at('2027-03-01T10:00:00'))).toBeUndefined();
  });

  it('holds for as long as the site says', () => {
    expect(read(made + 29 * day, 'P30D')).toBeDefined();
    expect(read(made + 30 * day, 'P30D')).toBeUndefined();
    expect(read(at('2027-08-31T09:59:59'), 'P1Y')).toBeDefined();
    expect(read(at('2027-08-31T10:00:00'), 'P1Y')).toBeUndefined();
  });

  it('holds as long whether it was yes or no (R47)', () => {
    const answered = (yes: boolean) =>
      makeRecord(settings, { ...decisions, purposes: dictionary([['audience', yes]]) }, undefined, {
        now: made,
      });
    expect(expiry(answered(true).last, settings)).toBe(expiry(answered(false).last, settings));
    expect(expiry(answered(true).last, settings)).toBe(at('2027-02-28T10:00:00'));
  });

  it('is read the same at every visit: reading extends nothing', () => {
    always(fc.integer({ min: made, max: at('2027-02-28T09:59:59') }), (now) => {
      expect(read(now)!.last).toBe(made);
    });
  });

  it('of this host alone is not made by a sister host, whose cookie is seen here too', () => {
    const wide = storedAt(made);
    const host = settingsOf({ store: { domain: 'host' }, vendors: [relay], policyVersion: '1' });
    const own = encode(makeRecord(host, decisions, undefined, { now: made - day }));
    expect(readRecord([wide, own], host, made)?.text).toBe(own);
    expect(readRecord([wide], host, made)).toBeUndefined();
    // A site that goes from one host to all of them loses no choice.
    expect(readRecord([own], settings, made)?.text).toBe(own);
  });

  it('from tomorrow or later was never made', () => {
    expect(read(made - 2 * day)).toBeUndefined();
    expect(read(made - day - 1)).toBeUndefined();
    expect(read(0)).toBeUndefined();
  });

  it('from a clock that goes a little ahead holds', () => {
    expect(read(made - 60_000)).toBeDefined();
    expect(read(made - day)).toBeDefined();
  });

  it('counts only if it is the latest of several, in whatever order they are found', () => {
    const times = [made, made - 5 * day, made - 2 * day];
    for (const order of [times, times.toReversed(), [times[1]!, times[0]!, times[2]!]]) {
      expect(read(made, 'P6M', order.map(storedAt))!.last).toBe(made);
    }
  });

  it('counts where the latest of several is from the future', () => {
    expect(read(made, 'P6M', [storedAt(made + 30 * day), storedAt(made)])!.last).toBe(made);
  });

  it('counts among texts that cannot be read', () => {
    const noise = ['', 'x', '%', `${storedAt(made)}\u0000&v=2`.replace('v=1', 'v=9'), 'v=1&last=9999'];
    expect(read(made, 'P6M', [...noise, storedAt(made), ...noise])!.last).toBe(made);
    expect(read(made, 'P6M', noise)).toBeUndefined();
    expect(read(made, 'P6M', [])).toBeUndefined();
  });

  it('is never made up of texts that are no record', () => {
    always(fc.array(fc.string()), (texts) => {
      expect(read(made, 'P6M', texts)).toBeUndefined();
    });
  });
});
