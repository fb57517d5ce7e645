import type { ReadEarlier } from './model/import.js';
import type { Locale } from './model/locale.js';
import type { Preset } from './model/preset.js';

// The build replaces this file too: one literal import for each file, which every bundler understands.

export const localeFiles: { readonly [tag: string]: () => Promise<{ default: Locale }> } = {};

export const layoutFiles: { readonly [name: string]: () => Promise<{ default: string }> } = {};

export const vendorFiles: { readonly [name: string]: () => Promise<{ default: Preset }> } = {};

export const importFiles: { readonly [name: string]: () => Promise<{ default: ReadEarlier }> } = {};
