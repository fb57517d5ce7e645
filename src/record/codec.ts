import { type ConsentRecord, dictionary } from '../model/decision.js';

// `key=value&…`, so that a person can read it in the browser's cookie list. Every character may stand in a cookie.
const form =
  /^v=1&id=[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}&.*&asked=[a-z\d]{1,7}(&|$)/;
const id = /^[a-z\d][\w-]*$/i;
const longestId = 64;
/** That of some 500 partners with long names, which local storage holds; whatever is longer is not ours. */
const longest = 50_000;

/** The record as text. Ids hold no dot. */
export function encode({ purposes, vendors, shown, shownFor, ...record }: ConsentRecord): string {
  const time = (name: 'first' | 'last') => `${name}=${new Date(record[name]).toISOString().slice(0, 19)}Z`;
  const list = (name: string, ids: readonly string[]) => ids.length && `${name}=${ids.join('.')}`;
  const answered = (map: { readonly [id: string]: boolean }, answer: boolean) =>
    Object.keys(map).filter((id) => map[id] === answer);
  const uses = shown.map((id) => shownFor[id]).join('');
  return [
    `v=1&id=${record.id}`,
    time('first'),
    time('last'),
    `policy=${encodeURIComponent(record.policyVersion)}`,
    `asked=${record.asked}`,
    record.language && `lang=${record.language}`,
    record.gpc && 'gpc=1',
    record.host && 'host=1',
    record.source && `source=${encodeURIComponent(record.source)}`,
    list('granted', answered(purposes, true)),
    list('denied', answered(purposes, false)),
    // Whoever has an answer of its own was shown too: nobody is written twice.
    list('vendors', shown.filter((id) => vendors[id] === undefined).sort()),
    list('vendors-granted', answered(vendors, true)),
    list('vendors-denied', answered(vendors, false)),
    // Two characters for each that was shown, by their names: a mark beside each name would be too long for a cookie.
    uses && `for=${uses}`,
  ]
    .filter(Boolean)
    .join('&');
}

/** The record that a text holds; undefined for anything that `encode` would not have written. Never throws. */
export function decode(text: string): ConsentRecord | undefined {
  if (text.length > longest || !form.test(text)) return undefined;
  // Not `URLSearchParams`: its first use takes a slow phone 5 ms.
  const fields = dictionary(text.split('&').map((field) => field.split('=') as [string, string]));
  const field = (name: string) => fields[name] ?? '';
  const ids = (name: string) =>
    field(name)
      .split('.')
      .filter((one) => one.length <= longestId && id.test(one));
  const answers = (name: string) =>
    dictionary([
      ...ids(`${name}granted`).map((one) => [one, true] as const),
      ...ids(`${name}denied`).map((one) => [one, false] as const),
    ]);
  const vendors = answers('vendors-');
  const shown = [...ids('vendors'), ...Object.keys(vendors)].sort();
  const language = field('lang');
  try {
    const source = decodeURIComponent(field('source'));
    const record: ConsentRecord = {
      id: field('id'),
      first: Date.parse(field('first')),
      last: Date.parse(field('last')),
      policyVersion: decodeURIComponent(field('policy')),
      asked: field('asked'),
      shown,
      shownFor: dictionary(shown.map((id, place) => [id, field('for').slice(2 * place, 2 * place + 2)])),
      purposes: answers(''),
      vendors,
      ...(language && { language }),
      ...(field('gpc') && { gpc: true as const }),
      ...(field('host') && { host: true as const }),
      ...(source && { source }),
    };
    return encode(record) === text ? record : undefined;
  } catch {
    // A time or a text that cannot be.
    return undefined;
  }
}
