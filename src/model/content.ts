import type { Report } from './problem.js';

/** What `content.js` gives to the gate: held content other than scripts, shown and taken away again. */
export interface ShowContent {
  /** Loads what was held. Returns how to take it away again; undefined where its address may not be loaded. */
  loadEmbed(element: Element, report: Report): (() => void) | undefined;
  /** Puts the content of a template in its place, its scripts held. */
  unfold(template: HTMLTemplateElement, isHeld: (script: Element) => boolean): Unfolded;
  /** Places what a script wrote behind it. Undefined where the page forbids to parse it; else its scripts, to be run. */
  placeWritten(script: Element, text: string): readonly HTMLScriptElement[] | undefined;
}

/** The content of a template that stands in the page, with its scripts still held. */
export interface Unfolded {
  /** Each script of the content, and the one in the template that it was made from. */
  readonly scripts: readonly (readonly [script: HTMLScriptElement, original: Element | undefined])[];
  /** What stands in the place of the template now. */
  readonly nodes: readonly Node[];
  /** Puts the template back in their place. */
  undo(): void;
}
