// The build replaces this file: one literal import for each file that loads on demand, which every bundler understands.

/** Each file by its name, such as `gate` or `locales/fr`. */
export const files: { readonly [name: string]: () => Promise<unknown> } = {};
