import { type Choice, type Decisions, dictionary, type State } from '../model/decision.js';
import type { Settings } from '../model/settings.js';
import { isBarred, isKnown } from './state.js';

/** What it was shown for is not known: it was not asked for here. */
const unknown = '--';

/**
 * What holds after a choice. Whoever is not named keeps the present answer, and what was undecided becomes
 * denied: a new vendor is granted only with a purpose of its own that this very choice names. `all` does not grant
 * what the browser's signal refuses: that takes a yes of its own (R78).
 */
export function choose(settings: Settings, state: State, choice: Choice): Decisions {
  const named: { readonly [id: string]: boolean } =
    typeof choice === 'string'
      ? dictionary(
          settings.purposes.map(({ id }) => [id, choice === 'all' && !state.refusedBySignal.includes(id)]),
        )
      : dictionary(Object.entries(choice));
  const none = choice === 'none';
  const { record } = state;
  /**
   * What this page leaves out keeps its answer: it can be refused here, never granted. A yes that no longer holds where it
   * is asked, by a new policy or by the browser's signal, is not made anew.
   */
  const kept = (isRefused: boolean, before: boolean | undefined, needed: readonly string[]) => {
    if (isRefused) return false;
    if (!before) return before;
    if (record?.policyVersion !== settings.policyVersion) return undefined;
    return record?.gpc || !needed.some((id) => state.refusedBySignal.includes(id)) ? before : false;
  };
  const purposes = dictionary<boolean>();
  for (const { id } of settings.purposes) {
    const answer = settings.barred.includes(id)
      ? kept(named[id] === false || none, record?.purposes[id], [id])
      : (named[id] ?? state.purposes[id] === 'granted');
    if (answer !== undefined) purposes[id] = answer;
  }
  const vendors = dictionary<boolean>();
  const shown: string[] = [];
  const shownFor = dictionary<string>();
  const note = (id: string, use = record?.shownFor[id]) => {
    shown.push(id);
    shownFor[id] = use || unknown;
  };
  for (const vendor of settings.vendors) {
    const { id, purposes: needed, exempt, askedFor } = vendor;
    // Where another law applies, or on another page of the site, it stays objected to.
    const objected = record?.vendors[id] === false && vendor.entries.some((entry) => entry.exempt);
    if (isBarred(settings, vendor)) {
      if (!record?.shown.includes(id)) continue;
      note(id);
      const own = none && !objected ? undefined : kept(named[id] === false, record.vendors[id], needed);
      if (own !== undefined) vendors[id] = own;
      continue;
    }
    // An exempt measurement is no matter of consent: it is not asked for, and only its own switch objects to it.
    let followed = exempt || needed.length > 0;
    // A loop, because a page may have methods of its own on lists.
    for (const purpose of needed) followed &&= exempt || purposes[purpose] === true;
    const isUnasked = !exempt && !needed.some((purpose) => purpose in named) && !isKnown(record, vendor);
    const own =
      typeof choice === 'string' && !exempt
        ? followed
        : (named[id] ?? heeded(state, id) ?? (followed && !isUnasked));
    if (own !== followed || (objected && !own)) vendors[id] = own;
    if (!exempt || id in vendors || record?.shown.includes(id)) note(id, exempt ? undefined : askedFor);
  }
  for (const { id } of settings.objections) {
    if (named[id] ?? state.objections[id] !== 'objected') continue;
    vendors[id] = false;
    note(id);
  }
  // What is not listed here at all was not asked about: another page of the site may have it, and a no stays one.
  for (const [id, yes] of Object.entries(record?.purposes ?? {}))
    if (!yes && !(id in state.purposes)) purposes[id] = false;
  for (const [id, yes] of Object.entries(record?.vendors ?? {})) {
    if (yes || id in state.vendors || id in state.objections) continue;
    vendors[id] = false;
    note(id);
  }
  // Whoever answers for a part only, at an embed say, was not asked about a new policy.
  const isWhole =
    typeof choice === 'string' ||
    settings.purposes.every(({ id }) => id in choice || settings.barred.includes(id));
  const { policyVersion } = (!isWhole && record) || settings;
  return { purposes, vendors, shown, shownFor, policyVersion };
}

/** The answer for a vendor alone, as it holds now: the browser's signal may have overruled a yes. */
const heeded = ({ record, vendors }: State, id: string): boolean | undefined =>
  record?.vendors[id] === undefined ? undefined : vendors[id] === 'granted';

/** Is it a choice that can be taken as one: "all", "none", or answers to known ids? */
export function isChoice(choice: unknown, state: State): choice is Choice {
  if (choice === 'all' || choice === 'none') return true;
  if (typeof choice !== 'object' || !choice || Array.isArray(choice)) return false;
  const named = Object.entries(choice);
  return (
    named.length > 0 &&
    named.every(
      ([id, yes]) =>
        typeof yes === 'boolean' &&
        [state.purposes, state.vendors, state.objections].some((known) => id in known),
    )
  );
}

/** Does any of it say yes? */
export const grants = (choice: Choice): boolean =>
  choice === 'all' || (typeof choice === 'object' && Object.values(choice).includes(true));
