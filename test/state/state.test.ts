import { describe, expect, it } from 'vitest';
import { type ConsentRecord, dictionary } from '../../src/model/decision.js';
import { choose } from '../../src/state/choose.js';
import { combine, deriveState } from '../../src/state/state.js';
import * as arbitraries from '../support/arbitraries.js';
import { always } from '../support/runs.js';
import { idsWith, now, relay, settingsOf, stateAfter } from '../support/settings.js';

const both = { id: 'both', name: 'Both', purposes: ['social', 'advertising'] };
const settings = settingsOf({ vendors: [relay, both], policyVersion: '1' });
const purposeIds = settings.purposes.map(({ id }) => id);

/** A record with these answers; every vendor was shown unless it is said otherwise. */
const recordWith = (
  purposes: { [id: string]: boolean },
  vendors: { [id: string]: boolean } = {},
  shown = ['relay', 'both'],
): ConsentRecord => ({
  id: '5725bd7e-782e-4bde-a1d0-f0569ac75e78',
  first: now,
  last: now,
  policyVersion: '1',
  asked: settings.asked,
  purposes: dictionary(Object.entries(purposes)),
  vendors: dictionary(Object.entries(vendors)),
  shown,
  shownFor: dictionary(),
});

const none = { audience: false, personalisation: false, social: false, advertising: false };
const all = { audience: true, personalisation: true, social: true, advertising: true };

describe('before any choice', () => {
  const state = deriveState(settings, undefined);

  it('nothing is granted and nothing denied: all is open', () => {
    expect(state.status).toBe('undecided');
    expect(idsWith(state.purposes, 'undecided')).toEqual(purposeIds);
    expect(idsWith(state.vendors, 'undecided')).toEqual(['relay', 'both']);
  });

  it('there is no record and no news', () => {
    expect(state).toMatchObject({ record: undefined, news: undefined });
  });

  it('nothing is granted, whatever the site asks', () => {
    always(arbitraries.settings, (asked) => {
      const { status, purposes, vendors } = deriveState(asked, undefined);
      expect(status).toBe('undecided');
      expect(new Set([...Object.values(purposes), ...Object.values(vendors)])).toEqual(
        new Set(['undecided']),
      );
    });
  });
});

describe('a state', () => {
  it('is frozen, and so are its answers', () => {
    for (const state of [deriveState(settings, undefined), deriveState(settings, recordWith(all))]) {
      for (const part of [state, state.purposes, state.vendors]) expect(Object.isFrozen(part)).toBe(true);
    }
  });

  it('is derived anew each time and depends on nothing else', () => {
    const record = recordWith(all);
    const state = deriveState(settings, record);
    expect(deriveState(settings, record)).toEqual(state);
    expect(deriveState(settings, record)).not.toBe(state);
  });

  it('answers with maps that no name can confuse', () => {
    for (const { purposes, vendors } of [
      deriveState(settings, undefined),
      deriveState(settings, recordWith(all)),
    ]) {
      for (const id of [...arbitraries.trickyIds, '__proto__', '']) {
        expect(purposes[id]).toBeUndefined();
        expect(vendors[id]).toBeUndefined();
      }
    }
  });

  it('never grants a purpose or vendor only because it is called like a member of every object', () => {
    const names = arbitraries.trickyIds;
    const vendors = names.map((name) => ({ ...relay, id: `${name}-1`, purposes: [name] }));
    const asked = settingsOf({ purposes: names.map((id) => ({ id, title: id })), vendors });
    const state = deriveState(asked, recordWith({}, {}, []));
    expect(idsWith(state.purposes, 'undecided').sort()).toEqual(names.toSorted());
    expect(idsWith(state.vendors, 'granted')).toEqual([]);
    const swapped = settingsOf({ vendors: names.map((id) => ({ ...relay, id })) });
    expect(idsWith(deriveState(swapped, recordWith(none, {}, names)).vendors, 'granted')).toEqual([]);
  });
});

describe('a vendor', () => {
  const vendors = (...record: Parameters<typeof recordWith>) =>
    deriveState(settings, recordWith(...record)).vendors;

  it('follows its purposes, all of which it needs', () => {
    expect(vendors(all)).toEqual({ relay: 'granted', both: 'granted' });
    expect(vendors(none)).toEqual({ relay: 'denied', both: 'denied' });
    expect(vendors({ ...none, social: true })).toEqual({ relay: 'granted', both: 'denied' });
    expect(vendors({ ...none, advertising: true })).toEqual({ relay: 'denied', both: 'denied' });
  });

  it('waits while one of its purposes is open', () => {
    expect(vendors({ social: true })).toEqual({ relay: 'granted', both: 'undecided' });
    expect(vendors({ social: false })).toEqual({ relay: 'denied', both: 'denied' });
  });

  it('holds to an answer of its own', () => {
    expect(vendors(none, { both: true })).toEqual({ relay: 'denied', both: 'granted' });
    expect(vendors(all, { both: false })).toEqual({ relay: 'granted', both: 'denied' });
  });

  it('that was never shown is not granted by its purposes', () => {
    expect(vendors(all, {}, ['relay'])).toEqual({ relay: 'granted', both: 'undecided' });
    expect(vendors(none, {}, ['relay'])).toEqual({ relay: 'denied', both: 'denied' });
  });

  it('without purposes is never granted by any purpose', () => {
    const chat = { ...settings.vendors[0]!, id: 'chat', purposes: [] };
    const asked = { ...settings, vendors: [chat] };
    expect(deriveState(asked, recordWith({ audience: true }, {}, ['chat'])).vendors.chat).toBe('undecided');
  });

  it('is granted only with every purpose that it needs, or by an answer of its own', () => {
    always(arbitraries.history, ({ settings: asked, choices }) => {
      let state = deriveState(asked, undefined);
      for (const choice of choices) {
        state = stateAfter(asked, choose(asked, state, choice), state.record);
        for (const { id, purposes } of asked.vendors) {
          const followed = purposes.every((purpose) => state.purposes[purpose] === 'granted');
          if (state.vendors[id] === 'granted') {
            expect(followed || state.record!.vendors[id]).toBe(true);
          } else expect(followed && state.record!.vendors[id] === undefined).toBe(false);
        }
      }
    });
  });
});

describe('several answers together', () => {
  it('are granted only if all are, and denied if one is', () => {
    expect(combine([])).toBe('undecided');
    expect(combine(['granted'])).toBe('granted');
    expect(combine(['granted', 'granted'])).toBe('granted');
    expect(combine(['granted', 'undecided'])).toBe('undecided');
    expect(combine(['undecided', 'denied'])).toBe('denied');
    expect(combine(['denied', 'granted'])).toBe('denied');
  });
});

describe('a visitor who answered', () => {
  it('is not asked again as long as the same is asked', () => {
    expect(deriveState(settings, recordWith(none))).toMatchObject({ status: 'decided', news: undefined });
  });

  it('is not asked again where only the wording changed, or something is no longer asked', () => {
    const fewer = settingsOf({
      vendors: [{ ...relay, name: 'New words' }],
      purposes: ['audience', 'social', 'advertising'],
      policyVersion: '1',
    });
    expect(deriveState(fewer, recordWith(all))).toMatchObject({ status: 'decided', news: undefined });
  });

  it('is asked again under a new policy, and the old answers hold until then', () => {
    const changed = settingsOf({ vendors: [relay, both], policyVersion: '2' });
    const state = deriveState(changed, recordWith({ ...none, social: true }));
    expect(state.status).toBe('undecided');
    expect(state.news).toEqual({ policy: true, purposes: [], vendors: [] });
    expect(idsWith(state.purposes, 'granted')).toEqual(['social']);
    expect(state.vendors.relay).toBe('granted');
  });

  it('is asked again for a new purpose, which is open until then', () => {
    const { advertising: _, ...older } = all;
    const state = deriveState(settings, recordWith(older));
    expect(state.status).toBe('undecided');
    expect(state.news).toEqual({ policy: false, purposes: ['advertising'], vendors: [] });
    expect(idsWith(state.purposes, 'undecided')).toEqual(['advertising']);
    expect(idsWith(state.purposes, 'granted')).toEqual(['audience', 'personalisation', 'social']);
  });

  it('is asked again for a new vendor, which waits until then', () => {
    const state = deriveState(settings, recordWith(all, {}, ['relay']));
    expect(state.status).toBe('undecided');
    expect(state.news).toEqual({ policy: false, purposes: [], vendors: ['both'] });
    expect(state.vendors).toEqual({ relay: 'granted', both: 'undecided' });
  });

  it('is not asked again for a new vendor of a purpose that was refused (R49)', () => {
    const state = deriveState(settings, recordWith({ ...all, advertising: false }, {}, ['relay']));
    expect(state).toMatchObject({ status: 'decided', news: undefined });
    expect(state.vendors.both).toBe('denied');
    const signalled = deriveState(
      settingsOf({ vendors: [relay] }),
      recordWith({ audience: true, personalisation: true }, {}, ['relay']),
      true,
    );
    expect(signalled.purposes.advertising).toBe('denied');
    expect(signalled.news?.purposes ?? []).toEqual([]);
  });

  it('is asked again for a vendor that is used for something else, which waits until then (R56)', () => {
    const yes = { ...none, social: true, audience: true };
    const before = stateAfter(settings, {
      purposes: dictionary(Object.entries(yes)),
      vendors: dictionary(),
      shown: ['both', 'relay'],
      policyVersion: '1',
      shownFor: dictionary(settings.vendors.map(({ id, askedFor }) => [id, askedFor])),
    });
    for (const purposes of [['audience'], ['social', 'audience']]) {
      const moved = settingsOf({ vendors: [{ ...relay, purposes }, both], policyVersion: '1' });
      const state = deriveState(moved, before.record);
      expect(state.status).toBe('undecided');
      expect(state.news).toEqual({ policy: false, purposes: [], vendors: ['relay'] });
      expect(state.vendors.relay).toBe('undecided');
      expect(stateAfter(moved, choose(moved, state, { audience: true }), before.record).vendors.relay).toBe(
        'granted',
      );
      expect(
        stateAfter(moved, choose(moved, state, { personalisation: true }), before.record).vendors.relay,
      ).toBe('denied');
    }
  });

  it('whose yes to a vendor alone was for something else has not answered for it', () => {
    const own = stateAfter(settings, {
      purposes: dictionary(Object.entries(none)),
      vendors: dictionary([['relay', true]]),
      shown: ['both', 'relay'],
      policyVersion: '1',
      shownFor: dictionary(settings.vendors.map(({ id, askedFor }) => [id, askedFor])),
    });
    expect(own.vendors.relay).toBe('granted');
    const moved = settingsOf({ vendors: [{ ...relay, purposes: ['audience'] }, both], policyVersion: '1' });
    expect(deriveState(moved, own.record).vendors.relay).toBe('denied');
    const refused = stateAfter(settings, {
      purposes: dictionary(Object.entries(all)),
      vendors: dictionary([['relay', false]]),
      shown: ['both', 'relay'],
      policyVersion: '1',
      shownFor: dictionary(settings.vendors.map(({ id, askedFor }) => [id, askedFor])),
    });
    expect(deriveState(moved, refused.record).vendors.relay).toBe('denied');
  });

  it('in an older version, which did not note what for, is not asked again', () => {
    const moved = settingsOf({ vendors: [{ ...relay, purposes: ['audience'] }, both], policyVersion: '1' });
    expect(deriveState(moved, recordWith(all))).toMatchObject({
      status: 'decided',
      vendors: { relay: 'granted' },
    });
  });

  it('keeps every old answer, and gives none to what is new, however the site changes', () => {
    always(arbitraries.change, ({ before, choices, after }) => {
      let state = deriveState(before, undefined);
      for (const choice of choices) state = stateAfter(before, choose(before, state, choice), state.record);
      const next = deriveState(after, state.record);
      const purposes = after.purposes.map(({ id }) => id).filter((id) => !(id in state.purposes));
      const usedBefore = (id: string) =>
        before.vendors.find((vendor) => vendor.id === id)?.purposes.join(' ');
      const fresh = after.vendors
        .filter(({ id, purposes: needed }) => usedBefore(id) !== needed.join(' '))
        .map(({ id }) => id);
      for (const { id } of after.purposes) {
        expect(next.purposes[id]).toBe(purposes.includes(id) ? 'undecided' : state.purposes[id]);
      }
      for (const { id } of after.vendors) {
        if (fresh.includes(id)) expect(next.vendors[id]).not.toBe('granted');
        else expect(next.vendors[id]).toBe(state.vendors[id]);
      }
      const policy = before.policyVersion !== after.policyVersion;
      // Whoever refused all that it needs has answered for it.
      const vendors = fresh.filter((id) => next.vendors[id] === 'undecided');
      const asksAgain = policy || purposes.length + vendors.length > 0;
      expect(next.status).toBe(choices.length && !asksAgain ? 'decided' : 'undecided');
      expect(next.news).toEqual(choices.length && asksAgain ? { policy, purposes, vendors } : undefined);
    });
  });
});
