import { ConfigError } from '../model/problem.js';
import type { Purpose } from '../model/purpose.js';
import type { Config, Settings } from '../model/settings.js';
import { type Checker, createChecker } from './check.js';
import { addDuration, parseDuration } from './duration.js';
import { durationTest, durationText, idForm, idText, type Known, readLink } from './forms.js';
import { readImports } from './imports.js';
import { readObjections, readPurposes } from './purposes.js';
import { type Base, isLoadable } from './url.js';
import { readVendors } from './vendors.js';

export { idForm, type Known } from './forms.js';

const localeForm = /^(auto|[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)$/;

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
    '$schema site locale policyVersion purposes objections audience layout entry vendors regime gpc googleConsentMode store import records',
  );
  if (!root) return undefined;
  const purposes = readPurposes(root.purposes, check);
  const regime = check.text(
    root.regime ?? 'strict',
    'regime',
    'a country code such as "FR"',
    /^(strict|[A-Z]{2})$/,
  );
  const vendors = readVendors(
    root.vendors ?? [],
    purposes,
    { ...known, exempts: regime === 'FR' || regime === 'GB' },
    check,
  );
  const taken = [...purposes, ...vendors].map(({ id }) => id);
  const minors = readOne(root.audience ?? 'all', 'audience', ['minors', 'all'], check) === 'minors';
  const store = readStore(root.store ?? {}, known, check);
  return Object.freeze({
    site: readSite(root.site, known, check),
    locale:
      check.text(root.locale ?? 'auto', 'locale', '"auto" or a language tag such as "fr"', localeForm) ?? '',
    policyVersion:
      check.text(
        root.policyVersion ?? '',
        'policyVersion',
        'a text of at most 64 characters',
        /^[^\p{Cs}\n\r\u2028\u2029]{0,64}$/u,
      ) ?? '',
    purposes,
    vendors: vendors.filter(({ necessary }) => !necessary),
    necessary: vendors.filter(({ necessary }) => necessary),
    objections: readObjections(root.objections ?? [], taken, check),
    barred: minors ? purposes.filter(isForAdults).map(({ id }) => id) : [],
    layout: readOne(root.layout ?? 'box', 'layout', known.layouts ?? ['box'], check),
    entry: readOne(root.entry ?? 'auto', 'entry', ['auto', 'none'] as const, check),
    regime: regime ?? 'strict',
    gpc: readOne(
      root.gpc ?? 'refuse-ads',
      'gpc',
      ['refuse-all', 'refuse-ads', 'record-only'] as const,
      check,
    ),
    googleConsentMode: readConsentMode(root.googleConsentMode, regime, known, check),
    store,
    endpoint: readEndpoint(root.records, known, check),
    imports: readImports(root.import ?? [], purposes, store.name, known, check),
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

/** One of these words. A wrong one is reported and read as the first. */
function readOne<Word extends string>(
  value: unknown,
  path: string,
  words: readonly Word[],
  check: Checker,
): Word {
  const found = words.find((word) => word === value);
  if (!found) check.fail(path, value, words.join(', '), words);
  return found ?? words[0]!;
}

/** Advertising and social networks, and what the site itself keeps from minors (R76). */
const isForAdults = ({ id, notForMinors }: Purpose): boolean =>
  notForMinors === true || id === 'advertising' || id === 'social';

function readConsentMode(value: unknown, regime: string | undefined, known: Known, check: Checker): boolean {
  if (value === undefined) return false;
  if (value === 'basic') return true;
  const path = 'googleConsentMode';
  const fields = check.object(value, path, 'mode acknowledge');
  if (!fields) return false;
  const acknowledgement = 'requests-leave-before-consent';
  if (fields.mode !== 'advanced') check.fail(`${path}.mode`, fields.mode, '"advanced", or "basic" alone');
  if (fields.acknowledge !== acknowledgement) {
    check.fail(`${path}.acknowledge`, fields.acknowledge, `"${acknowledgement}"`);
  }
  if (/^(strict|FR|BE|DE)$/.test(regime ?? 'strict')) {
    check.fail(path, 'advanced mode', '"basic": here nothing may be sent before consent (see "regime")');
  }
  known.warn?.(
    path,
    'is advanced: Google receives requests, with the address of the visitor, before consent.',
  );
  return true;
}

function readEndpoint(value: unknown, base: Base, check: Checker): string | undefined {
  if (value === undefined) return undefined;
  const records = check.object(value, 'records', 'endpoint');
  if (records?.endpoint === undefined) return undefined;
  return check.text(records.endpoint, 'records.endpoint', 'an https URL or a path of this site', {
    test: (text) => isLoadable(text, base),
  });
}
