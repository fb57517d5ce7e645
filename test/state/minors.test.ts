import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choose } from '../../src/state/choose.js';
import { deriveState } from '../../src/state/state.js';
import { always } from '../support/runs.js';
import { relay, settingsOf, stateAfter } from '../support/settings.js';

const vendors = [relay, { id: 'ads', name: 'Ads', purposes: ['audience', 'advertising'] }];
const adult = settingsOf({ vendors });
const minors = settingsOf({ vendors, audience: 'minors' });

const purposes = ['audience', 'personalisation', 'social', 'advertising'] as const;
const anyChoice = fc.oneof(
  fc.constantFrom('all' as const, 'none' as const),
  fc.dictionary(fc.constantFrom(...purposes, 'relay', 'ads'), fc.boolean(), { minKeys: 1 }),
);
const visits = fc.array(fc.record({ site: fc.constantFrom(adult, minors), choice: anyChoice }), {
  maxLength: 6,
});

describe('a page for minors (R76)', () => {
  it('leaves out advertising, social networks, and what the site itself keeps from minors', () => {
    expect(minors.barred).toEqual(['social', 'advertising']);
    const own = settingsOf({
      purposes: ['audience', { id: 'games', title: 'Games', notForMinors: true }],
      audience: 'minors',
    });
    expect(own.barred).toEqual(['games']);
    expect(adult.barred).toEqual([]);
  });

  it('grants nothing that it leaves out, whatever was and is chosen, on whatever pages', () => {
    always(visits, (all) => {
      let state = deriveState(minors, undefined);
      for (const { site, choice } of all) {
        const here = deriveState(site, state.record);
        state = stateAfter(site, choose(site, here, choice), here.record);
      }
      const now = deriveState(minors, state.record);
      expect(now.purposes).toMatchObject({ advertising: 'denied', social: 'denied' });
      expect(now.vendors).toMatchObject({ ads: 'denied', relay: 'denied' });
    });
  });

  it('never turns an answer for other pages into a yes', () => {
    always(visits, (all) => {
      let record = stateAfter(adult, choose(adult, deriveState(adult, undefined), 'none'), undefined).record;
      for (const { choice } of all) {
        record = stateAfter(minors, choose(minors, deriveState(minors, record), choice), record).record;
      }
      const now = deriveState(adult, record);
      expect([now.purposes.advertising, now.purposes.social, now.vendors.ads]).not.toContain('granted');
    });
  });

  it('makes no yes anew that the browser’s signal overruled since', () => {
    const before = stateAfter(adult, choose(adult, deriveState(adult, undefined), 'all'), undefined).record;
    expect(deriveState(adult, before, true).purposes.advertising).toBe('denied');
    for (const choice of ['all', { audience: true }] as const) {
      const here = deriveState(minors, before, true);
      const after = stateAfter(minors, choose(minors, here, choice), before, true).record;
      const state = deriveState(adult, after, true);
      expect([state.purposes.advertising, state.purposes.social, state.vendors.ads]).not.toContain('granted');
    }
  });

  it('keeps what was noted of vendors that it leaves out, and notes nothing for those that were never shown', () => {
    const first = stateAfter(adult, choose(adult, deriveState(adult, undefined), 'all'), undefined).record;
    const moved = settingsOf({
      vendors: [relay, { ...vendors[1], purposes: ['advertising'] }],
      audience: 'minors',
    });
    for (const choice of ['all', { audience: true }] as const) {
      expect(choose(moved, deriveState(moved, first), choice).shownFor).toEqual(first?.shownFor);
      expect(choose(moved, deriveState(moved, undefined), choice).shownFor).toEqual({});
    }
  });

  it('answers no question about a new policy that it did not ask', () => {
    const before = stateAfter(adult, choose(adult, deriveState(adult, undefined), 'all'), undefined).record;
    const next = { vendors, policyVersion: '2' };
    const here = settingsOf({ ...next, audience: 'minors' });
    const after = stateAfter(here, choose(here, deriveState(here, before), 'all'), before).record;
    expect(deriveState(here, after).status).toBe('decided');
    const state = deriveState(settingsOf(next), after);
    expect(state.status).toBe('undecided');
    expect(state.news?.purposes).toEqual(['social', 'advertising']);
    expect(state.purposes).toMatchObject({ audience: 'granted', advertising: 'undecided' });
  });

  it('is decided where nothing is left to ask', () => {
    const only = settingsOf({ purposes: ['advertising'], audience: 'minors' });
    expect(deriveState(only, undefined)).toMatchObject({
      status: 'decided',
      purposes: { advertising: 'denied' },
    });
  });

  it('asks no empty question about a new policy, and answers it for no other page', () => {
    const older = settingsOf({ purposes: ['advertising'] });
    const before = stateAfter(older, choose(older, deriveState(older, undefined), 'all'), undefined).record;
    const next = settingsOf({ purposes: ['advertising'], policyVersion: '2' });
    const here = settingsOf({ purposes: ['advertising'], policyVersion: '2', audience: 'minors' });
    const state = deriveState(here, before);
    expect(state).toMatchObject({ status: 'decided', news: undefined });
    expect(deriveState(next, before).status).toBe('undecided');
    for (const choice of ['all', 'none', {}, { advertising: true }] as const) {
      const after = stateAfter(here, choose(here, state, choice), before).record;
      expect(deriveState(next, after).purposes.advertising).not.toBe('granted');
    }
  });
});

describe('an objection (R43)', () => {
  const site = settingsOf({ objections: [{ id: 'profiling', title: 'Profiling' }] });

  it('is made and taken back by its own name only, and is no consent', () => {
    let state = deriveState(site, undefined);
    expect(state.objections).toEqual({ profiling: 'active' });
    state = stateAfter(site, choose(site, state, { profiling: false }), state.record);
    for (const choice of ['all', 'none', { audience: true }] as const) {
      state = stateAfter(site, choose(site, state, choice), state.record);
      expect(state.objections).toEqual({ profiling: 'objected' });
    }
    state = stateAfter(site, choose(site, state, { profiling: true }), state.record);
    expect(state.objections).toEqual({ profiling: 'active' });
    expect(state.vendors).toEqual({});
  });
});
