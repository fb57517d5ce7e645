import type { Rule, Tell } from '../model/fault.js';

/** An object of which nothing is known yet. */
export type Fields = { readonly [key: string]: unknown };

/** The forms that only lead to others, and are never missed themselves. */
type Part = 'any' | 'import' | 'purpose' | 'own' | 'vendor' | 'trace' | 'exempt' | 'consentMode';
type Name = Rule | Part;

/**
 * Fields and their forms. `key?` may be left out; `key??` may also be null, as a default stands in for both.
 * `*?` is every other key; without it there may be none.
 */
export type Shape = { readonly [key: string]: Form };

/** A form by name, or with `[]` a list of it; that of a text; the words that may stand; fields; or an answer. */
export type Form = Name | `${Name}[]` | RegExp | readonly string[] | Shape | boolean;

/** Forms by name. A function chooses one by the value. */
export type Forms = { readonly [name in Name]?: Form | ((value: unknown) => Form) };

/** True for whatever has fields: no list, no null. */
export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Compares values with forms, and tells what does not fit. */
export function createWalk(forms: Forms, fail: Tell) {
  function walk(value: unknown, path: string, form: Form, rule: Rule = 'word'): void {
    if (typeof form === 'string') {
      const [name, list] = form.split('[') as [Rule, string?];
      const named = forms[name]!;
      if (list === undefined) walk(value, path, typeof named === 'function' ? named(value) : named, name);
      else if (!Array.isArray(value)) fail(path, value, 'list');
      else for (const [index, item] of value.entries()) walk(item, `${path}[${index}]`, name);
    } else if (Array.isArray(form)) {
      if (!form.includes(value)) fail(path, value, rule, form);
    } else if (typeof form === 'boolean' || form instanceof RegExp) {
      if (form !== true && !(form && typeof value === 'string' && form.test(value))) fail(path, value, rule);
    } else if (isObject(value)) walkFields(value, path, form as Shape);
    else fail(path, value, 'object');
  }

  function walkFields(fields: Fields, path: string, shape: Shape): void {
    const parts = new Map<string, string>();
    // One after another: a Map of old takes no list.
    for (const name of Object.keys(shape)) parts.set(name.split('?')[0]!, name);
    for (const key of new Set([...parts.keys(), ...Object.keys(fields)])) {
      const value = fields[key];
      const place = path === 'config' && parts.has(key) ? key : `${path}.${key}`;
      const name = parts.get(key) ?? parts.get('*');
      const mark = value === undefined ? '?' : value === null ? '??' : '';
      if (name === undefined) fail(place, key, 'key', [...parts.keys()]);
      else if (!mark || !name.endsWith(mark)) walk(value, place, shape[name]!);
    }
  }

  return walk;
}
