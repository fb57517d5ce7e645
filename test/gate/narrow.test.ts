import fc from 'fast-check';
import { expect, it } from 'vitest';
import { narrow } from '../../src/gate/narrow.js';
import type { Answer, State } from '../../src/model/decision.js';
import { always } from '../support/runs.js';

const answers = fc.dictionary(
  fc.constantFrom('audience', 'social', 'x', '__proto__'),
  fc.constantFrom<Answer>('granted', 'denied', 'undecided'),
);
const states = fc.record({ purposes: answers, vendors: answers }) as unknown as fc.Arbitrary<State>;

it('grants what both states grant, and leaves every other answer as it is', () => {
  always(fc.tuple(states, states), ([state, other]) => {
    const less = narrow(state, other);
    for (const kind of ['purposes', 'vendors'] as const) {
      expect(Object.keys(less[kind])).toEqual(Object.keys(state[kind]));
      for (const [id, answer] of Object.entries(state[kind])) {
        const both = answer !== 'granted' || other[kind][id] === 'granted';
        expect(less[kind][id]).toBe(both ? answer : 'denied');
      }
    }
  });
});
