import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { findFaults } from '../../src/config/check.js';
import { explain, explainRisk } from '../../src/config/explain.js';
import { ConfigError } from '../../src/model/problem.js';
import { config } from '../support/configs.js';
import { always } from '../support/runs.js';
import { issuesOf, known, minimal } from '../support/settings.js';

const anyConfig = fc.oneof(
  { weight: 20, arbitrary: config },
  { weight: 1, arbitrary: fc.anything() },
  { weight: 1, arbitrary: fc.json().map((text): unknown => JSON.parse(text)) },
);

describe('the check of a configuration', () => {
  it('finds nothing exactly where it can be used, and otherwise what the error says', () => {
    const seen = { used: 0, refused: 0 };
    always(
      anyConfig,
      (given) => {
        const faults = findFaults(structuredClone(given), known);
        expect(issuesOf(given)).toEqual(faults.length ? explain(faults).issues : []);
        seen[faults.length ? 'refused' : 'used']++;
      },
      1000,
    );
    expect(Math.min(seen.used, seen.refused)).toBeGreaterThan(50);
  });

  it('changes nothing in what it reads', () => {
    always(anyConfig, (given) => {
      const copy = structuredClone(given);
      findFaults(copy, known);
      expect(copy).toEqual(structuredClone(given));
    });
  });

  it('has words for everything that it finds', () => {
    const told = new Set<string>();
    always(
      anyConfig,
      (given) => {
        const faults = findFaults(structuredClone(given), known);
        const { issues } = explain(faults);
        expect(issues).toHaveLength(faults.length);
        for (const [index, { path, found, expected }] of issues.entries()) {
          told.add(faults[index]!.rule);
          expect(path).toBe(faults[index]!.path);
          expect(found).not.toBe('');
          expect(expected).toMatch(/\S/);
        }
      },
      1000,
    );
    expect(told.size).toBeGreaterThan(20);
  });

  it('tells risks apart from faults', () => {
    const risk = vi.fn();
    const advanced = { mode: 'advanced', acknowledge: 'requests-leave-before-consent' };
    const given = { ...minimal, regime: 'US', store: { retention: 'P14M' }, googleConsentMode: advanced };
    expect(findFaults(given, known, risk)).toEqual([]);
    expect(risk.mock.calls).toEqual([
      ['store.retention', 'P14M', 'long'],
      ['googleConsentMode', advanced, 'advanced'],
    ]);
    expect(explainRisk('P14M', 'long')).toContain('P14M is longer than 13 months');
    expect(explainRisk(advanced, 'advanced')).toContain('before consent');
  });

  it('finds the fault of a law that is an object without any method', () => {
    const regime = Object.create(null) as object;
    const googleConsentMode = { mode: 'advanced', acknowledge: 'requests-leave-before-consent' };
    const places = issuesOf({ ...minimal, regime, googleConsentMode }).map(({ path }) => path);
    expect(places).toContain('regime');
    expect(places).toContain('googleConsentMode');
  });

  it('finds it also where a measurement would be exempt by that law', () => {
    const regime = Object.create(null) as object;
    const vendors = [{ use: 'matomo', id: '7', url: '/stats/', exempt: {} }];
    const found = findFaults({ ...minimal, purposes: [], vendors, regime }, known);
    expect(found.map(({ path }) => path)).toContain('regime');
  });

  it('says of an empty list of purposes that it is one, among all other faults', () => {
    expect(issuesOf({ ...minimal, purposes: [], vendorz: [] })).toMatchObject([
      { path: 'config.vendorz' },
      { path: 'purposes', found: '"an empty list"', expected: 'at least one purpose' },
    ]);
  });

  it('tells one slip of the pen once, not again in all that it touches', () => {
    const vendors = [
      { id: 'a b', name: 'A', purposes: ['audience'] },
      { id: '', name: 'B', purposes: [5] },
    ];
    expect(issuesOf({ ...minimal, vendors }).map(({ path }) => path)).toEqual([
      'vendors[0].id',
      'vendors[1].id',
      'vendors[1].purposes[0]',
    ]);
  });
});

describe('the error of a configuration', () => {
  it('is a ConfigError with one issue for each fault', () => {
    const error = explain([{ path: 'gpc', found: 'refuse-add', rule: 'word', candidates: ['refuse-ads'] }]);
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.issues).toEqual([
      { path: 'gpc', found: '"refuse-add"', expected: 'refuse-ads', nearest: 'refuse-ads' },
    ]);
  });
});
