import type { Choice, State } from '../model/decision.js';
import type { Settings } from '../model/settings.js';
import { isBarred } from '../state/state.js';
import type { Draft } from './draft.js';

/**
 * Yes or no to all. What asks for no consent has only its own switch: where that was moved since `before`, it goes with the
 * answer, which then names all whom "all" or "none" would answer for (R43, R61).
 */
export function answerAll(
  settings: Settings,
  { refusedBySignal, record }: State,
  before: Draft,
  draft: Draft,
  yes: boolean,
): Choice {
  const { purposes, vendors, objections, barred } = settings;
  const moved = [...objections, ...vendors.filter(({ exempt }) => exempt)].filter(
    ({ id }) => draft.vendors[id] !== before.vendors[id],
  );
  if (!moved.length) return yes ? 'all' : 'none';
  const answers: { [id: string]: boolean } = {};
  // What this page leaves out can be refused here, never granted.
  for (const { id } of purposes)
    if (!yes || !barred.includes(id)) answers[id] = yes && !refusedBySignal.includes(id);
  for (const vendor of vendors)
    if (!vendor.exempt && (!isBarred(settings, vendor) || (!yes && record?.vendors[vendor.id])))
      answers[vendor.id] = vendor.purposes.length > 0 && vendor.purposes.every((id) => answers[id] === true);
  for (const { id } of moved) answers[id] = draft.vendors[id] === true;
  return answers;
}
