import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import fr from '../../src/locales/fr.js';
import type { Choice, ConsentRecord } from '../../src/model/decision.js';
import type { Settings } from '../../src/model/settings.js';
import { forVendor } from '../../src/proof/for-vendor.js';
import { linkedData } from '../../src/proof/linked-data.js';
import { endId, makeProof } from '../../src/proof/make.js';
import { digestOf, hashNotice, makeNotice } from '../../src/proof/notice.js';
import { makeRecord } from '../../src/record/make.js';
import { choose } from '../../src/state/choose.js';
import { deriveState } from '../../src/state/state.js';
import * as arbitraries from '../support/arbitraries.js';
import { always } from '../support/runs.js';
import { exempt, now, relay, settingsOf } from '../support/settings.js';

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

  it('compares with what the proof before said, also under a signal that has come since', () => {
    const [yes] = answer(settings, ['all']);
    const no = makeRecord(settings, choose(settings, deriveState(settings, yes, true), 'none'), yes, {
      now,
      gpc: true,
      source: 'panel',
    });
    const onlyAds = settingsOf({ purposes: ['advertising'] });
    expect(makeProof(onlyAds, { time: now, record: no, previous: yes }, around).event).toBe('withdrawn');
  });

  it('says that what this page does not list was withdrawn, where the answer here has ended it', () => {
    const blog = settingsOf({ purposes: ['audience'] });
    const [yes] = answer(settings, [
      { advertising: true, audience: false, social: false, personalisation: false },
    ]);
    const no = makeRecord(blog, choose(blog, deriveState(blog, yes), 'none'), yes, { now, source: 'banner' });
    expect(makeProof(blog, { time: now, record: no, previous: yes }, around).event).toBe('withdrawn');
    const [refused] = answer(settings, ['none']);
    const again = makeRecord(blog, choose(blog, deriveState(blog, refused), 'none'), refused, { now });
    expect(makeProof(blog, { time: now, record: again, previous: refused }, around).event).toBe('refused');
  });

  it('has no hash of words that another version of the build may have shown', () => {
    const { asked } = settings;
    const [record] = answer(settings, ['all']);
    const proof = makeProof(
      settingsOf({ vendors: [relay] }, { version: '0.2.0' }),
      { time: now, record, previous: undefined },
      around,
    );
    expect([record!.asked, proof.noticeHash]).toEqual([asked, null]);
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

  describe('where a measurement needs no consent', () => {
    const matomo = { use: 'matomo', id: '7', url: '/s/', exempt };
    const french = settingsOf({ regime: 'FR', vendors: [matomo, { use: 'google-analytics', id: 'G-1' }] });
    const vendor = french.vendors.find(({ id }) => id === 'matomo')!;

    it.each<[string, Choice, string]>([
      ['refused', 'none', 'denied'],
      ['given', 'all', 'granted'],
    ])('claims none for it (%s)', (event, choice, others) => {
      const [record] = answer(french, [choice]);
      const proofs = [
        { time: now, record, previous: undefined },
        { time: now, record: undefined, previous: record },
      ].map((note) => makeProof(french, note, around));
      expect(proofs[0]).toMatchObject({ event, vendors: { 'google-analytics': others } });
      for (const proof of proofs) {
        expect(Object.keys(proof.vendors)).toEqual(['google-analytics']);
        expect(proof.objections).toBeUndefined();
      }
      expect(forVendor(proofs, vendor)).toEqual([]);
      expect(JSON.stringify(linkedData(proofs, french))).not.toContain('matomo');
    });

    it('says that the visitor objected to it', () => {
      const [proof] = proofsOf(french, [{ audience: true, matomo: false }]);
      expect(proof!.objections).toEqual(['matomo']);
      expect(proof!.vendors).not.toHaveProperty('matomo');
      expect(validate(JSON.parse(JSON.stringify(proof))), JSON.stringify(validate.errors)).toBe(true);
      expect(forVendor([proof!], vendor)).toEqual([]);
    });
  });

  describe('on a page for minors', () => {
    const vendors = [
      { id: 'ads', name: 'Ads', purposes: ['advertising'] },
      { ...relay, purposes: ['audience'] },
    ];
    const asked = { purposes: ['audience', 'advertising'], vendors };
    const adult = settingsOf(asked);
    const minors = settingsOf({ ...asked, audience: 'minors' });
    const unasked = ['advertising', 'ads'];
    /** The proof of a choice on the page for minors, and what was answered before on another page. */
    const onMinors = (choice: Choice, earlier?: Choice) => {
      const [previous] = earlier ? answer(adult, [earlier]) : [];
      const record = makeRecord(minors, choose(minors, deriveState(minors, previous), choice), previous, {
        now,
        language: 'fr',
        source: 'banner',
      });
      const proof = makeProof(minors, { time: now, record, previous }, around);
      expect(validate(JSON.parse(JSON.stringify(proof))), JSON.stringify(validate.errors)).toBe(true);
      return { proof, record };
    };

    it.each<[string, Choice, Choice | undefined, string]>([
      ['given', 'all', undefined, 'undecided'],
      ['refused', { audience: false }, undefined, 'undecided'],
      ['refused', 'none', undefined, 'denied'],
      ['given', 'all', 'all', 'granted'],
      ['given', 'all', 'none', 'denied'],
      ['withdrawn', { audience: false }, 'all', 'granted'],
      ['partial', { audience: false }, { advertising: true }, 'granted'],
      // « Refuse all » takes back what is not asked here, too.
      ['withdrawn', 'none', { advertising: true }, 'denied'],
    ])(
      'says %s after %j, and before it %j, with advertising %s as on other pages',
      (event, choice, earlier, advertising) => {
        const { proof, record } = onMinors(choice, earlier);
        expect(proof).toMatchObject({ event, unasked, vendors: { ads: advertising } });
        // Nobody read that title here.
        expect(proof.purposes.advertising).toEqual({ state: advertising });
        expect(proof.purposes.audience!.title).toBe(fr.purposes.audience.title);
        expect(deriveState(adult, record).purposes.advertising).toBe(advertising);
      },
    );

    it('does not claim in JSON-LD that what it left out was asked', () => {
      const processes = (choice: Choice, earlier?: Choice) =>
        linkedData([onMinors(choice, earlier).proof], minors)['@graph'][0]!['dpv:hasProcess'];
      expect(processes('all', 'all')[1]).toMatchObject({
        'dct:identifier': 'advertising',
        'dct:description': 'Not asked in this decision.',
        'dpv:hasConsentStatus': { '@id': 'dpv:ConsentGiven' },
        'dpv:hasRecipient': [{ 'dct:identifier': 'ads', 'dct:description': 'Not asked in this decision.' }],
      });
      expect(processes('all', 'all')[0]).not.toHaveProperty('dct:description');
      expect(processes('all')[1]!['dpv:hasConsentStatus']).toEqual({ '@id': 'dpv:ConsentUnknown' });
    });

    it('is told apart from a page for all that proves a decision later, and the other way round', () => {
      const [record] = answer(adult, ['all']);
      const late = makeProof(minors, { time: now, record, previous: undefined }, around);
      expect(late).toMatchObject({ event: 'given', noticeHash: null });
      expect(late.unasked).toBeUndefined();
      const later = makeProof(
        adult,
        { time: now, record: onMinors('all').record, previous: undefined },
        around,
      );
      expect(later).toMatchObject({ event: 'given', unasked, noticeHash: null });
    });
  });

  describe('under the browser’s signal (R78)', () => {
    const asked = settingsOf({
      purposes: ['audience', 'social', 'advertising'],
      vendors: [relay, { id: 'ads', name: 'Ads', purposes: ['advertising'] }],
    });
    /** The proof of a choice made under the signal, of one answered before, and what gave it. */
    const underSignal = (choice: Choice, source = 'banner', earlier?: Choice, of: Settings = asked) => {
      const made = (one: Choice, previous: ConsentRecord | undefined, by: string) =>
        makeRecord(of, choose(of, deriveState(of, previous, true), one), previous, {
          now,
          gpc: true,
          language: 'fr',
          source: by,
        });
      const previous = earlier && made(earlier, undefined, 'panel');
      const record = made(choice, previous, source);
      const proof = makeProof(of, { time: now, record, previous }, around);
      expect(validate(JSON.parse(JSON.stringify(proof))), JSON.stringify(validate.errors)).toBe(true);
      return proof;
    };
    const unasked = ['social', 'advertising', 'relay', 'ads'];

    it.each<[string, Choice]>([
      ['given', 'all'],
      ['refused', 'none'],
    ])('says %s after %j in the banner, and that the rest was not asked', (event, choice) => {
      const proof = underSignal(choice);
      expect(proof).toMatchObject({ event, unasked, vendors: { ads: 'denied' } });
      // Nobody read that title.
      expect(proof.purposes.advertising).toEqual({ state: 'denied' });
      expect(proof.purposes.audience).toEqual({
        state: choice === 'all' ? 'granted' : 'denied',
        title: fr.purposes.audience.title,
      });
    });

    it('says that the panel asked, which names them all', () => {
      const proof = underSignal({ audience: true, social: false, advertising: false }, 'panel');
      expect(proof.unasked).toBeUndefined();
      expect(proof).toMatchObject({ event: 'partial', purposes: { advertising: { state: 'denied' } } });
    });

    it('says that the banner asked for what was allowed in spite of the signal', () => {
      const proof = underSignal('none', 'banner', { audience: true, social: true });
      expect(proof).toMatchObject({ event: 'withdrawn', unasked: ['advertising', 'ads'] });
    });

    it('says so too where the signal is only recorded', () => {
      const recorded = settingsOf({
        purposes: ['audience', 'advertising'],
        vendors: [{ id: 'ads', name: 'Ads', purposes: ['advertising'] }],
        gpc: 'record-only',
      });
      expect(underSignal('all', 'banner', undefined, recorded)).toMatchObject({
        event: 'given',
        vendors: { ads: 'granted' },
      });
      expect(underSignal('none', 'banner', undefined, recorded).unasked).toBeUndefined();
    });
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
    ['a database of a vendor', hash({ vendors: [{ ...relay, databases: ['x'] }] })],
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

  it('is what older versions made of it, where no vendor has a database', () => {
    const vendors = [
      { ...relay, cookies: [{ name: 'r', retention: 'P1M' }], storage: ['r'] },
      { use: 'youtube' },
    ];
    const texts = { language: 'fr' } as unknown as typeof fr;
    expect(hash({ vendors }, texts, { youtube: 'a' })).toBe(
      'fc5b841d911be8fa643900f521f30f37993c388e5551f7714fce2503a4279963',
    );
    expect(digestOf({ name: 'A', cookies: [], storage: [] })).toBe(
      '35e9545a0439d071c48de8ced657fd3b8d494e26cfdb202b43d4e52d8300986b',
    );
    expect(digestOf({ name: 'A', databases: ['x'] })).not.toBe(digestOf({ name: 'A', databases: ['y'] }));
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

  it('say that something was withdrawn only of what was granted before', () => {
    const settings = settingsOf({
      vendors: [relay, { id: 'ads', name: 'Ads', purposes: ['advertising'] }],
    });
    const [first, second] = answer(settings, [{ audience: true, social: true }, { social: false }]);
    const proofs = [
      makeProof(settings, { time: now, record: first, previous: undefined }, around),
      makeProof(settings, { time: now, record: second, previous: first }, around),
      makeProof(settings, { time: now, record: undefined, previous: second }, around),
    ];
    const status = (one: object) =>
      (one as { 'dpv:hasConsentStatus': { '@id': string } })['dpv:hasConsentStatus']['@id'].slice(11);
    const graph = linkedData(proofs, settings)['@graph'];
    expect(graph.map(status)).toEqual(['Given', 'Withdrawn', 'Withdrawn']);
    const of = (index: number) =>
      Object.fromEntries(
        graph[index]!['dpv:hasProcess'].flatMap((one) =>
          [one, ...one['dpv:hasRecipient']].map((part) => [part['dct:identifier'], status(part)]),
        ),
      );
    expect(of(1)).toEqual({
      audience: 'Given',
      personalisation: 'Refused',
      social: 'Withdrawn',
      relay: 'Withdrawn',
      advertising: 'Refused',
      ads: 'Refused',
    });
    expect(of(2)).toEqual({
      audience: 'Withdrawn',
      personalisation: 'Expired',
      social: 'Expired',
      relay: 'Expired',
      advertising: 'Expired',
      ads: 'Expired',
    });
    // For one vendor, the decision before is among what is shown.
    const ads = settings.vendors.find(({ id }) => id === 'ads')!;
    expect(forVendor(proofs, ads).map(({ event }) => event)).toEqual(['refused', 'refused', 'expired']);
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
