import { type Choice, type Decisions, dictionary, type State } from '../model/decision.js';
import type { Settings } from '../model/settings.js';
import { isBarred } from './state.js';

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
  const purposes = dictionary<boolean>();
  for (const { id } of settings.purposes) {
    const answer = settings.barred.includes(id)
      ? kept(named[id] === false || none, state.record?.purposes[id])
      : (named[id] ?? state.purposes[id] === 'granted');
    if (answer !== undefined) purposes[id] = answer;
  }
  const vendors = dictionary<boolean>();
  const shown: string[] = [];
  for (const vendor of settings.vendors) {
    const { id, purposes: needed, exempt } = vendor;
    if (isBarred(settings, vendor)) {
      if (isNew(state, id)) continue;
      shown.push(id);
      const own = none ? undefined : kept(named[id] === false, state.record?.vendors[id]);
      if (own !== undefined) vendors[id] = own;
      continue;
    }
    shown.push(id);
    // An exempt measurement is no matter of consent: only its own switch objects to it.
    let followed = exempt || needed.length > 0;
    // A loop, because a page may have methods of its own on lists.
    for (const purpose of needed) followed &&= exempt || purposes[purpose] === true;
    if (typeof choice === 'string' && !exempt) continue;
    const isUnasked = !exempt && !needed.some((purpose) => purpose in named) && isNew(state, id);
    const own = named[id] ?? heeded(state, id) ?? (followed && !isUnasked);
    if (own !== followed) vendors[id] = own;
  }
  for (const { id } of settings.objections) {
    if (named[id] ?? state.objections[id] !== 'objected') continue;
    vendors[id] = false;
    shown.push(id);
  }
  return { purposes, vendors, shown };
}

/** What a page that leaves it out does to an answer: it can be refused here, never granted. */
const kept = (refused: boolean, before: boolean | undefined): boolean | undefined =>
  refused ? false : before;

/** The answer for a vendor alone, as it holds now: the browser's signal may have overruled a yes. */
const heeded = ({ record, vendors }: State, id: string): boolean | undefined =>
  record?.vendors[id] === undefined ? undefined : vendors[id] === 'granted';

const isNew = (state: State, id: string): boolean => !state.record?.shown.includes(id);

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
