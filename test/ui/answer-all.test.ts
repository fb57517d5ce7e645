import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Choice, Decisions, State } from '../../src/model/decision.js';
import type { Settings } from '../../src/model/settings.js';
import { choose } from '../../src/state/choose.js';
import { deriveState } from '../../src/state/state.js';
import { answerAll } from '../../src/ui/answer-all.js';
import { draftOf } from '../../src/ui/draft.js';
import { switchVendor } from '../../src/ui/switch-vendor.js';
import * as arbitraries from '../support/arbitraries.js';
import { always } from '../support/runs.js';
import { exempt, idsWith, relay, settingsOf, stateAfter } from '../support/settings.js';

const profiling = { id: 'profiling', title: 'Profils' };
const objections = [{ ...profiling, description: undefined }] as unknown as Settings['objections'];

/** What the panel's button decides after these switches were moved. */
const press = (settings: Settings, state: State, yes: boolean, ...moved: [id: string, on: boolean][]) => {
  const before = draftOf(settings, state);
  const draft = moved.reduce((now, [id, on]) => switchVendor(settings, now, id, on), before);
  const choice = answerAll(settings, state, before, draft, yes);
  return { choice, decisions: choose(settings, state, choice) };
};

const granted = ({ purposes, vendors }: State) => idsWith({ ...purposes, ...vendors }, 'granted').sort();

it('is "all" or "none" where nothing but consent was switched', () => {
  const settings = settingsOf({
    regime: 'FR',
    vendors: [{ use: 'matomo', id: '7', url: '/s/', exempt }, relay],
  });
  const state = deriveState(settings, undefined);
  expect(press(settings, state, false).choice).toBe('none');
  expect(press(settings, state, true, ['relay', true]).choice).toBe('all');
  expect(press(settings, state, true, ['matomo', false], ['matomo', true]).choice).toBe('all');
});

describe('with an objection', () => {
  it('decides of all others what it decides without, whatever was answered before', () => {
    const situation = arbitraries.change.map(({ before, choices, after }) => {
      const { record } = choices.reduce<State>(
        (state, choice) => stateAfter(before, choose(before, state, choice), state.record),
        deriveState(before, undefined),
      );
      return { settings: { ...after, objections }, record };
    });
    always(fc.tuple(situation, fc.boolean(), fc.boolean()), ([{ settings, record }, yes, gpc]) => {
      const asked = { ...settings, gpc: 'refuse-all' as const };
      const state = deriveState(asked, record, gpc);
      const { decisions } = press(asked, state, yes, ['profiling', false]);
      const plain = choose(asked, state, yes ? 'all' : 'none');
      const without = (one: Decisions) => {
        const { profiling: _, ...vendors } = one.vendors;
        const { profiling: __, ...shownFor } = one.shownFor;
        return { ...one, vendors, shownFor, shown: one.shown.filter((id) => id !== 'profiling').sort() };
      };
      expect(decisions.vendors.profiling).toBe(false);
      expect(without(decisions)).toEqual(without(plain));
    });
  });

  it('leaves nothing granted but the measurement that was not objected to', () => {
    const settings = settingsOf({
      regime: 'FR',
      purposes: ['audience', 'advertising'],
      vendors: [
        { use: 'matomo', id: '7', url: '/s/', exempt },
        { ...relay, id: 'count', purposes: ['audience'], exempt },
        { ...relay, purposes: ['audience'] },
      ],
    });
    const first = stateAfter(settings, choose(settings, deriveState(settings, undefined), 'all'));
    const state = stateAfter(
      settings,
      press(settings, first, false, ['matomo', false]).decisions,
      first.record,
    );
    expect(granted(state)).toEqual(['count']);
    expect(state.exempt).toEqual({ matomo: 'objected', count: 'active' });
  });

  it('grants nothing that a page for minors leaves out, keeps its answer with a yes, and refuses it with a no', () => {
    const site = { regime: 'FR', vendors: [{ ...relay, purposes: ['social'] }], objections: [profiling] };
    const everywhere = settingsOf(site);
    const minors = settingsOf({ ...site, audience: 'minors' });
    for (const before of ['all', 'none'] as const) {
      const { record } = stateAfter(
        everywhere,
        choose(everywhere, deriveState(everywhere, undefined), before),
      );
      for (const yes of [true, false]) {
        const here = deriveState(minors, record);
        const { decisions } = press(minors, here, yes, ['profiling', false]);
        expect(granted(stateAfter(minors, decisions, record))).toEqual(
          yes ? ['audience', 'personalisation'] : [],
        );
        const there = stateAfter(everywhere, decisions, record);
        expect(there.vendors.relay).toBe(yes && before === 'all' ? 'granted' : 'denied');
        expect(there.objections).toEqual({ profiling: 'objected' });
      }
    }
  });

  it('stores no refusal of its own for a partner that the page leaves out, and takes back a yes of its own', () => {
    const site = { vendors: [{ ...relay, purposes: ['social'] }], objections: [profiling] };
    const everywhere = settingsOf(site);
    const minors = settingsOf({ ...site, audience: 'minors' });
    const answersAfter = (first: Choice) => {
      const { record } = stateAfter(
        everywhere,
        choose(everywhere, deriveState(everywhere, undefined), first),
      );
      return press(minors, deriveState(minors, record), false, ['profiling', false]).decisions;
    };
    expect(answersAfter('all').vendors).toEqual({ profiling: false });
    const { vendors } = answersAfter({ relay: true });
    expect(vendors).toEqual({ profiling: false, relay: false });
  });
});
