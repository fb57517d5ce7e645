import type { Plugin } from 'rollup';

/** A build plugin: a stylesheet becomes a module that exports its text, minified, every declaration `!important`. */
export function importantCss(): Plugin & { load(id: string): string | null };
