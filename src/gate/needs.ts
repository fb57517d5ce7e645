import type { Core } from '../model/core.js';
import type { State } from '../model/decision.js';
import type { Report } from '../model/problem.js';
import type { Settings } from '../model/settings.js';

/** What says that an element is held, for what, and what it would load. */
export const marks = ['data-consent', 'data-vendor', 'data-consent-src'];
// The fields of a form can hide its methods, and a form is nothing that can be held.
export const selector = `:is(${marks.map((name) => `[${name}]`)}):not(form)`;

/** What an element needs before it may run. */
export interface Needs {
  readonly purposes: readonly string[];
  readonly vendor: string | undefined;
  /** False for ever: a name that the configuration does not know, or no name at all. */
  readonly known: boolean;
}

/** Reads `data-consent` and `data-vendor`, and reports names that nobody can grant (R7). */
export function readNeeds(
  element: Element,
  { purposes, vendors, necessary }: Settings,
  report: Report,
): Needs {
  const isKnown = (id: string) => purposes.some((purpose) => purpose.id === id);
  const needed = (element.getAttribute('data-consent') ?? '').split(/\s+/).filter(Boolean);
  const name = element.getAttribute('data-vendor') || undefined;
  const vendor = [...vendors, ...necessary].find(({ id }) => id === name);
  const unknown = needed.filter((id) => !isKnown(id));
  if (!needed.length && !name) report('purpose-missing', outline(element));
  for (const id of unknown) report('purpose-unknown', outline(element), id);
  if (name && !vendor) report('vendor-unknown', outline(element), name);
  // The vendor's own choice stands for its purposes; what else is named is needed as well.
  return {
    purposes: needed.filter((id) => !vendor?.purposes.includes(id)),
    // What is necessary needs nobody's answer.
    vendor: vendor?.necessary ? undefined : name,
    known: !unknown.length && (name ? vendor !== undefined : needed.length > 0),
  };
}

/** A loop, because a page may have methods of its own on every list. */
export function isAllowed({ known, purposes, vendor }: Needs, state: State): boolean {
  if (!known) return false;
  for (const id of purposes) if (state.purposes[id] !== 'granted') return false;
  return vendor === undefined || state.vendors[vendor] === 'granted';
}

/** May it run now? Never once we are destroyed, what is necessary included. */
export const mayRun = ({ running, state }: Core, needs: Needs): boolean => running && isAllowed(needs, state);

/** Do both states answer what is needed in the same way? */
export const isAnsweredAlike = ({ purposes, vendor }: Needs, one: State, other: State): boolean =>
  purposes.every((id) => one.purposes[id] === other.purposes[id]) &&
  (vendor === undefined || one.vendors[vendor] === other.vendors[vendor]);

/** An element in a few words, for a message. */
export function outline(element: Element): string {
  const attributes = ['id', 'data-consent', 'data-vendor', 'src', 'data-consent-src']
    .filter((name) => element.hasAttribute(name))
    .map((name) => ` ${name}="${element.getAttribute(name)?.slice(0, 80)}"`);
  return `<${element.localName}${attributes.join('')}>`;
}
