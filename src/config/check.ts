import type { Fault, Tell } from '../model/fault.js';
import { standardPurposes } from '../model/purpose.js';
import { addDuration, parseDuration } from './duration.js';
import { has, idForm, isNecessary, type Known, makeForms, makeShape, presetOf } from './forms.js';
import { createWalk, type Fields, isObject } from './walk.js';

export type { Known } from './forms.js';

/**
 * Every fault of a configuration of unknown shape; none where it can be used. Vendor accounts are left to their presets.
 * It reads plain data; what may answer differently when it is read again must be copied first.
 * @param risk told what may be used but should be mended.
 */
export function findFaults(config: unknown, known: Known, risk: Tell = () => {}): readonly Fault[] {
  const faults: Fault[] = [];
  const fail: Tell = (path, found, rule, candidates) => {
    faults.push({ path, found, rule, candidates });
  };
  createWalk(makeForms(known), fail)(config, 'config', makeShape(known));
  const root = fieldsOf(config);
  compareNames(root, known, fail);
  weighRisks(root, fail, risk);
  return faults;
}

const fieldsOf = (value: unknown): Fields => Object(value);
const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? [...value] : []);

/** Undefined where it is wrong: that was said, and is no second fault. */
const idOf = (value: unknown): string | undefined =>
  typeof value === 'string' && idForm.test(value) ? value : undefined;

/** Purposes, vendors and objections share one space of names, and vendors need purposes that are asked for. */
function compareNames(config: Fields, known: Known, fail: Tell): void {
  const entries = itemsOf(config.vendors).map(fieldsOf);
  const vendors = entries.map((entry) => (entry.use === undefined ? idOf(entry.id) : presetOf(entry, known)));
  const asked = itemsOf(config.purposes).map((item) =>
    typeof item === 'string' ? standardPurposes.find((name) => name === item) : idOf(fieldsOf(item).id),
  );
  const purposes = asked.filter((id) => id !== undefined);
  const objections = itemsOf(config.objections).map((item) => idOf(fieldsOf(item).id));
  /** Nobody is asked for it: its purpose need not be listed, and where there is no other, none. */
  const isExempt = ({ exempt }: Fields) => isObject(exempt) && has(['FR', 'GB'], config.regime);
  if (Array.isArray(config.purposes) && !asked.length && !entries.some(isExempt))
    fail('purposes', config.purposes, 'purposes');

  for (const [index, id] of asked.entries()) {
    if (id && asked.indexOf(id) < index) fail(`purposes[${index}]`, id, 'purposeTwice');
  }
  for (const [index, id] of objections.entries()) {
    const others = [...purposes, ...vendors, ...standardPurposes, ...objections.slice(0, index)];
    if (id && has(others, id)) fail(`objections[${index}].id`, id, 'objectionTwice');
  }
  for (const [index, rule] of itemsOf(config.import).map(fieldsOf).entries()) {
    const own = fieldsOf(config.store).name ?? 'portillon';
    if (typeof rule.name === 'string' && rule.name.replace(/-imported$/, '') === own) {
      fail(`import[${index}].name`, rule.name, 'importName');
    }
    for (const id of Object.keys(fieldsOf(rule.purposes))) {
      if (!has(purposes, id)) fail(`import[${index}].purposes.${id}`, id, 'key', purposes);
    }
  }
  for (const [index, entry] of entries.entries()) {
    const path = `vendors[${index}]`;
    const id = vendors[index];
    const named = entry.purposes !== undefined;
    const needs = itemsOf(named ? entry.purposes : entry.use && id && known.presets[id]);
    for (const [place, need] of needs.entries()) {
      // Where a purpose is itself wrong, vendors need not be told that theirs is not asked for.
      const isTold = !purposes.length || (!named && has(asked, undefined));
      if (idOf(need) && !has(purposes, need) && !isNecessary(entry) && !isExempt(entry) && !isTold) {
        fail(path + (named ? `.purposes[${place}]` : ''), need, 'asked', purposes);
      }
    }
    if (!id) continue;
    const first = vendors.indexOf(id);
    if (first < index && !(entry.use && entries[first]!.use)) fail(path, id, 'vendorTwice');
    if (has(purposes, id)) fail(path, id, 'vendorAsPurpose');
    if (isObject(entry.exempt)) {
      const other = needs.find((need) => need !== 'audience' && has(standardPurposes, need));
      if (entry.use && !known.exemptible?.includes(id))
        fail(`${path}.exempt`, id, 'exemptible', known.exemptible);
      else if (other !== undefined) fail(`${path}.purposes`, other, 'measuring');
      for (const [place, { retention }] of itemsOf(entry.cookies).map(fieldsOf).entries())
        if (endOf(retention) > after13Months)
          fail(`${path}.cookies[${place}].retention`, retention, 'exemptLife');
    }
  }
}

// Times are counted from the start of 1970.
const after13Months = Date.UTC(1971, 1);
const after24Months = Date.UTC(1972, 0);
/** When it is over; some time where it is no duration, which is a fault of its own. */
const endOf = (text: unknown): number => {
  const duration = parseDuration(text);
  return duration ? addDuration(0, duration) : 1;
};

function weighRisks({ store, regime, googleConsentMode }: Fields, fail: Tell, risk: Tell): void {
  const { retention } = fieldsOf(store);
  const end = endOf(retention);
  if (end <= 0 || end > after24Months) fail('store.retention', retention, 'limit');
  else if (end > after13Months) risk('store.retention', retention, 'long');
  if (isObject(googleConsentMode)) {
    // Only where a law is named, and none of those that let nothing leave before consent.
    const named = typeof regime === 'string' && /^(?!FR|BE|DE)[A-Z]{2}$/.test(regime);
    if (!named) fail('googleConsentMode', googleConsentMode, 'basic');
    risk('googleConsentMode', googleConsentMode, 'advanced');
  }
}
