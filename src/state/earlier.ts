import { type Decisions, dictionary } from '../model/decision.js';
import type { EarlierChoice, ImportConfig } from '../model/import.js';
import type { Settings } from '../model/settings.js';

/**
 * What a choice stored by another tool says of our purposes. One is granted only if everything that stands for it
 * was allowed; where that tool holds no answer, the purpose stays open and is asked for, and so are its vendors.
 * Undefined where it answers nothing.
 */
export function translate(
  settings: Settings,
  rule: ImportConfig,
  { answer }: EarlierChoice,
): Decisions | undefined {
  const purposes = dictionary<boolean>();
  for (const { id } of settings.purposes) {
    const names = Object.hasOwn(rule.purposes, id) ? rule.purposes[id]! : [];
    const answers = names.map(answer);
    if (answers.includes(false)) purposes[id] = false;
    else if (answers.length && answers.every((yes) => yes === true)) purposes[id] = true;
  }
  if (!Object.keys(purposes).length) return undefined;
  const shown = settings.vendors.filter(
    (vendor) => !vendor.exempt && vendor.purposes.every((id) => id in purposes),
  );
  return {
    purposes,
    vendors: dictionary(),
    shown: shown.map(({ id }) => id),
    policyVersion: settings.policyVersion,
    shownFor: dictionary(shown.map(({ id, askedFor }) => [id, askedFor])),
  };
}
