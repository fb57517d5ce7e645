import { type Choice, type Decisions, dictionary, type State } from '../model/decision.js';
import type { Settings } from '../model/settings.js';
import { combine } from './state.js';

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
  const purposes = dictionary(
    settings.purposes.map(({ id }) => [id, named[id] ?? state.purposes[id] === 'granted']),
  );
  const vendors = dictionary<boolean>();
  for (const { id, purposes: needed, exempt } of settings.vendors) {
    // An exempt measurement is no matter of consent: only its own switch objects to it.
    const followed =
      exempt || combine(needed.map((purpose) => (purposes[purpose] ? 'granted' : 'denied'))) === 'granted';
    if (typeof choice === 'string' && !exempt) continue;
    const own =
      named[id] ??
      heeded(state, id) ??
      (!exempt && isNew(state, id) && !needed.some((purpose) => purpose in named) ? false : followed);
    if (own !== followed) vendors[id] = own;
  }
  return { purposes, vendors, shown: settings.vendors.map(({ id }) => id) };
}

/** The answer for a vendor alone, as it holds now: the browser's signal may have overruled a yes. */
const heeded = ({ record, vendors }: State, id: string): boolean | undefined =>
  record?.vendors[id] === undefined ? undefined : vendors[id] === 'granted';

const isNew = (state: State, id: string): boolean => !state.record?.shown.includes(id);
