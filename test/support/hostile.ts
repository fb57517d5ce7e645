import fc from 'fast-check';
import { encode } from '../../src/record/codec.js';
import { record } from './arbitraries.js';
import { exempt, minimal } from './settings.js';

/** Texts as they could lie under our name: records that somebody edited, and whatever else. */
const pieces = [
  '',
  '&',
  '=',
  '.',
  '%',
  '%E0%A4%A',
  '+',
  '\u0000',
  '\ud800',
  'é',
  '&granted=advertising',
  '&denied=',
  '&vendors-granted=meta-pixel',
  '&v=2',
  '&v=1',
  'granted=',
  '__proto__',
  '.constructor',
  '2999-12-31T23:59:59Z',
  '-1',
  'NaN',
  '[object Object]',
  '<script>',
  'x'.repeat(300),
];

const written = fc.sample(record, { numRuns: 400, seed: 1 }).map(encode);

/** Deletes, inserts, repeats, moves or exchanges a part of a text. */
function edit(text: string, kind: number, from: number, length: number, piece: string): string {
  const at = from % (text.length + 1);
  const part = text.slice(at, at + length);
  const fields = text.split('&');
  const one = from % fields.length;
  switch (kind) {
    case 0:
      return text.slice(0, at) + text.slice(at + length);
    case 1:
      return text.slice(0, at) + piece + text.slice(at);
    case 2:
      return text.slice(0, at) + part + part + text.slice(at + length);
    case 3:
      return fields.with(one, `${fields[one]?.split('=')[0] ?? ''}=${piece}`).join('&');
    case 4:
      return [...fields, fields[one]].join('&');
    case 5:
      return [...fields.slice(one), ...fields.slice(0, one)].join('&');
    default:
      return text.slice(0, at) + part.toUpperCase() + text.slice(at + length);
  }
}

const edited = fc
  .tuple(
    fc.constantFrom(...written),
    fc.array(fc.tuple(fc.nat(6), fc.nat(2000), fc.nat(40), fc.constantFrom(...pieces)), { maxLength: 3 }),
  )
  .map(([text, edits]) => edits.reduce((all, [kind, ...how]) => edit(all, kind, ...how), text));

/** Any stored value: mostly records that were edited, and some that were not. */
export const storedValue: fc.Arbitrary<string> = fc.oneof(
  { weight: 12, arbitrary: edited },
  { weight: 2, arbitrary: fc.string({ maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...pieces, ...written), fc.nat(10_000))
      .map(([piece, size]) => piece.repeat(Math.ceil(size / (piece.length + 1)))),
  },
);

const full = {
  ...minimal,
  locale: 'fr',
  policyVersion: '2026-01-01',
  purposes: [
    ...minimal.purposes,
    { id: 'relay-aid', title: { fr: 'Relais', en: 'Relay' }, description: 'x', notForMinors: true },
  ],
  objections: [{ id: 'statistics', title: 'Statistiques' }],
  audience: 'all',
  layout: 'bar',
  entry: 'auto',
  regime: 'FR',
  gpc: 'refuse-all',
  googleConsentMode: 'basic',
  vendors: [
    { use: 'google-ads', id: 'AW-123456789', hold: true },
    { use: 'matomo', id: '7', url: 'https://stats.example.org/', exempt },
    { use: 'chat', purposes: ['social'], proxy: 'https://www.example.org/chat.js' },
    { use: 'payment' },
    {
      id: 'relay',
      name: 'Relay',
      purposes: ['relay-aid', 'social'],
      scripts: ['https://relay.example/tag.js', '/relay.js'],
      cookies: [{ name: 'relay_*', retention: 'P13M' }],
      storage: ['relay:*', { name: 'relay', retention: 'session' }],
      databases: ['relay'],
      country: 'FR/US',
      safeguards: ['scc'],
      privacyPolicyUrl: 'https://relay.example/privacy',
    },
  ],
  store: { name: 'portillon', domain: 'auto', retention: 'P6M' },
  records: { endpoint: '/api/consents' },
};

type Node = { [key: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** The places of a value: every object or list, and a key of it. */
function places(value: unknown, found: [readonly string[], string][] = [], path: readonly string[] = []) {
  if (!isNode(value)) return found;
  for (const key of Object.keys(value)) {
    found.push([path, key]);
    places(value[key], found, [...path, key]);
  }
  return found;
}

const cycle: Node = {};
cycle.self = cycle;
let deep: Node = {};
for (let level = 0; level < 500; level++) deep = { deep };
const refuses = () => {
  throw new Error('theirs');
};

/** What a configuration may hold by mistake or malice. Made anew each time, because some of it is changed later. */
const junk: readonly (() => unknown)[] = [
  ...[undefined, null, 0, -1, 1e308, Number.NaN, true, false, '', ' ', '*', '__proto__', 'constructor'].map(
    (value) => () => value,
  ),
  () => 10n,
  () => Symbol('theirs'),
  () => refuses,
  () => new Date(Number.NaN),
  () => new Map([['use', 'google-ads']]),
  () => cycle,
  () => deep,
  () => [],
  () => [[[]]],
  () => Array.from({ length: 40 }, () => 'audience'),
  () => new Array(30),
  () => ({}),
  () => JSON.parse('{"__proto__":{"regime":"FR"},"constructor":1,"toString":2}'),
  () => Object.defineProperty({}, 'id', { get: refuses, enumerable: true }),
  () => new Proxy({}, { get: refuses, ownKeys: refuses }),
  () => Object.freeze({ id: 'frozen', title: 'x' }),
  ...[
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/javascript,alert(1)',
    'blob:https://www.example.org/1',
    'vbscript:x',
    'file:///etc/passwd',
    'http://plain.example/a.js',
    '//other.example/a.js',
    'https://',
    'https://user:pass@evil.example/a.js',
    '\\\\evil.example\\a.js',
    'https:\\\\evil.example',
    '<img src=x onerror=alert(1)>',
    '"]{}*',
    '\ud800',
    '\u202e',
    'é'.repeat(64),
    'a-'.repeat(5000),
    `P${'1'.repeat(5000)}Y`,
    `${'ab-'.repeat(3000)}!`,
    ' '.repeat(10_000),
    'x'.repeat(10_000),
    'P0D',
    'P9999Y',
    'P24M',
    'session',
    'google-ads',
    'relay',
    'audience',
    'FR',
    'minors',
  ].map((value) => () => value),
];

const names = [
  'use',
  'id',
  'name',
  'purposes',
  'exempt',
  'necessary',
  'regime',
  'scripts',
  'proxy',
  '__proto__',
  'constructor',
  'unknown',
  '0',
];
const changes = fc.array(
  fc.tuple(fc.nat(3), fc.nat(999), fc.nat(junk.length - 1), fc.constantFrom(...names)),
  {
    maxLength: 4,
  },
);

/** A copy of a good configuration in which some places were changed, given as a function that makes it. */
export const configuration: fc.Arbitrary<() => unknown> = fc
  .tuple(fc.boolean(), changes, fc.nat(30))
  .map(([rich, list, whole]) => () => {
    if (whole === 0) return junk[list[0]?.[2] ?? 0]!();
    const made = structuredClone(rich ? full : minimal) as Node;
    for (const [kind, place, what, name] of list) {
      const all = places(structuredCloneOrSame(made));
      const [path, key] = all[place % Math.max(1, all.length)] ?? [[], 'site'];
      const holder = path.reduce<unknown>((node, step) => (isNode(node) ? node[step] : node), made);
      if (!isNode(holder) || Object.isFrozen(holder)) continue;
      const value = junk[what]!();
      if (kind === 0) delete holder[key];
      else if (kind === 1 && Array.isArray(holder)) holder.push(value);
      else define(holder, kind === 2 ? name : key, value);
    }
    return made;
  });

/** `__proto__` too becomes a key of its own, as in JSON. */
const define = (holder: Node, key: string, value: unknown) =>
  Object.defineProperty(holder, key, { value, enumerable: true, writable: true, configurable: true });

/** Places are looked for in plain data alone: the rest answers nothing. */
function structuredCloneOrSame(value: Node): unknown {
  try {
    return JSON.parse(JSON.stringify(value));
  } catch {
    return {};
  }
}
