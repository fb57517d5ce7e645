import { expect, it } from 'vitest';
import type { ProofEvent, ProofRecord } from '../../src/model/proof.js';
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

it('holds the vendor’s own answer and those of its purposes, and nothing of others', () => {
  const shown = forVendor(proof('partial', { objections: ['statistics'] }), ads);
  expect(shown.vendors).toEqual({ ads: 'granted' });
  expect(Object.keys(shown.purposes).sort()).toEqual(['advertising', 'audience']);
  expect(JSON.stringify(shown)).not.toMatch(/chat|social|statistics/);
  expect(shown.recordId).toBe(proof('partial').recordId);
});

it.each([
  ['partial', ads, 'given'],
  ['partial', chat, 'refused'],
  ['given', ads, 'given'],
  ['withdrawn', ads, 'given'],
  ['withdrawn', chat, 'withdrawn'],
  ['expired', chat, 'expired'],
  ['refused', chat, 'refused'],
] as const)('of %s says what happened to the vendor', (event, vendor, expected) => {
  expect(forVendor(proof(event), vendor).event).toBe(expected);
});
