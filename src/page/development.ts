/**
 * Is this page under development: on a host name that no visitor can reach? Not so `*.localhost`, where sites are
 * measured as their visitors get them.
 */
export const isUnderDevelopment = (): boolean =>
  /^\w+:\/\/(localhost|[^:]*\.(local|test)|127\.[^:]*|\[::1\])(:|$)/.test(origin);
