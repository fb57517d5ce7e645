import {
  type Answer,
  type ConsentRecord,
  dictionary,
  type Leftovers,
  type State,
} from '../model/decision.js';
import type { Settings, Vendor } from '../model/settings.js';
import { refusedPurposes } from './signal.js';

/**
 * The state that follows from what was asked, what was answered, and whether the browser sends Global Privacy
 * Control. Pure; the result is frozen. `holds`: false as long as nobody knows whether anything may run without asking.
 */
export function deriveState(
  settings: Settings,
  record: ConsentRecord | undefined,
  gpc = false,
  holds = true,
): State {
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
    if (own === false || (own && isKnown(record, vendor))) return toAnswer(heed(own, vendor.purposes));
    if (vendor.exempt && holds) return 'granted';
    const followed = combine(vendor.purposes.map((id) => purposes[id] ?? 'undecided'));
    return followed === 'granted' && !isKnown(record, vendor) ? 'undecided' : followed;
  });
  const objected = (yes: boolean) => (yes ? 'objected' : 'active');
  const isOpen = ({ id }: { readonly id: string }) => (purposes[id] ?? vendors[id]) === 'undecided';
  const open = settings.purposes.filter(isOpen).map(({ id }) => id);
  const news = record && {
    // Where nothing can be answered, and nothing goes on that was, a new policy is no question.
    policy:
      record.policyVersion !== settings.policyVersion &&
      (settings.purposes.some(
        ({ id }) => !barred.includes(id) && (!refused.includes(id) || purposes[id] === 'granted'),
      ) ||
        settings.vendors.some(({ id, exempt }) => !exempt && vendors[id] === 'granted')),
    purposes: open,
    // What derives as refused is no question: nobody who refused a purpose is asked for each new partner of it (R49).
    vendors: settings.vendors
      .filter((vendor) => isOpen(vendor) && !isKnown(record, vendor))
      .map(({ id }) => id),
  };
  const asked = news ? news.policy || news.purposes.length + news.vendors.length > 0 : open.length > 0;
  return Object.freeze({
    status: asked ? 'undecided' : 'decided',
    purposes,
    vendors,
    record,
    news: asked ? news : undefined,
    refusedBySignal: refused.filter((id) => purposes[id] !== 'granted'),
    exempt: answers(
      settings.vendors.filter(({ exempt }) => exempt && holds),
      ({ id }) => objected(vendors[id] === 'denied'),
    ),
    objections: answers(settings.objections, ({ id }) => objected(record?.vendors[id] === false)),
    leftovers: dictionary<Leftovers>(),
    reloadNeeded: false,
  });
}

/** Was it shown for what it is used for now? Records of older versions do not tell what for. */
export const isKnown = (record: ConsentRecord | undefined, vendor: Vendor): boolean =>
  record?.shown.includes(vendor.id) === true &&
  (record.shownFor[vendor.id] || vendor.askedFor) === vendor.askedFor;

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
