import { type Answer, dictionary, type State } from '../model/decision.js';

type Answers = { readonly [id: string]: Answer };

/** The state with what the other one grants too, and nothing else granted. */
export function narrow(state: State, other: Pick<State, 'purposes' | 'vendors'>): State {
  const both = (answers: Answers, others: Answers): Answers =>
    Object.freeze(
      dictionary(
        Object.entries(answers).map(([id, answer]) => [
          id,
          answer === 'granted' && others[id] !== 'granted' ? 'denied' : answer,
        ]),
      ),
    );
  return Object.freeze({
    ...state,
    purposes: both(state.purposes, other.purposes),
    vendors: both(state.vendors, other.vendors),
  });
}
