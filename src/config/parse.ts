import { type NecessaryReason, necessaryReasons } from '../model/necessary.js';
import { ConfigError } from '../model/problem.js';
import { type Purpose, standardPurposes } from '../model/purpose.js';
import type { Config, PresetConfig, Settings, Vendor, VendorConfig } from '../model/settings.js';
import { type Checker, createChecker, type Fields, type Test } from './check.js';
import { addDuration, parseDuration } from './duration.js';
import { type Base, isLink, isLoadable } from './url.js';

/** What the parser must know besides the configuration. */
export interface Known extends Base {
  /** The purposes of each vendor preset, by name. */
  readonly presets: { readonly [name: string]: readonly string[] };
  /** The presets that need no consent, and why. */
  readonly necessary?: { readonly [name: string]: NecessaryReason };
  /** Told what may be used but should be mended. */
  readonly warn?: (path: string, message: string) => void;
}

/** Names that go into the stored record, attributes and selectors. */
export const idForm = /^[a-z0-9][\w-]{0,63}$/i;
const idText = 'letters, digits, "-" and "_", at most 64';
const durationTest: Test = { test: (text) => parseDuration(text) !== undefined };
const traceTest: Test = { test: (text) => text === 'session' || durationTest.test(text) };
const durationText = 'an ISO 8601 duration such as "P6M"';
const localeForm = /^(auto|[a-z]{2,3}(-[a-z0-9]{2,8})*)$/i;

/**
 * Checks a configuration of unknown shape and fills in the defaults.
 * @throws ConfigError with every issue at once. It does not look at vendor accounts: their presets do.
 */
export function parse(config: unknown, known: Known): Settings {
  const check = createChecker();
  const settings = read(copy(config, check), known, check);
  if (!settings || check.issues.length) throw new ConfigError(check.issues);
  return settings;
}

/** The page may change its object later, or answer differently the second time it is read. */
function copy(config: unknown, check: Checker): unknown {
  try {
    return structuredClone(config);
  } catch {
    check.fail('config', config, 'plain data: no functions, no elements');
    return {};
  }
}

function read(config: unknown, known: Known, check: Checker): Settings | undefined {
  const root = check.object(
    config,
    'config',
    '$schema site locale policyVersion purposes vendors store records',
  );
  if (!root) return undefined;
  const purposes = readPurposes(root.purposes, check);
  const vendors = readVendors(root.vendors ?? [], purposes, known, check);
  const store = readStore(root.store ?? {}, known, check);
  return Object.freeze({
    site: readSite(root.site, known, check),
    locale:
      check.text(root.locale ?? 'auto', 'locale', '"auto" or a language tag such as "fr"', localeForm) ?? '',
    policyVersion:
      check.text(root.policyVersion ?? '', 'policyVersion', 'a text of at most 64 characters', /^.{0,64}$/) ??
      '',
    purposes,
    vendors: vendors.filter(({ necessary }) => !necessary),
    necessary: vendors.filter(({ necessary }) => necessary),
    store,
    endpoint: readEndpoint(root.records, known, check),
  });
}

function readSite(value: unknown, base: Base, check: Checker): Config['site'] {
  const site = check.object(value, 'site', 'name controller contact privacyPolicyUrl') ?? {};
  const optional = (key: string) =>
    site[key] === undefined ? {} : { [key]: check.text(site[key], `site.${key}`) ?? '' };
  return {
    ...optional('controller'),
    ...optional('contact'),
    name: check.text(site.name, 'site.name', 'the name of the site') ?? '',
    privacyPolicyUrl: readLink(site.privacyPolicyUrl, 'site.privacyPolicyUrl', base, check) ?? '',
  };
}

function readLink(value: unknown, path: string, base: Base, check: Checker): string | undefined {
  return check.text(value, path, 'an https URL or a path of this site', {
    test: (text) => isLink(text, base),
  });
}

function readPurposes(value: unknown, check: Checker): Purpose[] {
  const purposes: Purpose[] = [];
  const known = standardPurposes.join(', ');
  for (const [index, item] of check.list(value, 'purposes').entries()) {
    const path = `purposes[${index}]`;
    if (typeof item === 'string') {
      if ((standardPurposes as readonly string[]).includes(item)) purposes.push({ id: item });
      else check.fail(path, item, `${known}, or an object with id and title`, standardPurposes);
    } else {
      const own = readPurpose(item, path, check);
      if (own) purposes.push(own);
    }
    if (purposes.slice(0, -1).some(({ id }) => id === purposes.at(-1)?.id)) {
      check.fail(path, purposes.at(-1)?.id, 'each purpose once');
    }
  }
  if (!purposes.length && !check.issues.length)
    check.fail('purposes', 'an empty list', 'at least one purpose');
  return purposes;
}

function readPurpose(value: unknown, path: string, check: Checker): Purpose | undefined {
  const fields = check.object(value, path, 'id title description');
  if (!fields) return undefined;
  const id = check.text(fields.id, `${path}.id`, idText, idForm) ?? '';
  const standard = (standardPurposes as readonly string[]).includes(id);
  if (!standard || fields.title !== undefined) readLocalized(fields.title, `${path}.title`, check);
  if (fields.description !== undefined) readLocalized(fields.description, `${path}.description`, check);
  return { ...fields, id };
}

function readLocalized(value: unknown, path: string, check: Checker): void {
  const expected = 'a text, or texts by language such as { "fr": "…" }';
  if (typeof value === 'object' && value) {
    const texts = Object.entries(check.object(value, path) ?? {});
    if (!texts.length) check.fail(path, value, expected);
    for (const [tag, text] of texts) check.text(text, `${path}.${tag}`);
  } else check.text(value, path, expected);
}

function readVendors(value: unknown, purposes: readonly Purpose[], known: Known, check: Checker): Vendor[] {
  const vendors = new Map<string, Vendor>();
  for (const [index, item] of check.list(value, 'vendors').entries()) {
    const path = `vendors[${index}]`;
    const fields = check.object(item, path);
    if (!fields) continue;
    const vendor =
      fields.use === undefined
        ? readVendor(fields, path, known, check)
        : readPreset(fields, path, known, check);
    if (!vendor) continue;
    for (const [place, id] of vendor.purposes.entries()) {
      const where = fields.purposes ? `${path}.purposes[${place}]` : path;
      const ids = purposes.map((purpose) => purpose.id);
      if (!ids.includes(id)) {
        check.fail(where, id, `a purpose that "purposes" lists: ${ids.join(', ')}`, ids);
      }
    }
    const same = vendors.get(vendor.id);
    if (same && !(same.use && vendor.use)) check.fail(path, vendor.id, 'each vendor id once');
    if (purposes.some(({ id }) => id === vendor.id)) {
      check.fail(path, vendor.id, 'a vendor id that is not also a purpose id');
    }
    vendors.set(vendor.id, same ? { ...same, entries: [...same.entries, ...vendor.entries] } : vendor);
  }
  return [...vendors.values()];
}

function readPreset(fields: Fields, path: string, known: Known, check: Checker): Vendor | undefined {
  const names = Object.keys(known.presets);
  const use = fields.use;
  if (typeof use !== 'string' || !names.includes(use)) {
    return check.fail(`${path}.use`, use, 'the name of a vendor file', names);
  }
  if (fields.proxy !== undefined) readScript(fields.proxy, `${path}.proxy`, known, check);
  for (const [index, url] of check.list(fields.scripts ?? [], `${path}.scripts`).entries()) {
    readScript(url, `${path}.scripts[${index}]`, known, check);
  }
  const necessary = known.necessary?.[use];
  const usual = known.presets[use] ?? [];
  const named = fields.purposes !== undefined || (!usual.length && !necessary);
  const purposes = named ? readIds(fields.purposes, `${path}.purposes`, check) : usual;
  return { id: use, use, purposes, necessary, entries: [fields as PresetConfig] };
}

function readVendor(fields: Fields, path: string, base: Base, check: Checker): Vendor | undefined {
  check.object(fields, path, 'id name purposes scripts cookies storage country controller privacyPolicyUrl');
  const id = check.text(fields.id, `${path}.id`, idText, idForm) ?? '';
  check.text(fields.name, `${path}.name`, 'the name that visitors read');
  for (const key of ['country', 'controller'] as const) {
    if (fields[key] !== undefined) check.text(fields[key], `${path}.${key}`);
  }
  if (fields.privacyPolicyUrl !== undefined) {
    readLink(fields.privacyPolicyUrl, `${path}.privacyPolicyUrl`, base, check);
  }
  for (const [index, url] of check.list(fields.scripts ?? [], `${path}.scripts`).entries()) {
    readScript(url, `${path}.scripts[${index}]`, base, check);
  }
  for (const key of ['cookies', 'storage'] as const) {
    for (const [index, trace] of check.list(fields[key] ?? [], `${path}.${key}`).entries()) {
      readTrace(trace, `${path}.${key}[${index}]`, check);
    }
  }
  if (fields.reload !== undefined && typeof fields.reload !== 'boolean') {
    check.fail(`${path}.reload`, fields.reload, 'true or false');
  }
  const necessary = necessaryReasons.find((reason) => reason === fields.necessary);
  if (fields.necessary !== undefined && !necessary) {
    check.fail(`${path}.necessary`, fields.necessary, necessaryReasons.join(', '), necessaryReasons);
  }
  const purposes = necessary ? [] : readIds(fields.purposes, `${path}.purposes`, check);
  if (necessary && fields.purposes !== undefined) {
    check.fail(`${path}.purposes`, fields.purposes, 'nothing: what is necessary has no purposes to choose');
  }
  return {
    id,
    use: undefined,
    purposes,
    necessary,
    entries: [fields as unknown as Vendor['entries'][0] & VendorConfig],
  };
}

function readScript(url: unknown, path: string, base: Base, check: Checker): void {
  check.text(url, path, 'an https URL or one of this site', { test: (text) => isLoadable(text, base) });
}

function readTrace(value: unknown, path: string, check: Checker): void {
  // A bare "*" would delete everything, the visitor's own session included.
  const form = /^[^*;=\s][^*;\s]*\*?$/;
  const expected = 'a name, which may end in "*"';
  if (typeof value === 'string') {
    check.text(value, path, expected, form);
    return;
  }
  const trace = check.object(value, path, 'name retention domain');
  if (!trace) return;
  check.text(trace.name, `${path}.name`, expected, form);
  if (trace.domain !== undefined) check.text(trace.domain, `${path}.domain`);
  if (trace.retention !== undefined) {
    check.text(trace.retention, `${path}.retention`, `${durationText}, or "session"`, traceTest);
  }
}

function readIds(value: unknown, path: string, check: Checker): string[] {
  const ids = check.list(value, path);
  if (!ids.length && Array.isArray(value)) check.fail(path, 'an empty list', 'at least one purpose id');
  return ids.map((id, index) => check.text(id, `${path}[${index}]`, 'a purpose id', idForm) ?? '');
}

function readStore(value: unknown, known: Known, check: Checker): Settings['store'] {
  const store = check.object(value, 'store', 'name domain retention') ?? {};
  const retention = store.retention ?? 'P6M';
  const duration = parseDuration(check.text(retention, 'store.retention', durationText, durationTest));
  if (duration) {
    const months = (limit: number) => addDuration(0, { months: limit, milliseconds: 0 });
    const end = addDuration(0, duration);
    if (end <= 0 || end > months(24)) {
      check.fail('store.retention', retention, 'more than nothing and at most 24 months (P24M)');
    } else if (end > months(13)) {
      known.warn?.('store.retention', `${retention} is longer than 13 months; the CNIL advises 6 (P6M).`);
    }
  }
  if (store.domain !== undefined && store.domain !== 'auto' && store.domain !== 'host') {
    check.fail('store.domain', store.domain, '"auto" or "host"', ['auto', 'host']);
  }
  return {
    name: check.text(store.name ?? 'portillon', 'store.name', idText, idForm) ?? '',
    domain: store.domain === 'host' ? 'host' : 'auto',
    retention: retention as string,
  };
}

function readEndpoint(value: unknown, base: Base, check: Checker): string | undefined {
  if (value === undefined) return undefined;
  const records = check.object(value, 'records', 'endpoint');
  if (records?.endpoint === undefined) return undefined;
  return check.text(records.endpoint, 'records.endpoint', 'an https URL or a path of this site', {
    test: (text) => isLoadable(text, base),
  });
}
