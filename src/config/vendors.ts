import { necessaryReasons } from '../model/necessary.js';
import type { Purpose } from '../model/purpose.js';
import { type PresetConfig, safeguards, type Vendor, type VendorConfig } from '../model/settings.js';
import type { Checker, Fields, Test } from './check.js';
import { durationTest, durationText, idForm, idText, type Known, readLink } from './forms.js';
import { type Base, isLoadable } from './url.js';

interface VendorsKnown extends Known {
  /** Does the regime know an exemption? */
  readonly exempts: boolean;
}

// A bare "*" would delete everything, the visitor's own session included.
const traceForm = /^[^*;=\s][^*;\s]*\*?$/;
const traceText = 'a name, which may end in "*"';
const traceTest: Test = { test: (text) => text === 'session' || durationTest.test(text) };

export function readVendors(
  value: unknown,
  purposes: readonly Purpose[],
  known: VendorsKnown,
  check: Checker,
): Vendor[] {
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
    vendors.set(vendor.id, same ? merge(same, vendor) : vendor);
  }
  return [...vendors.values()];
}

/** Two accounts of one vendor are one vendor: it needs what either needs, and is exempt only if both are. */
const merge = (one: Vendor, other: Vendor): Vendor => ({
  ...one,
  purposes: [...new Set([...one.purposes, ...other.purposes])],
  exempt: one.exempt && other.exempt,
  entries: [...one.entries, ...other.entries],
});

function readPreset(fields: Fields, path: string, known: VendorsKnown, check: Checker): Vendor | undefined {
  const names = Object.keys(known.presets);
  const use = fields.use;
  if (typeof use !== 'string' || !names.includes(use)) {
    return check.fail(`${path}.use`, use, 'the name of a vendor file', names);
  }
  if (fields.proxy !== undefined) readScript(fields.proxy, `${path}.proxy`, known, check);
  for (const [index, url] of check.list(fields.scripts ?? [], `${path}.scripts`).entries()) {
    readScript(url, `${path}.scripts[${index}]`, known, check);
  }
  readFacts(fields, path, known, check);
  const necessary = known.necessary?.[use];
  const usual = known.presets[use] ?? [];
  const named = fields.purposes !== undefined || (!usual.length && !necessary);
  const purposes = named ? readIds(fields.purposes, `${path}.purposes`, check) : usual;
  const exempt = readExempt(fields.exempt, `${path}.exempt`, known, use, check);
  return { id: use, use, purposes, necessary, exempt, entries: [fields as PresetConfig] };
}

function readVendor(fields: Fields, path: string, base: Base, check: Checker): Vendor | undefined {
  check.object(
    fields,
    path,
    'id name purposes scripts cookies storage databases country controller safeguards privacyPolicyUrl reload necessary',
  );
  const id = check.text(fields.id, `${path}.id`, idText, idForm) ?? '';
  if (fields.name === undefined) check.fail(`${path}.name`, undefined, 'the name that visitors read');
  readFacts(fields, path, base, check);
  for (const [index, url] of check.list(fields.scripts ?? [], `${path}.scripts`).entries()) {
    readScript(url, `${path}.scripts[${index}]`, base, check);
  }
  if (fields.reload !== undefined && typeof fields.reload !== 'boolean') {
    check.fail(`${path}.reload`, fields.reload, 'true or false');
  }
  const necessary = necessaryReasons.find((reason) => reason === fields.necessary);
  if (fields.necessary !== undefined && !necessary) {
    check.fail(`${path}.necessary`, fields.necessary, necessaryReasons.join(', '), necessaryReasons);
  }
  const purposes = necessary ? [] : readIds(fields.purposes, `${path}.purposes`, check);
  if (necessary && fields.scripts !== undefined) {
    check.fail(
      `${path}.scripts`,
      fields.scripts,
      'nothing: what is necessary is not held, the page loads it itself',
    );
  }
  if (necessary && fields.purposes !== undefined) {
    check.fail(`${path}.purposes`, fields.purposes, 'nothing: what is necessary has no purposes to choose');
  }
  return {
    id,
    use: undefined,
    purposes,
    necessary,
    exempt: false,
    entries: [fields as unknown as Vendor['entries'][0] & VendorConfig],
  };
}

/** What visitors are told of a vendor, and what is deleted after it. */
function readFacts(fields: Fields, path: string, base: Base, check: Checker): void {
  for (const key of ['name', 'country', 'controller'] as const) {
    if (fields[key] !== undefined) check.text(fields[key], `${path}.${key}`);
  }
  if (fields.privacyPolicyUrl !== undefined) {
    readLink(fields.privacyPolicyUrl, `${path}.privacyPolicyUrl`, base, check);
  }
  for (const [index, name] of check.list(fields.safeguards ?? [], `${path}.safeguards`).entries()) {
    if (!safeguards.some((known) => known === name)) {
      check.fail(`${path}.safeguards[${index}]`, name, safeguards.join(', '), safeguards);
    }
  }
  for (const key of ['cookies', 'storage'] as const) {
    for (const [index, trace] of check.list(fields[key] ?? [], `${path}.${key}`).entries()) {
      readTrace(trace, `${path}.${key}[${index}]`, check);
    }
  }
  for (const [index, name] of check.list(fields.databases ?? [], `${path}.databases`).entries()) {
    check.text(name, `${path}.databases[${index}]`, traceText, traceForm);
  }
}

function readScript(url: unknown, path: string, base: Base, check: Checker): void {
  check.text(url, path, 'an https URL or one of this site', { test: (text) => isLoadable(text, base) });
}

function readTrace(value: unknown, path: string, check: Checker): void {
  if (typeof value === 'string') {
    check.text(value, path, traceText, traceForm);
    return;
  }
  const trace = check.object(value, path, 'name retention domain');
  if (!trace) return;
  check.text(trace.name, `${path}.name`, traceText, traceForm);
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

/** Attested and allowed by the regime? A wrong attestation is an error; a strict regime only means: ask. */
function readExempt(value: unknown, path: string, known: VendorsKnown, use: string, check: Checker): boolean {
  if (value === undefined) return false;
  const facts = ['solePurpose', 'anonymous', 'noCrossSite', 'noCombination'];
  const fields = check.object(value, path, `${facts.join(' ')} dataRetentionMonths`);
  if (!fields) return false;
  for (const fact of facts) {
    if (fields[fact] !== true)
      check.fail(`${path}.${fact}`, fields[fact], 'true: without it, the measurement needs consent');
  }
  const months = fields.dataRetentionMonths;
  if (typeof months !== 'number' || !(months > 0 && months <= 25)) {
    check.fail(`${path}.dataRetentionMonths`, months, 'a number of months, at most 25');
  }
  if (!known.exemptible?.includes(use)) {
    check.fail(path, use, `a vendor with an exempt mode: ${known.exemptible?.join(', ')}`);
  }
  return known.exempts;
}
