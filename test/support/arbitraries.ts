import fc from 'fast-check';
import { type Choice, type ConsentRecord, dictionary } from '../../src/model/decision.js';
import type { Settings } from '../../src/model/settings.js';
import { settingsOf } from './settings.js';

/** Names that an object without care already has, and other names that can confuse. */
export const trickyIds = [
  'constructor',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'isPrototypeOf',
  '0',
  'all',
];

const ending = fc.constantFrom('', '', '-', '_x', '-ads', 'ABC', '_proto__');

/** A name of at most 15 characters. Made from numbers: that is much quicker than from letters. */
const shortId = fc.tuple(fc.nat({ max: 36 ** 5 }), ending).map(([n, end]) => n.toString(36) + end);

/** Every kind of name that a configuration may give to a purpose or a vendor. */
export const id: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: shortId },
  { weight: 1, arbitrary: fc.constantFrom(...trickyIds) },
  { weight: 1, arbitrary: fc.nat({ max: 99 }).map((n) => `${n}`.padEnd(64, '-long_')) },
);

interface Needing {
  readonly id: string;
  readonly purposes: readonly string[];
}

/** Settings as they are read from a configuration: vendors of the site's own, each with what it needs. */
const makeSettings = (
  purposes: readonly string[],
  vendors: readonly Needing[],
  policyVersion: string,
): Settings =>
  settingsOf({
    policyVersion,
    purposes: purposes.map((name) => ({ id: name, title: name })),
    vendors: vendors.map((vendor) => ({ id: vendor.id, name: vendor.id, purposes: vendor.purposes })),
  });

/** What a site asks: some purposes, and vendors that need one or several of them. */
export const settings: fc.Arbitrary<Settings> = fc
  .uniqueArray(id, { minLength: 1, maxLength: 12 })
  .chain((all) =>
    fc
      .record({
        count: fc.integer({ min: 1, max: Math.min(5, all.length) }),
        policyVersion: fc.constantFrom('', '2026-01-01', 'é&=%+ 😀'),
        needs: fc.array(fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), { minLength: 12, maxLength: 12 }),
      })
      .map(({ count, policyVersion, needs }) => {
        const purposes = all.slice(0, count);
        const vendors = all.slice(count).map((name, index) => ({
          id: name,
          purposes: [...new Set(needs[index]!.map((n) => purposes[n % count]!))],
        }));
        return makeSettings(purposes, vendors, policyVersion);
      }),
  );

/** Every choice that can be sent for these settings. */
export const choice = ({ purposes, vendors }: Settings): fc.Arbitrary<Choice> =>
  fc.oneof(
    fc.constantFrom<Choice>('all', 'none'),
    fc
      .subarray([...purposes, ...vendors].map(({ id: name }) => name))
      .chain((names) =>
        fc
          .array(fc.boolean(), { minLength: names.length, maxLength: names.length })
          .map((answers): Choice => Object.fromEntries(names.map((name, index) => [name, answers[index]!]))),
      ),
  );

/** Settings, and choices made one after another. */
export const history: fc.Arbitrary<{ settings: Settings; choices: Choice[] }> = settings.chain((asked) =>
  fc.record({ settings: fc.constant(asked), choices: fc.array(choice(asked), { maxLength: 5 }) }),
);

/** A site, what was answered there, and the site as it is after its owner changed it. */
export const change: fc.Arbitrary<{ before: Settings; choices: Choice[]; after: Settings }> = history.chain(
  ({ settings: before, choices }) =>
    fc
      .record({
        added: fc.uniqueArray(fc.constantFrom('new-a', 'new-b', 'new-c', 'new-d'), { maxLength: 3 }),
        purpose: fc.boolean(),
        policyVersion: fc.constantFrom(before.policyVersion, 'another'),
        kept: fc.subarray([...before.vendors]),
        moved: fc.boolean(),
      })
      .map(({ added, purpose, policyVersion, kept: [first, ...others], moved }) => {
        const ids = before.purposes.map(({ id: name }) => name);
        const purposes = purpose ? [...ids, 'new-purpose'] : ids;
        const vendors = added.map((name, index) => ({
          id: name,
          purposes: [purposes[index % purposes.length]!],
        }));
        const needed = moved && first ? ids.filter((name) => !first.purposes.includes(name)) : [];
        const kept = first ? [needed.length ? { ...first, purposes: needed } : first, ...others] : [];
        return { before, choices, after: makeSettings(purposes, [...kept, ...vendors], policyVersion) };
      }),
);

const second = 1000;
const time = fc
  .integer({ min: Date.UTC(2000, 0, 1) / second, max: Date.UTC(2100, 0, 1) / second })
  .map((seconds) => seconds * second);

const answers = (ids: readonly string[]) =>
  fc
    .array(fc.boolean(), { minLength: ids.length, maxLength: ids.length })
    .map((yes) => dictionary(ids.map((name, index) => [name, yes[index]!] as const)));

/** A text that can be written down: no half of a surrogate pair. */
export const text = (maxLength: number): fc.Arbitrary<string> => fc.string({ unit: 'binary', maxLength });

/** Every record that can be made: up to 40 vendors, any policy version and source. */
export const record: fc.Arbitrary<ConsentRecord> = fc
  .record({
    purposeIds: fc.uniqueArray(id, { maxLength: 6 }),
    shown: fc.uniqueArray(shortId, { maxLength: 40 }).map((ids) => ids.sort()),
  })
  .chain(({ purposeIds, shown }) =>
    fc.record({
      id: fc.uuid({ version: 4 }),
      times: fc.tuple(time, time),
      gpc: fc.boolean(),
      policyVersion: text(16),
      asked: fc.nat({ max: 2 ** 32 - 1 }).map((hash) => hash.toString(36)),
      source: fc.option(text(8).filter(Boolean), { nil: undefined }),
      language: fc.constantFrom(undefined, 'fr', 'pt-BR', 'zh-Hant-TW'),
      purposes: answers(purposeIds),
      vendors: fc.subarray(shown).chain(answers),
      shown: fc.constant(shown),
      shownFor: fc
        .boolean()
        .map((isNoted) =>
          dictionary(shown.map((name, index) => [name, isNoted ? (100 + index).toString(36) : ''] as const)),
        ),
      host: fc.boolean(),
    }),
  )
  .map(({ times, gpc, host, source, language, ...rest }) => ({
    ...rest,
    ...(gpc && { gpc: true as const }),
    ...(host && { host: true as const }),
    first: Math.min(...times),
    last: Math.max(...times),
    ...(language !== undefined && { language }),
    ...(source !== undefined && { source }),
  }));
