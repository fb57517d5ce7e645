import { expect, it } from 'vitest';
import type { ProofEvent, ProofRecord } from '../../src/model/proof.js';
import type { Vendor } from '../../src/model/settings.js';
import { forVendor } from '../../src/proof/for-vendor.js';
import { settingsOf } from '../support/settings.js';

const { vendors } = settingsOf({
  vendors: [
    { id: 'ads', name: 'Ads', purposes: ['advertising', 'audience'] },
    { id: 'chat', name: 'Chat', purposes: ['social'] },
  ],
});
const [ads, chat] = [vendors[0]!, vendors[1]!];

const proof = (event: ProofEvent, more: Partial<ProofRecord> = {}): ProofRecord => ({
  schema: 1,
  recordId: '5725bd7e-782e-4bde-a1d0-f0569ac75e78',
  event,
  timestamp: '2026-01-01T00:00:00Z',
  expires: '2026-07-01T00:00:00Z',
  site: 'www.example.org',
  controller: { name: 'École' },
  privacyPolicyUrl: '/privacy',
  jurisdiction: 'FR',
  legalBasis: 'consent',
  language: 'fr',
  noticeVersion: '1',
  noticeHash: null,
  sdkVersion: '0.1.0',
  method: 'panel',
  layer: 2,
  gpc: false,
  purposes: {
    audience: { state: 'granted' },
    advertising: { state: 'granted' },
    social: { state: 'denied' },
  },
  vendors: { ads: 'granted', chat: 'denied' },
  withdrawalMethod: 'data-consent-open',
  ...more,
});

/** The proof before, in which the first was granted and the second was not. */
const before = proof('partial', { recordId: '0b1f52a4-9a0e-4a53-9d2b-2f4b7f3c8a11' });
const after = (event: ProofEvent, more: Partial<ProofRecord> = {}) =>
  proof(event, { prevRecordId: before.recordId, ...more });
const last = (proofs: readonly ProofRecord[], vendor: Vendor) => forVendor(proofs, vendor).at(-1)!;

it('holds the vendor’s own answer and those of its purposes, and nothing of others', () => {
  const shown = last(
    [proof('partial', { objections: ['statistics'], unasked: ['advertising', 'ads', 'social', 'chat'] })],
    ads,
  );
  expect(shown.vendors).toEqual({ ads: 'granted' });
  expect(shown.unasked).toEqual(['advertising', 'ads']);
  expect(Object.keys(shown.purposes).sort()).toEqual(['advertising', 'audience']);
  expect(JSON.stringify(shown)).not.toMatch(/chat|social|statistics/);
  expect(shown.recordId).toBe(proof('partial').recordId);
});

const denied = { vendors: { ads: 'denied', chat: 'denied' } } as const;
const ended = { vendors: { ads: 'undecided', chat: 'undecided' }, expires: undefined } as unknown as object;

it.each([
  ['partial', {}, ads, 'given'],
  ['partial', {}, chat, 'refused'],
  ['given', {}, ads, 'given'],
  ['refused', denied, chat, 'refused'],
  ['withdrawn', {}, ads, 'given'],
  ['withdrawn', denied, ads, 'withdrawn'],
  // It was never granted.
  ['withdrawn', denied, chat, 'refused'],
  ['withdrawn', ended, ads, 'withdrawn'],
  ['withdrawn', ended, chat, 'expired'],
  ['expired', ended, ads, 'expired'],
  ['expired', ended, chat, 'expired'],
] as const)('of %s %j says what happened to the vendor', (event, more, vendor, expected) => {
  expect(last([before, after(event, more)], vendor).event).toBe(expected);
});

it('says of nothing that it was granted once, where no proof here says so', () => {
  expect(last([after('withdrawn', denied)], ads).event).toBe('refused');
});

it('leaves out decisions that did not answer for the vendor', () => {
  const open = proof('partial', { vendors: { ads: 'granted', chat: 'undecided' }, unasked: ['chat'] });
  const without = proof('partial', { vendors: { ads: 'granted' }, objections: ['chat'] });
  expect(forVendor([open, without], chat)).toEqual([]);
  expect(forVendor([open, without], ads)).toHaveLength(2);
});
