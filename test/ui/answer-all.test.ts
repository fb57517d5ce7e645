import { describe, expect, it } from 'vitest';
import type { State } from '../../src/model/decision.js';
import { choose } from '../../src/state/choose.js';
import { deriveState } from '../../src/state/state.js';
import { answerAll } from '../../src/ui/answer-all.js';
import { draftOf, switchPurpose } from '../../src/ui/draft.js';
import { switchVendor } from '../../src/ui/switch-vendor.js';
import { exempt, idsWith, relay, settingsOf, stateAfter } from '../support/settings.js';

const both = { id: 'both', name: 'Both', purposes: ['social', 'advertising'] };
const grantedIn = ({ purposes, vendors }: State): string[] => idsWith({ ...purposes, ...vendors }, 'granted');

describe('yes or no to all, from the panel', () => {
  const asked = settingsOf({
    regime: 'FR',
    vendors: [{ use: 'matomo', id: '7', url: '/stats/', exempt }, relay, both],
    objections: [{ id: 'profiling', title: 'Profiling' }],
  });
  const start = deriveState(asked, undefined);

  it('is plainly that where nothing was objected to', () => {
    const before = draftOf(asked, start);
    for (const draft of [
      before,
      switchVendor(asked, before, 'both', true),
      switchPurpose(asked, before, 'social', true),
    ]) {
      expect(answerAll(asked, start, before, draft, true)).toBe('all');
      expect(answerAll(asked, start, before, draft, false)).toBe('none');
    }
  });

  it('tells what was objected to with it, and answers all else as ever', () => {
    for (const gpc of [false, true]) {
      for (const yes of [false, true]) {
        const state = deriveState(asked, undefined, gpc);
        let draft = switchVendor(asked, draftOf(asked, state), 'matomo', false);
        draft = switchVendor(asked, draft, 'profiling', false);
        const next = stateAfter(
          asked,
          choose(asked, state, answerAll(asked, state, draftOf(asked, state), draft, yes)),
          undefined,
          gpc,
        );
        const plain = stateAfter(asked, choose(asked, state, yes ? 'all' : 'none'), undefined, gpc);
        expect(next.purposes).toEqual(plain.purposes);
        expect(next.vendors).toEqual({ ...plain.vendors, matomo: 'denied' });
        expect(next).toMatchObject({
          exempt: { matomo: 'objected' },
          objections: { profiling: 'objected' },
          status: 'decided',
        });
      }
    }
  });

  it('takes an objection back that was switched on again', () => {
    const objected = stateAfter(asked, choose(asked, start, { matomo: false }));
    const draft = switchVendor(asked, draftOf(asked, objected), 'matomo', true);
    const next = stateAfter(
      asked,
      choose(asked, objected, answerAll(asked, objected, draftOf(asked, objected), draft, false)),
      objected.record,
    );
    expect(grantedIn(next)).toEqual(['matomo']);
  });

  it('grants nothing on a page for minors, and leaves no vendor of its own there', () => {
    const minors = settingsOf({
      audience: 'minors',
      vendors: [relay, both],
      objections: [{ id: 'profiling', title: 'Profiling' }],
    });
    const adult = settingsOf({ vendors: [relay, both] });
    const { record } = stateAfter(adult, choose(adult, deriveState(adult, undefined), { both: true }));
    const state = deriveState(minors, record);
    const draft = switchVendor(minors, draftOf(minors, state), 'profiling', false);
    for (const yes of [true, false]) {
      const after = stateAfter(
        minors,
        choose(minors, state, answerAll(minors, state, draftOf(minors, state), draft, yes)),
        record,
      );
      const there = deriveState(adult, after.record);
      expect(there.purposes.advertising).toBe('denied');
      expect(there.vendors.both).toBe(yes ? 'granted' : 'denied');
    }
  });
});
