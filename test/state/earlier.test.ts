import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dictionary } from '../../src/model/decision.js';
import { makeRecord } from '../../src/record/make.js';
import { translate } from '../../src/state/earlier.js';
import { deriveState } from '../../src/state/state.js';
import { always } from '../support/runs.js';
import { now, settingsOf } from '../support/settings.js';

const settings = settingsOf({
  vendors: [
    { use: 'google-ads', id: 'AW-1' },
    { use: 'matomo' },
    { id: 'both', name: 'B', purposes: ['audience', 'social'] },
  ],
});
const rule = (purposes: { [id: string]: string[] }) => ({ from: 'klaro', name: 'klaro', purposes });
const says = (answers: { [name: string]: boolean }) => ({
  answer: (name: string) => dictionary(Object.entries(answers))[name],
});

it('grants a purpose if all that stands for it was allowed, denies it if one was refused, and else leaves it open', () => {
  const all = rule({ audience: ['a', 'b'], social: ['a', 'no'], advertising: ['a', 'unknown'] });
  expect(translate(settings, all, says({ a: true, b: true, no: false }))?.purposes).toEqual(
    dictionary([
      ['audience', true],
      ['social', false],
    ]),
  );
});

it('denies what was refused in part, even if the rest is not known', () => {
  expect(translate(settings, rule({ audience: ['no', 'unknown'] }), says({ no: false }))?.purposes).toEqual(
    dictionary([['audience', false]]),
  );
});

it('is nothing where it answers nothing', () => {
  expect(translate(settings, rule({ audience: ['a'] }), says({ b: true }))).toBeUndefined();
  expect(translate(settings, rule({ audience: [] }), says({ b: true }))).toBeUndefined();
});

it('names only the vendors whose purposes are all answered as shown: the others are new', () => {
  expect(translate(settings, rule({ audience: ['a'] }), says({ a: true }))?.shown).toEqual(['matomo']);
});

it('closes the question if it answers all, and else asks for the rest only', () => {
  const ids = settings.purposes.map(({ id }) => id);
  const name = fc.constantFrom('a', 'b', 'c');
  const case_ = fc.tuple(
    fc.dictionary(fc.constantFrom(...ids), fc.uniqueArray(name, { minLength: 1 })),
    fc.dictionary(name, fc.boolean()),
  );
  always(
    case_,
    ([purposes, answers]) => {
      const decisions = translate(settings, rule(purposes), says(answers));
      const record = decisions && makeRecord(settings, decisions, undefined, { now });
      const state = deriveState(settings, record);
      for (const id of ids) {
        const theirs = (purposes[id] ?? []).map((one) => answers[one]);
        const expected = theirs.includes(false)
          ? 'denied'
          : theirs.length && theirs.every(Boolean)
            ? 'granted'
            : 'undecided';
        expect(state.purposes[id]).toBe(expected);
      }
      expect(state.status === 'decided').toBe(!Object.values(state.purposes).includes('undecided'));
      if (record)
        expect(state.news?.purposes ?? []).toEqual(ids.filter((id) => state.purposes[id] === 'undecided'));
    },
    500,
  );
});
