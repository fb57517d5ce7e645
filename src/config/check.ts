import type { ConfigIssue } from '../model/problem.js';
import { nearest } from './nearest.js';

/** Collects every fault of a configuration, so that its author sees all of them at once. */
export interface Checker {
  readonly issues: ConfigIssue[];
  fail(path: string, found: unknown, expected: string, known?: Iterable<string>): undefined;
  /** An object whose keys are all known; undefined, and an issue, for anything else. */
  object(value: unknown, path: string, keys?: string): Fields | undefined;
  /** Undefined when it is left out or wrong. */
  text(value: unknown, path: string, expected?: string, form?: Test): string | undefined;
  /** The members of a list; empty, and an issue, for anything else than a list. */
  list(value: unknown, path: string): readonly unknown[];
}

export type Fields = { readonly [key: string]: unknown };
export type Test = { test(text: string): boolean };

/** A value in a few words, for a message. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value) return 'an object';
  const text = typeof value === 'string' ? `"${value}"` : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

export function createChecker(): Checker {
  const issues: ConfigIssue[] = [];
  const fail: Checker['fail'] = (path, found, expected, known) => {
    const near = known && typeof found === 'string' ? nearest(found, known) : undefined;
    issues.push({ path, found: show(found), expected, ...(near && { nearest: near }) });
    return undefined;
  };
  return {
    issues,
    fail,
    object(value, path, keys) {
      if (typeof value !== 'object' || !value || Array.isArray(value)) return fail(path, value, 'an object');
      if (keys) {
        const known = keys.split(' ');
        for (const key of Object.keys(value)) {
          if (!known.includes(key)) fail(`${path}.${key}`, key, `one of ${known.join(', ')}`, known);
        }
      }
      // It is a copy of ours. What a page adds to every object is no part of it.
      return Object.setPrototypeOf(value, null) as Fields;
    },
    text(value, path, expected = 'a text', form = /\S/) {
      if (typeof value === 'string' && form.test(value)) return value;
      return fail(path, value, expected);
    },
    list(value, path) {
      // A plain copy: a list may carry a `constructor` of its own, which its methods would use.
      if (Array.isArray(value)) return [...value];
      fail(path, value, 'a list');
      return [];
    },
  };
}
