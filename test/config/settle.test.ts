import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settle } from '../../src/config/settle.js';
import type { Config } from '../../src/model/settings.js';
import { config } from '../support/configs.js';
import { always } from '../support/runs.js';
import { exempt, issuesOf, known, minimal, relay, settingsOf } from '../support/settings.js';

const registry = {
  purposesOf: (name: string) => (Object.hasOwn(known.presets, name) ? known.presets[name] : undefined),
  necessityOf: (name: string) => (Object.hasOwn(known.necessary!, name) ? known.necessary![name] : undefined),
};
const settled = (fields: object) => settle({ ...minimal, ...fields } as Config, registry, '');

describe('a configuration that was checked', () => {
  it('is settled without a throw, whatever is in it', () => {
    let used = 0;
    always(
      config,
      (given) => {
        if (issuesOf(given).length) return;
        used++;
        const settings = settle(structuredClone(given) as Config, registry, '');
        expect(Object.isFrozen(settings)).toBe(true);
        for (const { id, purposes, necessary, entries } of [...settings.vendors, ...settings.necessary]) {
          expect(typeof id).toBe('string');
          expect(purposes.length > 0 || necessary !== undefined).toBe(true);
          expect(entries.length).toBeGreaterThan(0);
        }
      },
      1000,
    );
    expect(used).toBeGreaterThan(50);
  });

  it('asks for what each vendor needs, and each vendor once', () => {
    always(config, (given) => {
      if (issuesOf(given).length) return;
      const { vendors, necessary, purposes } = settle(given as Config, registry, '');
      const ids = [...vendors, ...necessary].map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const asked = purposes.map(({ id }) => id);
      for (const vendor of vendors) for (const purpose of vendor.purposes) expect(asked).toContain(purpose);
    });
  });

  it('has its defaults filled in where it says null', () => {
    const nulls = [
      'locale',
      'policyVersion',
      'audience',
      'layout',
      'entry',
      'vendors',
      'regime',
      'gpc',
      'store',
    ];
    const {
      objections: _,
      asked: _hash,
      ...rest
    } = settled(Object.fromEntries(nulls.map((key) => [key, null])));
    expect(rest).toEqual((({ objections, asked, ...others }) => others)(settingsOf()));
    expect(settled({ store: { name: null, retention: null } }).store).toEqual(settingsOf().store);
  });

  it('leaves out for minors what is not for them', () => {
    const purposes = ['audience', 'social', 'advertising', { id: 'bets', title: 'Bets', notForMinors: true }];
    expect(settled({ purposes }).barred).toEqual([]);
    expect(settled({ purposes, audience: 'minors' }).barred).toEqual(['social', 'advertising', 'bets']);
  });

  it('makes two accounts one vendor, which needs what either needs and is exempt only if both are', () => {
    const measured = { use: 'matomo', exempt };
    const asked = { use: 'matomo', purposes: ['social'] };
    const vendorOf = (...vendors: object[]) => settled({ regime: 'FR', vendors }).vendors[0]!;
    expect(vendorOf(measured, measured).exempt).toBe(true);
    for (const both of [vendorOf(measured, asked), vendorOf(asked, measured)]) {
      expect(both.exempt).toBe(false);
      expect([...both.purposes].sort()).toEqual(['audience', 'social']);
      expect(both.entries).toHaveLength(2);
    }
  });
});

describe('a configuration that was not checked', () => {
  it.each(['__proto__', 'constructor', 'toString', 'nothing-like-it', null, 5, {}])(
    'throws where it uses the vendor file %j, whatever else is said',
    (use) => {
      expect(() => settled({ vendors: [{ use }] })).toThrow(TypeError);
      expect(() => settled({ vendors: [{ use, purposes: ['audience'], necessary: 'basket' }] })).toThrow(
        TypeError,
      );
    },
  );

  it('throws where a vendor needs nothing and gives no reason', () => {
    expect(() => settled({ vendors: [{ id: 'relay', name: 'Relay' }] })).toThrow(TypeError);
  });

  it('makes no vendor necessary by its own word where its file is not', () => {
    const { vendors, necessary } = settled({ vendors: [{ use: 'youtube', necessary: 'basket' }] });
    expect(vendors.map(({ id }) => id)).toEqual(['youtube']);
    expect(necessary).toEqual([]);
  });

  it('may name a vendor like a member of every object', () => {
    const ids = ['__proto__', 'constructor', 'toString'];
    const { vendors } = settled({ vendors: ids.map((id) => ({ ...relay, id })) });
    expect(vendors.map(({ id }) => id)).toEqual(ids);
    expect(vendors.every(({ necessary, entries }) => !necessary && entries.length === 1)).toBe(true);
  });

  it.each([
    '{"__proto__":{"polluted":1},"site":{"name":"x"},"purposes":[{"id":"__proto__"}]}',
    '{"site":{},"purposes":["__proto__"],"vendors":[{"id":"__proto__","purposes":[],"__proto__":{"polluted":1}}]}',
    '{"site":{},"purposes":[],"store":{"__proto__":{"polluted":1}},"records":{"__proto__":{"polluted":1}}}',
  ])('changes no prototype: %s', (text) => {
    const settings = settle(JSON.parse(text), registry, text);
    expect(Object.getPrototypeOf(settings)).toBe(Object.prototype);
    expect(settings).not.toHaveProperty('polluted');
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('throws nothing but an error of its type', () => {
    always(
      fc.anything(),
      (given) => {
        try {
          settle(given as Config, registry, '');
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
        }
      },
      500,
    );
  });
});
