import {
  type Answer,
  type ConsentRecord,
  type Decisions,
  dictionary,
  type Leftovers,
  type News,
  type State,
} from '../model/decision.js';
import type { Settings, Vendor } from '../model/settings.js';

/** The state that follows from what was asked and what was answered. Pure; the result is frozen. */
export function deriveState(settings: Settings, record: ConsentRecord | undefined): State {
  const purposes = dictionary(settings.purposes.map(({ id }) => [id, toAnswer(record?.purposes[id])]));
  const vendors = dictionary(
    settings.vendors.map((vendor) => [vendor.id, vendorAnswer(vendor, purposes, record)]),
  );
  const news = record && findNews(settings, record);
  const open = !record || (news && (news.policy || news.purposes.length + news.vendors.length > 0));
  return Object.freeze({
    status: open ? 'undecided' : 'decided',
    purposes: Object.freeze(purposes),
    vendors: Object.freeze(vendors),
    record,
    news: open ? news : undefined,
    leftovers: Object.freeze(dictionary<Leftovers>()),
    reloadNeeded: false,
  });
}

const toAnswer = (yes: boolean | undefined): Answer =>
  yes === undefined ? 'undecided' : yes ? 'granted' : 'denied';

/** A vendor follows its purposes, all of which are needed (R6), unless the visitor answered for it alone. */
function vendorAnswer(
  { id, purposes }: Vendor,
  answers: { readonly [id: string]: Answer },
  decisions: Decisions | undefined,
): Answer {
  const own = decisions?.vendors[id];
  if (own !== undefined) return toAnswer(own);
  const followed = combine(purposes.map((purpose) => answers[purpose] ?? 'undecided'));
  return followed === 'granted' && !decisions?.shown.includes(id) ? 'undecided' : followed;
}

/** Denied if any is denied, granted if all are granted. */
export function combine(answers: readonly Answer[]): Answer {
  if (answers.includes('denied')) return 'denied';
  return answers.length && answers.every((answer) => answer === 'granted') ? 'granted' : 'undecided';
}

function findNews(settings: Settings, record: ConsentRecord): News {
  return {
    policy: record.policyVersion !== settings.policyVersion,
    purposes: settings.purposes.map(({ id }) => id).filter((id) => !(id in record.purposes)),
    vendors: settings.vendors.map(({ id }) => id).filter((id) => !record.shown.includes(id)),
  };
}
