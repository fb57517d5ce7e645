import type { Fault, Rule } from '../model/fault.js';
import { ConfigError, type ConfigIssue } from '../model/problem.js';
import { nearest } from './nearest.js';

const asIs = (names: string) => names;
const idText = 'letters, digits, "-" and "_", at most 64';
const durationText = 'an ISO 8601 duration such as "P6M"';
const linkText = 'an https URL or a path of this site';

/** What may be used but should be mended, in a sentence that follows its path. */
const risks = {
  long: (found: unknown) => `${found} is longer than 13 months; the CNIL advises 6 (P6M).`,
  advanced: () => 'is advanced: Google receives requests, with the address of the visitor, before consent.',
};

type Risk = keyof typeof risks;

/** What is expected, by rule; with the names that would do. */
const expected: { readonly [rule in Exclude<Rule, Risk>]: string | ((names: string) => string) } = {
  object: 'an object',
  list: 'a list',
  key: (names) => `one of ${names}`,
  word: asIs,
  flag: 'true or false',
  text: 'a text',
  id: idText,
  locale: '"auto" or a language tag such as "fr"',
  policyVersion: 'a text of at most 64 characters',
  regime: 'a country code such as "FR"',
  duration: durationText,
  life: `${durationText}, or "session"`,
  link: linkText,
  script: 'an https URL or one of this site',
  endpoint: linkText,
  domain: '"auto" or "host"',
  importFrom: asIs,
  importName: 'the name of the cookie or key of that tool',
  imported: 'at least one purpose',
  importedNames: 'at least one name of that tool',
  revision: 'a number such as 0, 1 or 2',
  siteName: 'the name of the site',
  storeName: `${idText}, or such a name after "__Host-" or "__Secure-"`,
  vendorName: 'the name that visitors read',
  traceName: 'a name, which may end in "*"',
  safeguard: asIs,
  reason: asIs,
  purposes: 'at least one purpose',
  standard: (names) => `${names}, or an object with id and title`,
  wording: 'a text, or texts by language such as { "fr": "…" }',
  use: 'the name of a vendor file',
  ids: 'at least one purpose id',
  purposeId: 'a purpose id',
  attested: 'true: without it, the measurement needs consent',
  months: 'a number of months, at most 25',
  mode: '"advanced", or "basic" alone',
  acknowledge: '"requests-leave-before-consent"',
  plain: 'plain data: no functions, no elements',
  unheld: 'nothing: what is necessary is not held, the page loads it itself',
  unasked: 'nothing: what is necessary has no purposes to choose',
  purposeTwice: 'each purpose once',
  asked: (names) => `a purpose that "purposes" lists: ${names}`,
  vendorTwice: 'each vendor id once',
  vendorAsPurpose: 'a vendor id that is not also a purpose id',
  exemptible: (names) => `a vendor of your own, or one with an exempt mode: ${names}`,
  exemptLife: 'at most 13 months (P13M): a longer life needs consent',
  measuring: 'the purpose "audience": only its measurement can be exempt',
  objectionTwice: 'an id that no purpose, vendor or other objection has',
  limit: 'more than nothing and at most 24 months (P24M)',
  basic: '"basic": here nothing may be sent before consent (see "regime")',
};

/** What was found, where the value itself does not say it. */
const findings: { readonly [rule in Rule]?: string } = {
  purposes: 'an empty list',
  ids: 'an empty list',
  imported: 'none',
  importedNames: 'an empty list',
  basic: 'advanced mode',
};

/** The faults of a configuration as its author reads them. */
export const explain = (faults: readonly Fault[]): ConfigError => new ConfigError(faults.map(toIssue));

/** What was told as a risk, in a sentence that follows its path. */
export const explainRisk = (found: unknown, rule: Rule): string => risks[rule as Risk](found);

function toIssue({ path, found, rule, candidates = [] }: Fault): ConfigIssue {
  const text = expected[rule as keyof typeof expected];
  // The vendor is written right; it is another one that would be needed.
  const near = typeof found === 'string' && rule !== 'exemptible' && nearest(found, candidates);
  return {
    path,
    found: show(findings[rule] ?? found),
    expected: typeof text === 'string' ? text : text(candidates.join(', ')),
    ...(near && { nearest: near }),
  };
}

/** A value in a few words, for a message. */
function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value) return 'an object';
  const text = typeof value === 'string' ? `"${value}"` : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
