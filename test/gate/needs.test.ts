// @vitest-environment happy-dom
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { isAllowed, outline, readNeeds } from '../../src/gate/needs.js';
import { say } from '../../src/messages.js';
import type { Choice, State } from '../../src/model/decision.js';
import { choose } from '../../src/state/choose.js';
import { deriveState } from '../../src/state/state.js';
import * as arbitraries from '../support/arbitraries.js';
import { always } from '../support/runs.js';
import { relay, settingsOf, stateAfter } from '../support/settings.js';

const settings = settingsOf({
  vendors: [
    { use: 'meta-pixel', id: '1' },
    { ...relay, purposes: ['social', 'audience'] },
  ],
});
const undecided = deriveState(settings, undefined);
const decided = (choice: Choice): State => stateAfter(settings, choose(settings, undecided, choice));

function elementWith(attributes: { readonly [name: string]: string }, name = 'script'): Element {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** What an element with these attributes needs, and what is reported of it. */
function read(attributes: { readonly [name: string]: string }) {
  const report = vi.fn();
  const needs = readNeeds(elementWith(attributes), settings, report);
  const reports = report.mock.calls.map(
    ([code, subject, ...details]) =>
      [code, subject, say(code, details, settings)] as [string, string, string],
  );
  return { needs, reports };
}

const mayRun = (attributes: { readonly [name: string]: string }, choice: Choice) =>
  isAllowed(read(attributes).needs, decided(choice));

describe('an element that names purposes', () => {
  it('needs all of them', () => {
    const both = { 'data-consent': 'advertising audience' };
    expect(mayRun(both, 'all')).toBe(true);
    expect(mayRun(both, { advertising: true, audience: true })).toBe(true);
    expect(mayRun(both, { advertising: true })).toBe(false);
    expect(mayRun(both, { audience: true })).toBe(false);
    expect(mayRun(both, 'none')).toBe(false);
  });

  it('may name them with any white space, and more than once', () => {
    const { needs, reports } = read({ 'data-consent': '\n advertising\t audience advertising ' });
    expect(new Set(needs.purposes)).toEqual(new Set(['advertising', 'audience']));
    expect(needs).toMatchObject({ vendor: undefined, known: true });
    expect(reports).toEqual([]);
  });

  it('waits as long as nothing is decided', () => {
    for (const { id } of settings.purposes) {
      expect(isAllowed(read({ 'data-consent': id }).needs, undecided)).toBe(false);
    }
  });

  it('does not care for answers of vendors', () => {
    expect(mayRun({ 'data-consent': 'advertising' }, { 'meta-pixel': true })).toBe(false);
    expect(mayRun({ 'data-consent': 'advertising' }, { advertising: true, 'meta-pixel': false })).toBe(true);
  });

  it('may run exactly when each of them is granted, for any set of granted purposes', () => {
    const ids = settings.purposes.map(({ id }) => id);
    always(fc.tuple(fc.subarray(ids, { minLength: 1 }), fc.subarray(ids)), ([needed, granted]) => {
      const choice = Object.fromEntries(granted.map((id) => [id, true]));
      expect(mayRun({ 'data-consent': needed.join(' ') }, choice)).toBe(
        needed.every((id) => granted.includes(id)),
      );
    });
  });
});

describe('an element that names a vendor', () => {
  const alone = { 'data-vendor': 'meta-pixel' };

  it('runs when that vendor is granted, whatever the purposes', () => {
    expect(mayRun(alone, { 'meta-pixel': true })).toBe(true);
    expect(mayRun(alone, { advertising: true })).toBe(true);
    expect(mayRun(alone, { advertising: true, 'meta-pixel': false })).toBe(false);
    expect(mayRun(alone, 'none')).toBe(false);
    expect(isAllowed(read(alone).needs, undecided)).toBe(false);
  });

  it('beside a purpose of that vendor follows the vendor’s own choice', () => {
    const beside = { 'data-consent': 'advertising', 'data-vendor': 'meta-pixel' };
    expect(read(beside).needs).toEqual({ purposes: [], vendor: 'meta-pixel', known: true });
    expect(mayRun(beside, { 'meta-pixel': true })).toBe(true);
    expect(mayRun(beside, { advertising: true, 'meta-pixel': false })).toBe(false);
  });

  it('beside another purpose needs that as well', () => {
    const more = { 'data-consent': 'advertising audience', 'data-vendor': 'meta-pixel' };
    expect(read(more).needs).toEqual({ purposes: ['audience'], vendor: 'meta-pixel', known: true });
    expect(mayRun(more, { 'meta-pixel': true })).toBe(false);
    expect(mayRun(more, { audience: true })).toBe(false);
    expect(mayRun(more, { audience: true, 'meta-pixel': true })).toBe(true);
  });
});

describe('an element that names what nobody knows', () => {
  const isHeldForEver = (attributes: { readonly [name: string]: string }) => {
    expect(mayRun(attributes, 'all')).toBe(false);
    expect(read(attributes).needs.known).toBe(false);
  };

  it.each([
    ['advertizing', 'advertising'],
    ['audiance', 'audience'],
    ['Advertising', 'advertising'],
  ])('is held for ever, and the nearest purpose is told: %s', (found, nearest) => {
    const attributes = { 'data-consent': found };
    isHeldForEver(attributes);
    const [[code, subject, message], ...others] = read(attributes).reports as [[string, string, string]];
    expect(others).toEqual([]);
    expect(code).toBe('purpose-unknown');
    expect(subject).toBe(`<script data-consent="${found}">`);
    expect(message).toContain(`"${found}"`);
    expect(message).toContain('audience, personalisation, social, advertising');
    expect(message).toContain(`Did you mean "${nearest}"?`);
  });

  it('is held for ever, and the nearest vendor is told', () => {
    const attributes = { 'data-vendor': 'metapixel' };
    isHeldForEver(attributes);
    const [[code, , message]] = read(attributes).reports as [[string, string, string]];
    expect(code).toBe('vendor-unknown');
    expect(message).toContain('"metapixel"');
    expect(message).toContain('meta-pixel, relay');
    expect(message).toContain('Did you mean "meta-pixel"?');
  });

  it('gets no guess where nothing is near', () => {
    expect(read({ 'data-consent': 'necessary' }).reports[0]![2]).not.toContain('Did you mean');
  });

  it('is held for ever even where its other names are granted', () => {
    isHeldForEver({ 'data-consent': 'advertising advertizing' });
    isHeldForEver({ 'data-consent': 'advertising', 'data-vendor': 'unknown' });
    isHeldForEver({ 'data-consent': 'unknown', 'data-vendor': 'meta-pixel' });
  });

  it('is told of each name that is unknown', () => {
    const { reports } = read({ 'data-consent': 'one advertising two', 'data-vendor': 'three' });
    expect(reports.map(([code]) => code)).toEqual(['purpose-unknown', 'purpose-unknown', 'vendor-unknown']);
  });

  it.each([{ 'data-consent': '' }, { 'data-consent': ' \n' }, { 'data-vendor': '' }, {}])(
    'is held for ever where it names nothing at all: %j',
    (attributes) => {
      isHeldForEver(attributes);
      const { reports } = read(attributes);
      expect(reports).toHaveLength(1);
      expect(reports[0]![0]).toBe('purpose-missing');
      expect(reports[0]![2]).toContain('audience, personalisation, social, advertising');
    },
  );

  it('is held for ever by a name that every object has', () => {
    for (const name of [...arbitraries.trickyIds, '__proto__']) {
      isHeldForEver({ 'data-consent': name });
      isHeldForEver({ 'data-vendor': name });
    }
  });

  it('is held for ever whatever stands there', () => {
    const known = [...settings.purposes, ...settings.vendors].map(({ id }) => id);
    always(fc.tuple(fc.string(), fc.string()), ([purposes, vendor]) => {
      if ([...purposes.split(/\s+/), vendor].some((name) => known.includes(name))) return;
      isHeldForEver({ 'data-consent': purposes, 'data-vendor': vendor });
    });
  });

  it('cannot take a vendor for a purpose, or a purpose for a vendor', () => {
    isHeldForEver({ 'data-consent': 'meta-pixel' });
    isHeldForEver({ 'data-vendor': 'advertising' });
  });
});

describe('an element in a message', () => {
  it('is told by its name and by what sets it apart', () => {
    const element = elementWith(
      { class: 'x', 'data-consent': 'social', id: 'map', 'data-consent-src': 'https://map.example/' },
      'iframe',
    );
    expect(outline(element)).toBe(
      '<iframe id="map" data-consent="social" data-consent-src="https://map.example/">',
    );
  });

  it('is short, however long its address is', () => {
    expect(outline(elementWith({ src: `https://a.example/${'x'.repeat(5000)}` })).length).toBeLessThan(120);
  });
});
