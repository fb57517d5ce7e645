import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { State } from '../../src/model/decision.js';
import type { Settings } from '../../src/model/settings.js';
import { choose } from '../../src/state/choose.js';
import { deriveState } from '../../src/state/state.js';
import { type Draft, draftOf, isMixed, switchPurpose } from '../../src/ui/draft.js';
import { switchVendor } from '../../src/ui/switch-vendor.js';
import * as arbitraries from '../support/arbitraries.js';
import { always } from '../support/runs.js';
import { exempt, idsWith, relay, settingsOf, stateAfter } from '../support/settings.js';

const both = { id: 'both', name: 'Both', purposes: ['social', 'advertising'] };
const settings = settingsOf({ vendors: [relay, both] });
const untouched = draftOf(settings, deriveState(settings, undefined));

/** What the panel sends when it is saved. */
const save = (asked: Settings, state: State, draft: Draft): State =>
  stateAfter(asked, choose(asked, state, { ...draft.purposes, ...draft.vendors }), state.record);

const onIn = ({ purposes, vendors }: Draft): string[] =>
  Object.entries({ ...purposes, ...vendors }).flatMap(([id, on]) => (on ? [id] : []));

const grantedIn = ({ purposes, vendors }: State): string[] => idsWith({ ...purposes, ...vendors }, 'granted');

/** A site that may have changed since, and the state that earlier choices left. */
const situation = arbitraries.change.map(({ before, choices, after }) => {
  const { record } = choices.reduce<State>(
    (state, choice) => stateAfter(before, choose(before, state, choice), state.record),
    deriveState(before, undefined),
  );
  return { asked: after, state: deriveState(after, record) };
});

/** The same, and a draft after any number of switches. */
const drafting = situation.chain(({ asked, state }) => {
  const ids = [...asked.purposes, ...asked.vendors].map(({ id }) => id);
  return fc.array(fc.tuple(fc.constantFrom(...ids), fc.boolean()), { maxLength: 6 }).map((switches) => ({
    asked,
    state,
    draft: switches.reduce(
      (draft, [id, on]) => {
        const turn = asked.purposes.some((purpose) => purpose.id === id) ? switchPurpose : switchVendor;
        return turn(asked, draft, id, on);
      },
      draftOf(asked, state),
    ),
  }));
});

const nextSwitch = drafting.chain(({ asked, draft }) =>
  fc.record({
    asked: fc.constant(asked),
    draft: fc.constant(draft),
    id: fc.constantFrom(...[...asked.purposes, ...asked.vendors].map(({ id }) => id)),
    on: fc.boolean(),
  }),
);

const isPurpose = (asked: Settings, id: string) => asked.purposes.some((purpose) => purpose.id === id);

describe('a panel that was not touched', () => {
  it('shows every switch off before any choice (R40)', () => {
    expect(onIn(untouched)).toEqual([]);
  });

  it('shows on exactly what is granted', () => {
    always(situation, ({ asked, state }) => {
      expect(onIn(draftOf(asked, state)).sort()).toEqual(grantedIn(state).sort());
    });
  });

  it('saves exactly what holds already; what is open becomes denied (R42)', () => {
    always(situation, ({ asked, state }) => {
      const next = save(asked, state, draftOf(asked, state));
      expect(grantedIn(next).sort()).toEqual(grantedIn(state).sort());
      expect(next.status).toBe('decided');
    });
  });

  it('saved before any choice is a refusal of everything', () => {
    expect(grantedIn(save(settings, deriveState(settings, undefined), untouched))).toEqual([]);
  });
});

describe('a panel that was touched', () => {
  it('saves exactly what it shows', () => {
    always(drafting, ({ asked, state, draft }) => {
      expect(grantedIn(save(asked, state, draft)).sort()).toEqual(onIn(draft).sort());
    });
  });

  it('shows the same again when it is opened after saving', () => {
    always(drafting, ({ asked, state, draft }) => {
      expect(draftOf(asked, save(asked, state, draft))).toEqual(draft);
    });
  });
});

describe('switching a purpose', () => {
  it('moves that purpose and exactly its vendors', () => {
    always(nextSwitch, ({ asked, draft, id, on }) => {
      if (!isPurpose(asked, id)) return;
      const next = switchPurpose(asked, draft, id, on);
      expect(next.purposes).toEqual({ ...draft.purposes, [id]: on });
      for (const vendor of asked.vendors) {
        if (vendor.purposes.includes(id)) {
          expect(next.vendors[vendor.id]).toBe(vendor.purposes.every((needed) => next.purposes[needed]));
        } else expect(next.vendors[vendor.id]).toBe(draft.vendors[vendor.id]);
      }
    });
  });

  it('turns no other purpose on or off (R41)', () => {
    for (const { id } of settings.purposes) {
      expect(
        onIn(switchPurpose(settings, untouched, id, true)).filter((on) => isPurpose(settings, on)),
      ).toEqual([id]);
    }
  });

  it('turns a vendor on only with the last purpose that it needs', () => {
    const first = switchPurpose(settings, untouched, 'social', true);
    expect(onIn(first)).toEqual(['social', 'relay']);
    expect(onIn(switchPurpose(settings, first, 'advertising', true))).toEqual([
      'social',
      'advertising',
      'relay',
      'both',
    ]);
  });

  it('off turns off every vendor that needs it', () => {
    always(nextSwitch, ({ asked, draft, id }) => {
      if (!isPurpose(asked, id)) return;
      const { vendors } = switchPurpose(asked, draft, id, false);
      for (const vendor of asked.vendors) {
        if (vendor.purposes.includes(id)) expect(vendors[vendor.id]).toBe(false);
      }
    });
  });
});

describe('switching a vendor', () => {
  it('moves that vendor and no other', () => {
    always(nextSwitch, ({ asked, draft, id, on }) => {
      if (isPurpose(asked, id)) return;
      expect(switchVendor(asked, draft, id, on).vendors).toEqual({ ...draft.vendors, [id]: on });
    });
  });

  it('moves a purpose only where all of its vendors agree, and only one that this vendor needs', () => {
    always(nextSwitch, ({ asked, draft, id, on }) => {
      const vendor = asked.vendors.find((other) => other.id === id);
      if (!vendor) return;
      const next = switchVendor(asked, draft, id, on);
      for (const { id: purpose } of asked.purposes) {
        const same = asked.vendors.filter((other) => other.purposes.includes(purpose));
        const agree = vendor.purposes.includes(purpose) && same.every((one) => next.vendors[one.id] === on);
        expect(next.purposes[purpose]).toBe(agree ? on : draft.purposes[purpose]);
      }
    });
  });
});

describe('a purpose', () => {
  it('is mixed exactly where one of its vendors differs from it', () => {
    always(drafting, ({ asked, draft }) => {
      for (const { id } of asked.purposes) {
        const answers = asked.vendors
          .filter(({ purposes }) => purposes.includes(id))
          .map((vendor) => draft.vendors[vendor.id]);
        expect(isMixed(asked, draft, id)).toBe(answers.some((on) => on !== draft.purposes[id]));
      }
    });
  });

  it('without vendors is never mixed', () => {
    expect(isMixed(settings, switchPurpose(settings, untouched, 'audience', true), 'audience')).toBe(false);
  });
});

describe('an exempt measurement in the panel', () => {
  const asked = settingsOf({
    regime: 'FR',
    vendors: [
      { use: 'matomo', id: '7', url: '/stats/', exempt },
      { ...relay, purposes: ['audience'] },
    ],
  });
  const draft = draftOf(asked, deriveState(asked, undefined));

  it('is on, beside a purpose that is off and not mixed by it', () => {
    expect(onIn(draft)).toEqual(['matomo']);
    expect(isMixed(asked, draft, 'audience')).toBe(false);
  });

  it('goes off and on alone', () => {
    expect(onIn(switchVendor(asked, draft, 'matomo', false))).toEqual([]);
    expect(onIn(switchVendor(asked, switchVendor(asked, draft, 'matomo', false), 'matomo', true))).toEqual([
      'matomo',
    ]);
  });

  it('stays as it is while its purpose is switched', () => {
    expect(onIn(switchPurpose(asked, switchVendor(asked, draft, 'matomo', false), 'audience', true))).toEqual(
      ['audience', 'relay'],
    );
    const again = switchPurpose(asked, switchPurpose(asked, draft, 'audience', true), 'audience', false);
    expect(onIn(again)).toEqual(['matomo']);
  });

  it('is saved as it was where it was not touched', () => {
    const state = save(asked, deriveState(asked, undefined), draft);
    expect(state.exempt).toEqual({ matomo: 'active' });
    expect(grantedIn(state)).toEqual(['matomo']);
  });
});

describe('a partner that a page for minors leaves out (R76)', () => {
  const tags = { id: 'tags', name: 'Tags', purposes: ['audience', 'advertising'] };
  const asked = settingsOf({
    audience: 'minors',
    vendors: [tags, { ...relay, purposes: ['audience'] }],
  });
  const draft = draftOf(asked, deriveState(asked, undefined));

  it('mixes no purpose, switched or not', () => {
    expect(isMixed(asked, draft, 'audience')).toBe(false);
    expect(isMixed(asked, switchPurpose(asked, draft, 'audience', true), 'audience')).toBe(false);
  });

  it('keeps no purpose from following the others', () => {
    expect(onIn(switchVendor(asked, draft, 'relay', true))).toEqual(['audience', 'relay']);
  });
});

describe('a draft', () => {
  it('is never changed: each switch gives a new one', () => {
    always(nextSwitch, ({ asked, draft, id, on }) => {
      const before = structuredClone(draft);
      (isPurpose(asked, id) ? switchPurpose : switchVendor)(asked, draft, id, on);
      expect(draft).toEqual(before);
    });
  });
});
