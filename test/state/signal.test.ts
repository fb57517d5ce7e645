import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Choice, State } from '../../src/model/decision.js';
import type { Settings } from '../../src/model/settings.js';
import { choose } from '../../src/state/choose.js';
import { refusedPurposes } from '../../src/state/signal.js';
import { deriveState } from '../../src/state/state.js';
import * as arbitraries from '../support/arbitraries.js';
import { always } from '../support/runs.js';
import { exempt, idsWith, minimal, relay, settingsOf, stateAfter } from '../support/settings.js';

const ads = { id: 'ads', name: 'Ads', purposes: ['advertising'] };
const stats = { id: 'stats', name: 'Stats', purposes: ['audience'] };
const settings = settingsOf({ vendors: [relay, ads, stats] });

/** The state after these choices, one after another, each made with or without the signal. */
const answered = (
  choices: readonly (readonly [choice: Choice, gpc: boolean])[],
  asked: Settings = settings,
): State =>
  choices.reduce<State>(
    (state, [choice, gpc]) =>
      stateAfter(asked, choose(asked, deriveState(asked, state.record, gpc), choice), state.record, gpc),
    deriveState(asked, undefined),
  );

const granted = ({ purposes, vendors }: State) => idsWith({ ...purposes, ...vendors }, 'granted');

describe('Global Privacy Control (R78)', () => {
  it('refuses advertising and social, and nothing else, unless the site says otherwise', () => {
    expect(refusedPurposes(settings, true)).toEqual(['social', 'advertising']);
    expect(refusedPurposes(settingsOf({ gpc: 'refuse-all' }), true)).toHaveLength(4);
    expect(refusedPurposes(settingsOf({ gpc: 'record-only' }), true)).toEqual([]);
    expect(refusedPurposes(settings, false)).toEqual([]);
  });

  it('denies before any choice what it refuses, and leaves the rest open', () => {
    const state = deriveState(settings, undefined, true);
    expect(state.purposes).toEqual({
      audience: 'undecided',
      personalisation: 'undecided',
      social: 'denied',
      advertising: 'denied',
    });
    expect(state.vendors).toEqual({ relay: 'denied', ads: 'denied', stats: 'undecided' });
    expect(state).toMatchObject({ status: 'undecided', refusedBySignal: ['social', 'advertising'] });
  });

  it('asks nothing where it refuses everything', () => {
    expect(deriveState(settingsOf({ gpc: 'refuse-all' }), undefined, true).status).toBe('decided');
    expect(deriveState(settingsOf({ purposes: ['advertising'] }), undefined, true).status).toBe('decided');
  });

  it('grants nothing: it is no consent to the rest', () => {
    always(arbitraries.settings, (asked) => {
      expect(granted(deriveState(asked, undefined, true))).toEqual([]);
    });
  });

  it('is not overridden by a yes to everything', () => {
    const state = answered([['all', true]]);
    expect(granted(state)).toEqual(['audience', 'personalisation', 'stats']);
    expect(state.refusedBySignal).toEqual(['social', 'advertising']);
  });

  it('is overridden by a specific yes, which the record notes', () => {
    const state = answered([[{ advertising: true }, true]]);
    expect(granted(state)).toEqual(['advertising', 'ads']);
    expect(state.refusedBySignal).toEqual(['social']);
    expect(state.record!.gpc).toBe(true);
    expect(granted(answered([[{ ads: true }, true]]))).toEqual(['ads']);
  });

  it('takes back an older yes, and only to what it refuses', () => {
    const state = deriveState(settings, answered([['all', false]]).record, true);
    expect(granted(state)).toEqual(['audience', 'personalisation', 'stats']);
    const own = deriveState(settings, answered([[{ ads: true, stats: true }, false]]).record, true);
    expect(granted(own)).toEqual(['stats']);
  });

  it('changes no answer once it is gone', () => {
    const { record } = answered([['all', false]]);
    expect(granted(deriveState(settings, record, false))).toHaveLength(7);
  });

  it('only ever takes away, whatever was answered', () => {
    const histories = arbitraries.history.chain(({ settings: asked, choices }) =>
      fc.array(fc.boolean(), { minLength: choices.length, maxLength: choices.length }).map((signals) => ({
        asked,
        state: answered(
          choices.map((choice, index) => [choice, signals[index]!] as const),
          asked,
        ),
      })),
    );
    always(histories, ({ asked, state }) => {
      const without = granted(deriveState(asked, state.record, false));
      for (const id of granted(deriveState(asked, state.record, true))) expect(without).toContain(id);
    });
  });
});

describe('a new policy', () => {
  const site = { purposes: ['advertising'], vendors: [{ id: 'x', name: 'X', purposes: ['advertising'] }] };

  it('asks nothing where the signal refuses all that could be asked, and nothing was allowed', () => {
    const { record } = answered([['none', true]], settingsOf(site));
    const state = deriveState(settingsOf({ ...site, policyVersion: '2' }), record, true);
    expect(state).toMatchObject({ status: 'decided', news: undefined });
  });

  it('asks again where a partner was allowed in spite of the signal', () => {
    const { record } = answered([[{ x: true }, true]], settingsOf(site));
    expect(deriveState(settingsOf(site), record, true).vendors.x).toBe('granted');
    const state = deriveState(settingsOf({ ...site, policyVersion: '2' }), record, true);
    expect(state).toMatchObject({ status: 'undecided', news: { policy: true } });
  });
});

describe('an exempt measurement (R59)', () => {
  const asked = settingsOf({
    regime: 'FR',
    vendors: [{ use: 'matomo', id: '7', url: '/stats/', exempt }, stats],
  });

  it('runs without a choice, alone', () => {
    const state = deriveState(asked, undefined);
    expect(granted(state)).toEqual(['matomo']);
    expect(state).toMatchObject({ status: 'undecided', exempt: { matomo: 'active' } });
  });

  it('runs on where everything is refused: it is no matter of consent', () => {
    expect(granted(answered([['none', false]], asked))).toEqual(['matomo']);
  });

  it('stops where the visitor objects, and stays so', () => {
    const state = answered([[{ matomo: false }, false]], asked);
    expect(state).toMatchObject({ vendors: { matomo: 'denied' }, exempt: { matomo: 'objected' } });
    for (const choice of ['all', 'none', { audience: true }, {}] as const) {
      const next = stateAfter(asked, choose(asked, state, choice), state.record);
      expect(next.exempt).toEqual({ matomo: 'objected' });
    }
  });

  it('runs again where the visitor takes the objection back', () => {
    const state = answered(
      [
        [{ matomo: false }, false],
        [{ matomo: true }, false],
      ],
      asked,
    );
    expect(state.exempt).toEqual({ matomo: 'active' });
  });

  it('asks nobody again', () => {
    const older = settingsOf({ regime: 'FR', vendors: [stats] });
    const { record } = answered([['none', false]], older);
    expect(deriveState(asked, record)).toMatchObject({ status: 'decided', news: undefined });
  });

  it('runs only once it is known that it may', () => {
    const state = deriveState(asked, undefined, false, false);
    expect(granted(state)).toEqual([]);
    expect(state.exempt).toEqual({});
  });

  it('inherits no yes where it needs consent after all: it was not asked for', () => {
    for (const choices of [
      [['all', false]],
      [
        ['none', false],
        ['all', false],
      ],
    ] as const) {
      const { record } = answered(choices, asked);
      const strict = settingsOf({ vendors: asked.vendors.flatMap(({ entries }) => entries) });
      const state = deriveState(strict, record);
      expect(state).toMatchObject({
        status: 'undecided',
        vendors: { matomo: 'undecided', stats: 'granted' },
      });
      expect(state.news).toEqual({ policy: false, purposes: [], vendors: ['matomo'] });
    }
  });

  it('stays objected to through choices on pages under another law', () => {
    const strict = settingsOf({ vendors: asked.vendors.flatMap(({ entries }) => entries) });
    const { record } = answered([[{ matomo: false }, false]], asked);
    for (const choice of ['none', { audience: false }, { audience: true, matomo: false }] as const) {
      const next = stateAfter(strict, choose(strict, deriveState(strict, record), choice), record);
      expect(deriveState(asked, next.record).exempt).toEqual({ matomo: 'objected' });
    }
    const next = stateAfter(strict, choose(strict, deriveState(strict, record), 'all'), record);
    expect(next.vendors.matomo).toBe('granted');
  });

  it('stays objected to through choices on pages that do not name it, and on pages for minors', () => {
    const { record } = answered([[{ matomo: false }, false]], asked);
    const forMinors = settingsOf({
      regime: 'FR',
      audience: 'minors',
      purposes: [...minimal.purposes.slice(1), { id: 'audience', title: 'Audience', notForMinors: true }],
      vendors: asked.vendors.flatMap(({ entries }) => entries),
    });
    expect(forMinors.barred).toContain('audience');
    for (const other of [settingsOf({ regime: 'FR', vendors: [stats] }), forMinors]) {
      for (const choice of ['all', 'none', { personalisation: true }, {}] as const) {
        const next = stateAfter(other, choose(other, deriveState(other, record), choice), record);
        expect(deriveState(asked, next.record).exempt).toEqual({ matomo: 'objected' });
      }
    }
  });

  it('needs consent as any other where the law knows no exemption', () => {
    const strict = settingsOf({ vendors: [{ use: 'matomo', id: '7', url: '/stats/', exempt }] });
    expect(deriveState(strict, undefined)).toMatchObject({ vendors: { matomo: 'undecided' }, exempt: {} });
    expect(granted(answered([['none', false]], strict))).toEqual([]);
  });
});
