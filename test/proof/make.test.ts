import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import fr from '../../src/locales/fr.js';
import type { Choice, ConsentRecord } from '../../src/model/decision.js';
import type { Settings } from '../../src/model/settings.js';
import { linkedData } from '../../src/proof/linked-data.js';
import { endId, makeProof } from '../../src/proof/make.js';
import { hashNotice, makeNotice } from '../../src/proof/notice.js';
import { makeRecord } from '../../src/record/make.js';
import { choose } from '../../src/state/choose.js';
import { deriveState } from '../../src/state/state.js';
import * as arbitraries from '../support/arbitraries.js';
import { always } from '../support/runs.js';
import { now, relay, settingsOf } from '../support/settings.js';

const schema = JSON.parse(
  readFileSync(new URL('../../src/proof/record.schema.json', import.meta.url), 'utf8'),
) as object;
const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);
const around = { host: 'www.example.org', texts: fr };

/** The records of these choices, one after another. */
function answer(settings: Settings, choices: readonly Choice[], language = 'fr'): ConsentRecord[] {
  const records: ConsentRecord[] = [];
  for (const choice of choices) {
    const previous = records.at(-1);
    const decisions = choose(settings, deriveState(settings, previous), choice);
    records.push(makeRecord(settings, decisions, previous, { now, language, source: 'banner' }));
  }
  return records;
}

const proofsOf = (settings: Settings, choices: readonly Choice[]) => {
  const records = answer(settings, choices);
  return records.map((record, index) =>
    makeProof(settings, { time: now, record, previous: records[index - 1] }, around),
  );
};

describe('the proof of a decision', () => {
  const settings = settingsOf({ vendors: [relay] });

  it.each<[string, Choice[]]>([
    ['given', ['all']],
    ['refused', ['none']],
    ['partial', [{ audience: true }]],
    ['partial', [{ audience: true, social: true, advertising: true, personalisation: true, relay: false }]],
    ['withdrawn', ['all', 'none']],
    ['withdrawn', ['all', { audience: false }]],
    ['withdrawn', ['all', { relay: false }]],
    ['withdrawn', [{ audience: true }, { audience: false, social: true }]],
    ['given', ['none', 'all']],
    ['refused', ['none', 'none']],
    ['given', [{ audience: true }, 'all']],
  ])('says %s after %j', (event, choices) => {
    expect(proofsOf(settings, choices).at(-1)!.event).toBe(event);
  });

  it('follows the schema, whatever is asked and answered, and its chain has no gap', () => {
    always(arbitraries.history, ({ settings: asked, choices }) => {
      const proofs = proofsOf(asked, choices);
      for (const [index, proof] of proofs.entries()) {
        expect(validate(JSON.parse(JSON.stringify(proof))), JSON.stringify(validate.errors)).toBe(true);
        expect(proof.prevRecordId).toBe(proofs[index - 1]?.recordId);
      }
      expect(new Set(proofs.map(({ recordId }) => recordId)).size).toBe(proofs.length);
    });
  });

  it('is smaller than 4 kB for 40 vendors, whatever their names', () => {
    for (const length of [15, 40]) {
      const vendors = Array.from({ length: 40 }, (_, index) => ({
        ...relay,
        id: `vendor-${index}`.padEnd(length, 'x'),
      }));
      const [proof] = proofsOf(
        settingsOf({ vendors, site: { name: 'É'.repeat(60), privacyPolicyUrl: '/p' } }),
        ['all'],
      );
      expect(Buffer.byteLength(JSON.stringify(proof))).toBeLessThan(4096);
      expect(Object.keys(proof!.vendors)).toHaveLength(40);
    }
  });

  it('is the same in every tab that makes it', () => {
    const [record] = answer(settings, ['all']);
    const note = { time: now, record, previous: undefined };
    expect(makeProof(settings, note, around)).toEqual(makeProof(settings, note, around));
    const end = { time: now, record: undefined, previous: record };
    expect(makeProof(settings, end, around)).toEqual(makeProof(settings, end, around));
  });

  it('of an end has an id of its own, follows the schema and has no end', () => {
    const [record] = answer(settings, ['all']);
    for (const expired of [true, false]) {
      const proof = makeProof(
        settings,
        { time: now, record: undefined, previous: record },
        { ...around, expired },
      );
      expect(validate(JSON.parse(JSON.stringify(proof))), JSON.stringify(validate.errors)).toBe(true);
      expect(proof).toMatchObject({ event: expired ? 'expired' : 'withdrawn', prevRecordId: record!.id });
      expect(proof).not.toHaveProperty('expires');
      expect(Object.values(proof.vendors)).toEqual(['undecided']);
    }
    always(fc.uuid({ version: 4 }), (id) => {
      expect(endId(id)).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
      expect(endId(id)).not.toBe(id);
    });
  });

  it('does not claim to know what was shown where it cannot', () => {
    const [record] = answer(settings, ['all']);
    const hash = (asked: Settings, texts: typeof fr | undefined) =>
      makeProof(asked, { time: now, record, previous: undefined }, { host: 'x', texts }).noticeHash;
    expect(hash(settings, fr)).toBe(hashNotice(makeNotice(settings, fr, {})));
    expect(hash(settings, undefined)).toBeNull();
    expect(hash(settingsOf({ vendors: [relay], policyVersion: '2' }), fr)).toBeNull();
    expect(hash(settingsOf({ vendors: [] }), fr)).toBeNull();
  });

  it('cannot be made to look like a click by the name of a program', () => {
    const decisions = choose(settings, deriveState(settings, undefined), 'all');
    const record = makeRecord(settings, decisions, undefined, { now, source: 'my-program' });
    expect(makeProof(settings, { time: now, record, previous: undefined }, around)).toMatchObject({
      method: 'api',
      source: 'my-program',
      language: null,
    });
  });
});

describe('the hash of the notice', () => {
  const hash = (config: object, texts = fr, digests = {}) =>
    hashNotice(makeNotice(settingsOf(config), texts, digests));
  const before = hash({ vendors: [relay] });

  it('stays where the same is shown', () => {
    expect(hash({ vendors: [structuredClone(relay)], entry: 'none' })).toBe(before);
  });

  it.each<[string, string]>([
    ['a word of the language', hash({ vendors: [relay] }, { ...fr, accept: 'Oui' })],
    ['the name of a vendor', hash({ vendors: [{ ...relay, name: 'Another' }] })],
    ['a cookie of a vendor', hash({ vendors: [{ ...relay, cookies: [{ name: 'x' }] }] })],
    ['a purpose', hash({ vendors: [relay], purposes: ['social'] })],
    ['how long it holds', hash({ vendors: [relay], store: { retention: 'P1M' } })],
    [
      'the controller',
      hash({ vendors: [relay], site: { name: 'É', privacyPolicyUrl: '/p', controller: 'X' } }),
    ],
    ['a page for minors', hash({ vendors: [relay], audience: 'minors' })],
  ])('changes with %s', (_, after) => {
    expect(after).not.toBe(before);
  });

  it('changes with the file of a vendor', () => {
    const vendors = [{ use: 'youtube' }];
    expect(hash({ vendors }, fr, { youtube: 'a' })).not.toBe(hash({ vendors }, fr, { youtube: 'b' }));
  });
});

describe('the proofs as JSON-LD', () => {
  it('say what DPV can say of each', () => {
    const settings = settingsOf({ vendors: [relay] });
    const proofs = proofsOf(settings, ['all', { social: false }]);
    const { '@context': context, '@graph': graph } = linkedData(proofs, settings);
    expect(context.dpv).toBe('https://w3id.org/dpv#');
    expect(graph.map((one) => one['dpv:hasConsentStatus'])).toEqual([
      { '@id': 'dpv:ConsentGiven' },
      { '@id': 'dpv:ConsentWithdrawn' },
    ]);
    const social = graph[1]!['dpv:hasProcess'].find((one) => one['dct:identifier'] === 'social');
    expect(social).toMatchObject({
      'dpv:hasConsentStatus': { '@id': 'dpv:ConsentWithdrawn' },
      'dpv:hasRecipient': [{ 'dct:identifier': 'relay' }],
    });
  });

  it('use no prefix that is not declared', () => {
    const settings = settingsOf({ vendors: [relay] });
    const data = linkedData(proofsOf(settings, ['all']), settings);
    // The hash of the notice is a text, whose first digit may be a letter.
    const names = [
      ...JSON.stringify(data['@graph']).matchAll(
        /"(?!sha256:[\da-f]{64}")(dpv|pd|dct|xsd|\w+):[A-Za-z]\w*"/g,
      ),
    ];
    expect(names.length).toBeGreaterThan(20);
    for (const [, prefix] of names) expect(Object.keys(data['@context'])).toContain(prefix);
  });
});
