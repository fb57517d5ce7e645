/** What holds for a purpose or a vendor. Undecided runs nothing. */
export type Answer = 'granted' | 'denied' | 'undecided';

/** What a visitor, or a program for the visitor, sends: all, nothing, or yes and no by purpose and vendor id. */
export type Choice = 'all' | 'none' | { readonly [id: string]: boolean };

/** What the visitor answered. All maps are without prototype. */
export interface Decisions {
  /** Yes or no for each purpose that was asked. */
  readonly purposes: { readonly [id: string]: boolean };
  /** Only the vendors whose answer differs from that of their purposes; and, as denied, what was objected to. */
  readonly vendors: { readonly [id: string]: boolean };
  /** Every vendor that was shown, sorted in a record. One that is not listed here is new and has no answer yet. */
  readonly shown: readonly string[];
  /**
   * What each of them was shown for, its `askedFor` of then: a yes to another use than the one that was shown is none (R56).
   * `""` for all of them in records of older versions, which did not note it.
   */
  readonly shownFor: { readonly [vendor: string]: string };
  /** The policy that was answered. */
  readonly policyVersion: string;
}

/** The evidence of a choice, as it is stored on the device. */
export interface ConsentRecord extends Decisions {
  /** Random (UUID version 4), new for each choice: it names this choice, not the visitor. */
  readonly id: string;
  /** Time of the first and of the last choice, in milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
  /** Hash of the whole configuration, as text, and of the version of the build, by which the visitor was asked. */
  readonly asked: string;
  /** The browser sent Global Privacy Control when the choice was made. */
  readonly gpc?: true;
  /** It holds on its own host alone (`store.domain`): a wider one says nothing there. */
  readonly host?: true;
  /** Language in which the visitor was asked; left out where nothing of ours was shown. */
  readonly language?: string;
  /** What made the choice where it was not a button of ours: the `source` given to `decide`. */
  readonly source?: string;
}

/** A record as it was read or written: what was stored, letter by letter. */
export interface Stored {
  readonly record: ConsentRecord;
  readonly text: string;
}

/** What is new since the last answer, and why the visitor is asked again. */
export interface News {
  /** True when `policyVersion` changed. */
  readonly policy: boolean;
  readonly purposes: readonly string[];
  readonly vendors: readonly string[];
}

/** What a withdrawal could not remove. */
export interface Leftovers {
  /** Was deleted, and is there again: somebody writes it anew. */
  readonly returned: readonly string[];
  /** Cookies of other domains, which no script of this site can reach. HttpOnly ones cannot even be seen. */
  readonly outOfReach: readonly string[];
}

/** The whole state, frozen. */
export interface State {
  /** `undecided` as long as a question is open: no answer yet, too old, or something new to ask. */
  readonly status: 'undecided' | 'decided';
  readonly purposes: { readonly [id: string]: Answer };
  readonly vendors: { readonly [id: string]: Answer };
  /** Undefined before the first choice and once it has expired. */
  readonly record: ConsentRecord | undefined;
  /** What to ask anew; undefined where nothing was answered before. */
  readonly news: News | undefined;
  /** Purposes that the browser's Global Privacy Control refuses, and that the visitor has not allowed since. */
  readonly refusedBySignal: readonly string[];
  /** Exempt measurements that run without asking, by vendor id, and whether the visitor objected. */
  readonly exempt: { readonly [vendor: string]: 'active' | 'objected' };
  /** What the visitor can object to without having been asked for consent, by id, and whether it was objected to. */
  readonly objections: { readonly [id: string]: 'active' | 'objected' };
  /** What withdrawals in this page could not remove, by vendor id. */
  readonly leftovers: { readonly [vendor: string]: Leftovers };
  /** A withdrawn vendor still runs, and the page was not reloaded: a form has unsaved input, or the visitor chose to stay. */
  readonly reloadNeeded: boolean;
}

/** A map that no key can confuse: no prototype. */
export const dictionary = <T>(entries: Iterable<readonly [string, T]> = []): { [id: string]: T } => {
  const map = Object.create(null) as { [id: string]: T };
  for (const [id, value] of entries) map[id] = value;
  return map;
};
