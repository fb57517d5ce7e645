import { type ConsentRecord, dictionary } from '../model/decision.js';

// `key=value&…`, so that a person can read it in the browser's cookie list. Ids hold no dot.
const version = '1';
const uuidForm = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const timeForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const idsForm = /^[a-z0-9][\w-]{0,63}(\.[a-z0-9][\w-]{0,63})*$/i;
const hashForm = /^[a-z\d]{1,7}$/;
const languageForm = /^[a-z]{2,3}(-[a-z\d]{1,8})*$/i;
/** No browser stores a longer cookie; whatever is longer is not ours. */
const longest = 4096;

/** The record as text. */
export function encode(record: ConsentRecord): string {
  const ids = (map: { readonly [id: string]: boolean }, answer: boolean) =>
    Object.keys(map).filter((id) => map[id] === answer);
  const lists = {
    granted: ids(record.purposes, true),
    denied: ids(record.purposes, false),
    // Whoever has an answer of its own was shown too: nobody is written twice.
    vendors: record.shown.filter((id) => record.vendors[id] === undefined),
    'vendors-granted': ids(record.vendors, true),
    'vendors-denied': ids(record.vendors, false),
  };
  return [
    `v=${version}`,
    `id=${record.id}`,
    `first=${encodeTime(record.first)}`,
    `last=${encodeTime(record.last)}`,
    `policy=${encodeURIComponent(record.policyVersion)}`,
    `asked=${record.asked}`,
    ...(record.gpc ? ['gpc=1'] : []),
    ...(record.language ? [`lang=${record.language}`] : []),
    ...(record.source ? [`source=${encodeURIComponent(record.source)}`] : []),
    ...Object.entries(lists).flatMap(([name, list]) => (list.length ? [`${name}=${list.join('.')}`] : [])),
  ].join('&');
}

/** The record that a text holds; undefined for anything that `encode` would not have written. Never throws. */
export function decode(text: string): ConsentRecord | undefined {
  if (text.length > longest) return undefined;
  const fields = new URLSearchParams(text);
  const field = (name: string, form: RegExp) => {
    const value = fields.get(name) ?? '';
    return form.test(value) ? value : undefined;
  };
  const list = (name: string) => (fields.has(name) ? field(name, idsForm)?.split('.') : []);
  const id = field('id', uuidForm);
  const asked = field('asked', hashForm);
  const first = decodeTime(field('first', timeForm));
  const last = decodeTime(field('last', timeForm));
  const others = list('vendors');
  const purposes = answers(list('granted'), list('denied'));
  const vendors = answers(list('vendors-granted'), list('vendors-denied'));
  const policyVersion = fields.get('policy');
  if (fields.get('v') !== version || policyVersion === null) return undefined;
  if (!id || !asked || !first || !last || !others || !purposes || !vendors) return undefined;
  const source = fields.get('source');
  const language = field('lang', languageForm);
  return {
    id,
    first,
    last,
    policyVersion,
    asked,
    shown: [...new Set([...others, ...Object.keys(vendors)])].sort(),
    purposes,
    vendors,
    ...(fields.get('gpc') === '1' && { gpc: true as const }),
    ...(language && { language }),
    ...(source && { source }),
  };
}

const encodeTime = (time: number): string => new Date(time).toISOString().replace(/\.\d+/, '');

function decodeTime(text: string | undefined): number | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : time;
}

/** A name that is both granted and denied makes the whole text unbelievable. */
function answers(granted: string[] | undefined, denied: string[] | undefined) {
  if (!granted || !denied || granted.some((id) => denied.includes(id))) return undefined;
  return dictionary([
    ...granted.map((id) => [id, true] as const),
    ...denied.map((id) => [id, false] as const),
  ]);
}
