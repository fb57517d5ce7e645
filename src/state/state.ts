import {
  type Answer,
  type ConsentRecord,
  dictionary,
  type Leftovers,
  type News,
  type State,
} from '../model/decision.js';
import type { Settings, Vendor } from '../model/settings.js';
import { refusedPurposes } from './signal.js';

/**
 * The state that follows from what was asked, what was answered, and whether the browser sends Global Privacy
 * Control. Pure; the result is frozen.
 */
export function deriveState(settings: Settings, record: ConsentRecord | undefined, gpc = false): State {
  const { barred } = settings;
  const refused = refusedPurposes(settings, gpc);
  /** A yes from before the signal does not count against it; a specific yes given under it does. */
  const heed = (yes: boolean | undefined, ids: readonly string[]) =>
    yes && (record?.gpc || !ids.some((id) => refused.includes(id)));
  const answers = <T, Item extends { readonly id: string }>(
    items: readonly Item[],
    answer: (item: Item) => T,
  ) => Object.freeze(dictionary(items.map((item) => [item.id, answer(item)] as const)));

  const purposes = answers(settings.purposes, ({ id }): Answer => {
    const yes = record?.purposes[id] ?? (refused.includes(id) ? false : undefined);
    return barred.includes(id) ? 'denied' : toAnswer(heed(yes, [id]));
  });
  /** A vendor follows its purposes, all of which are needed (R6), unless the visitor answered for it alone. */
  const vendors = answers(settings.vendors, (vendor): Answer => {
    const own = record?.vendors[vendor.id];
    if (isBarred(settings, vendor)) return 'denied';
    if (own !== undefined) return toAnswer(heed(own, vendor.purposes));
    if (vendor.exempt) return 'granted';
    const followed = combine(vendor.purposes.map((id) => purposes[id] ?? 'undecided'));
    return followed === 'granted' && !record?.shown.includes(vendor.id) ? 'undecided' : followed;
  });
  const objected = (yes: boolean) => (yes ? 'objected' : 'active');
  const news = record && findNews(settings, record);
  const asked = news
    ? news.policy || news.purposes.length + news.vendors.length > 0
    : Object.values(purposes).includes('undecided');
  return Object.freeze({
    status: asked ? 'undecided' : 'decided',
    purposes,
    vendors,
    record,
    news: asked ? news : undefined,
    refusedBySignal: refused.filter((id) => purposes[id] !== 'granted'),
    exempt: answers(
      settings.vendors.filter(({ exempt }) => exempt),
      ({ id }) => objected(vendors[id] === 'denied'),
    ),
    objections: answers(settings.objections, ({ id }) => objected(record?.vendors[id] === false)),
    leftovers: dictionary<Leftovers>(),
    reloadNeeded: false,
  });
}

const toAnswer = (yes: boolean | undefined): Answer =>
  yes === undefined ? 'undecided' : yes ? 'granted' : 'denied';

/** Does this page leave the vendor out, whatever was answered (R76)? */
export const isBarred = ({ barred }: Settings, { purposes }: Vendor): boolean =>
  purposes.some((id) => barred.includes(id));

/** Denied if any is denied, granted if all are granted. A loop, because a page may have methods of its own on lists. */
export function combine(answers: readonly Answer[]): Answer {
  let all: Answer = answers.length ? 'granted' : 'undecided';
  for (const answer of answers) {
    if (answer === 'denied') return answer;
    if (answer === 'undecided') all = answer;
  }
  return all;
}

function findNews(settings: Settings, { policyVersion, purposes, shown }: ConsentRecord): News {
  const fresh = (items: readonly { readonly id: string }[], isKnown: (id: string) => boolean) =>
    items.map(({ id }) => id).filter((id) => !isKnown(id));
  return {
    policy: policyVersion !== settings.policyVersion,
    purposes: fresh(settings.purposes, (id) => id in purposes || settings.barred.includes(id)),
    vendors: fresh(
      settings.vendors.filter((vendor) => !vendor.exempt && !isBarred(settings, vendor)),
      (id) => shown.includes(id),
    ),
  };
}
