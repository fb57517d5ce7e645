// What a site's own code calls before a vendor is there: `fbq('track', …)`. Such calls wait in memory, for a vendor that is
// granted already and on its way; those of before a grant are dropped then, unless the configuration says `hold: true`.
// They are never stored and never sent elsewhere.

type Page = { [name: string]: unknown };
type Callable = (...values: readonly unknown[]) => void;

/** Of those that nobody may ever ask for, the last ones are enough. */
const most = 999;

/**
 * A vendor calls these back once it was told: a page may wait for it to follow a link. Nobody knows whether one will come,
 * so they are called at once, as after a vendor's time-out, and never by the vendor.
 */
function callBack(value: unknown): unknown {
  for (const name of ['event_callback', 'callback']) {
    const callback = (value as Page | null | undefined)?.[name];
    if (typeof callback === 'function') {
      setTimeout(callback);
      value = { ...(value as Page), [name]: 0 };
    }
  }
  return value;
}

/**
 * Puts a stand-in where the page has nothing of this name: `fbq`, `_paq[]`, `ttq.page.track`. Returns what takes it away;
 * that returns what makes the calls that were kept, once and in order: those made `since` then (ms, as `Date.now()`), and
 * all where they are `held`. Nothing where the page has its own.
 */
export function standIn(
  page: Page,
  form: string,
  held: boolean,
): (since: number) => (() => void) | undefined {
  const [name, ...methods] = form.replace('[]', '').split('.') as [string, ...string[]];
  const early = page[name];
  const kept: (readonly [method: string | undefined, values: readonly unknown[], time: number])[] = [];
  const note =
    (method?: string) =>
    (...values: readonly unknown[]) => {
      if (kept.push([method, values.map(callBack), Date.now()]) > most && !held) kept.shift();
    };
  const isList = form.endsWith('[]');
  if (early !== undefined && !(isList && Array.isArray(early))) return () => undefined;
  let made: unknown = note();
  if (isList) {
    const push = note('push');
    for (const value of (early as unknown[] | undefined) ?? []) push(value);
    made = Object.assign([], { push: (...values: unknown[]) => values.forEach((value) => void push(value)) });
  } else if (methods.length) made = Object.fromEntries(methods.map((method) => [method, note(method)]));
  page[name] = made;
  return (since) => {
    // The page may have put its own there since. What it declared by `var` cannot be deleted.
    if (page[name] === made) page[name] = undefined;
    return () => {
      for (const [method, values, time] of kept.splice(0)) {
        const target = page[name] as Callable & { [method: string]: Callable };
        if (!held && time < since) continue;
        if (method) target[method]!(...values);
        else target(...values);
      }
    };
  };
}
