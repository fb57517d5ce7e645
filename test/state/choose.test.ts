import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Choice, dictionary, type State } from '../../src/model/decision.js';
import type { Settings } from '../../src/model/settings.js';
import { choose } from '../../src/state/choose.js';
import { deriveState } from '../../src/state/state.js';
import * as arbitraries from '../support/arbitraries.js';
import { always } from '../support/runs.js';
import { idsWith, relay, settingsOf, stateAfter } from '../support/settings.js';

const both = { id: 'both', name: 'Both', purposes: ['social', 'advertising'] };
const settings = settingsOf({ vendors: [relay, both] });

/** The state after these choices, one after another. */
const answered = (choices: readonly Choice[], asked: Settings = settings, from?: State): State =>
  choices.reduce(
    (state, choice) => stateAfter(asked, choose(asked, state, choice), state.record),
    from ?? deriveState(asked, undefined),
  );

const answersOf = ({ purposes, vendors }: State) => ({ ...purposes, ...vendors });
const granted = (state: State) => idsWith(answersOf(state), 'granted');

/** A site that may have changed, the state that an earlier choice left there, and a next choice. */
const situation = arbitraries.change.chain(({ before, choices, after: changed }) =>
  fc.record({
    asked: fc.constant(changed),
    state: fc.constant(deriveState(changed, answered(choices, before).record)),
    choice: arbitraries.choice(changed),
  }),
);

describe('a choice of all', () => {
  it('grants every purpose and every vendor, whatever was answered before', () => {
    always(situation, ({ asked, state }) => {
      const next = answered(['all'], asked, state);
      expect(new Set(Object.values(answersOf(next)))).toEqual(new Set(['granted']));
    });
  });
});

describe('a choice of nothing', () => {
  it('denies every purpose and every vendor, whatever was answered before', () => {
    always(situation, ({ asked, state }) => {
      const next = answered(['none'], asked, state);
      expect(new Set(Object.values(answersOf(next)))).toEqual(new Set(['denied']));
    });
  });

  it('leaves no vendor an answer of its own', () => {
    expect(choose(settings, answered([{ both: true }]), 'none').vendors).toEqual({});
  });
});

describe('a choice by name', () => {
  it('denies what it does not name and nobody answered', () => {
    expect(answersOf(answered([{ social: true }]))).toEqual({
      audience: 'denied',
      personalisation: 'denied',
      social: 'granted',
      advertising: 'denied',
      relay: 'granted',
      both: 'denied',
    });
  });

  it('without any name denies all that is open and changes nothing else', () => {
    expect(granted(answered([{}]))).toEqual([]);
    expect(granted(answered(['all', {}]))).toHaveLength(6);
  });

  it('keeps what it does not name', () => {
    expect(granted(answered([{ social: true }, { audience: true }]))).toEqual([
      'audience',
      'social',
      'relay',
    ]);
    expect(granted(answered(['all', { audience: false }]))).not.toContain('audience');
    expect(granted(answered(['all', { audience: false }]))).toHaveLength(5);
  });

  it('gives every name the answer that it says', () => {
    always(situation, ({ asked, state, choice }) => {
      if (typeof choice === 'string') return;
      const next = answersOf(answered([choice], asked, state));
      for (const [id, yes] of Object.entries(choice)) expect(next[id]).toBe(yes ? 'granted' : 'denied');
    });
  });

  it('keeps every other purpose as it was, and what was open becomes denied', () => {
    always(situation, ({ asked, state, choice }) => {
      const next = answered([choice], asked, state);
      for (const { id } of asked.purposes) {
        if (typeof choice === 'string' || id in choice) continue;
        expect(next.purposes[id]).toBe(state.purposes[id] === 'granted' ? 'granted' : 'denied');
      }
    });
  });

  it('keeps every other vendor whose purposes it does not name, and what was open becomes denied', () => {
    always(situation, ({ asked, state, choice }) => {
      const next = answered([choice], asked, state);
      for (const { id, purposes } of asked.vendors) {
        if (typeof choice === 'string' || [id, ...purposes].some((name) => name in choice)) continue;
        expect(next.vendors[id]).toBe(state.vendors[id] === 'granted' ? 'granted' : 'denied');
      }
    });
  });

  it('leaves no question open but that of a new policy, where it is for a part only', () => {
    always(situation, ({ asked, state, choice }) => {
      const next = answered([choice], asked, state);
      const isPart = typeof choice !== 'string' && asked.purposes.some(({ id }) => !(id in choice));
      const policy = isPart && state.news?.policy === true;
      const news = policy ? { policy, purposes: [], vendors: [] } : undefined;
      expect(next).toMatchObject({ status: policy ? 'undecided' : 'decided', news });
      expect(Object.values(answersOf(next))).not.toContain('undecided');
    });
  });

  it('that says only no never grants anything', () => {
    always(situation, ({ asked, state, choice }) => {
      if (choice === 'all') return;
      const refusal =
        choice === 'none' ? choice : Object.fromEntries(Object.keys(choice).map((id) => [id, false]));
      const before = granted(state);
      for (const id of granted(answered([refusal], asked, state))) expect(before).toContain(id);
    });
  });

  it('changes nothing when it is made a second time', () => {
    always(situation, ({ asked, state, choice }) => {
      const once = answered([choice], asked, state);
      expect(answersOf(answered([choice], asked, once))).toEqual(answersOf(once));
    });
  });

  it('may name things like a member of every object: such a name grants only itself', () => {
    const names = arbitraries.trickyIds;
    const asked = settingsOf({ purposes: names.map((id) => ({ id, title: id })) });
    for (const name of names) {
      expect(granted(answered([{ [name]: true }], asked))).toEqual([name]);
      expect(granted(answered([{}], asked))).toEqual([]);
    }
  });

  it('grants nothing by a name that nobody asked for', () => {
    const choice = dictionary([
      ['constructor', true],
      ['__proto__', true],
      ['unknown', true],
    ]);
    expect(granted(answered([choice]))).toEqual([]);
    const { purposes, vendors } = choose(settings, deriveState(settings, undefined), choice);
    expect(Object.keys(purposes)).toHaveLength(4);
    expect(vendors).toEqual({});
  });
});

describe('a choice for one vendor', () => {
  it('grants that vendor alone, and none of its purposes', () => {
    expect(granted(answered([{ both: true }]))).toEqual(['both']);
  });

  it('refuses that vendor alone', () => {
    expect(granted(answered(['all', { both: false }]))).toEqual([
      'audience',
      'personalisation',
      'social',
      'advertising',
      'relay',
    ]);
  });

  it('holds when its purposes are answered later', () => {
    expect(answered([{ both: true }, { social: false, advertising: false }]).vendors.both).toBe('granted');
    expect(answered(['all', { both: false }, { social: true, advertising: true }]).vendors.both).toBe(
      'denied',
    );
  });

  it('is kept only where it differs from the purposes', () => {
    expect(answered([{ social: true, relay: true }]).record!.vendors).toEqual({});
    expect(answered([{ social: true, relay: false }]).record!.vendors).toEqual({ relay: false });
    expect(answered(['all', { both: false }, { social: false }]).record!.vendors).toEqual({});
  });
});

describe('a vendor that was added after the visitor answered', () => {
  const older = settingsOf({ vendors: [relay] });
  const old = deriveState(settings, answered(['all'], older).record);

  it('is not granted by the old answer', () => {
    expect(old).toMatchObject({ status: 'undecided', vendors: { relay: 'granted', both: 'undecided' } });
  });

  it('is denied by a choice that names something else, and then stays so', () => {
    expect(answered([{ audience: false }], settings, old).vendors.both).toBe('denied');
    expect(answered([{ audience: false }, { personalisation: true }], settings, old).vendors.both).toBe(
      'denied',
    );
    expect(answered([{}], settings, old).vendors.both).toBe('denied');
  });

  it('is granted by a choice that names it, or one of its purposes, or all', () => {
    expect(answered([{ both: true }], settings, old).vendors.both).toBe('granted');
    expect(answered([{ advertising: true }], settings, old).vendors.both).toBe('granted');
    expect(answered(['all'], settings, old).vendors.both).toBe('granted');
  });

  it('is granted by nothing else, however the site changes', () => {
    always(situation, ({ asked, state, choice }) => {
      const next = answered([choice], asked, state);
      for (const { id, purposes } of asked.vendors) {
        if (choice === 'all' || state.record?.shown.includes(id) || next.vendors[id] !== 'granted') continue;
        expect(typeof choice === 'object' && [id, ...purposes].some((name) => choice[name])).toBe(true);
      }
    });
  });
});

describe('what is remembered', () => {
  /** The vendors that an earlier page named, and this one does not, to which the visitor said no. */
  const refusedElsewhere = (asked: Settings, { record }: State) =>
    Object.entries(record?.vendors ?? {})
      .filter(([id, yes]) => !yes && !asked.vendors.some((vendor) => vendor.id === id))
      .map(([id]) => id);

  it('lists every vendor that was shown, so that none of them is new, and those refused elsewhere', () => {
    always(situation, ({ asked, state, choice }) => {
      const shown = [...asked.vendors.map(({ id }) => id), ...refusedElsewhere(asked, state)];
      expect(choose(asked, state, choice).shown).toEqual(shown);
    });
  });

  it('keeps each refusal of a vendor that is not named here, and no yes of one', () => {
    always(situation, ({ asked, state, choice }) => {
      const elsewhere = Object.entries(choose(asked, state, choice).vendors).filter(
        ([id]) => !asked.vendors.some((vendor) => vendor.id === id),
      );
      expect(elsewhere).toEqual(refusedElsewhere(asked, state).map((id) => [id, false]));
    });
  });

  it('answers every purpose that is asked, and of others only those that were refused elsewhere', () => {
    always(situation, ({ asked, state, choice }) => {
      const { purposes } = choose(asked, state, choice);
      const ids = asked.purposes.map(({ id }) => id);
      const refused = Object.entries(state.record?.purposes ?? {}).filter(
        ([id, yes]) => !yes && !ids.includes(id),
      );
      const wanted = dictionary([...ids.map((id): [string, boolean] => [id, true]), ...refused]);
      expect(Object.keys(purposes)).toEqual(Object.keys(wanted));
    });
  });

  it('keeps the refusal of a purpose that another page of the site asks for: nobody is asked for it again', () => {
    const ads = { id: 'ads', name: 'Ads', purposes: ['advertising'] };
    const shop = settingsOf({ purposes: ['audience', 'advertising'], vendors: [ads] });
    const blog = settingsOf({ purposes: ['audience'] });
    const refused = answered(['none'], shop);
    const elsewhere = answered([{ audience: true }], blog, deriveState(blog, refused.record));
    const back = deriveState(shop, elsewhere.record);
    expect(back).toMatchObject({
      status: 'decided',
      purposes: { audience: 'granted', advertising: 'denied' },
      vendors: { ads: 'denied' },
    });
    // A yes is not kept: nobody was asked about it there.
    const allowed = answered(['all'], shop);
    const other = answered(['none'], blog, deriveState(blog, allowed.record));
    expect(deriveState(shop, other.record).purposes).toEqual({
      audience: 'denied',
      advertising: 'undecided',
    });
  });

  it('is made without changing the state', () => {
    always(situation, ({ asked, state, choice }) => {
      const before = structuredClone(state);
      choose(asked, state, choice);
      expect(structuredClone(state)).toEqual(before);
    });
  });
});
