// What a site's own code calls before a vendor is there: `fbq('track', …)`. Such calls wait in memory, for a vendor that is
// granted already and on its way; those of before a grant are dropped then, unless the configuration says `hold: true`.
// They are never stored and never sent elsewhere.

type Page = { [name: string]: unknown };
type Callable = (...values: readonly unknown[]) => void;

type Call = readonly [method: string | undefined, values: readonly unknown[], time: number];
/** What each stand-in of this document has kept, whoever made it. */
const kept = new WeakMap<object, Call[]>();

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
 * all where they are `held`. Nothing where the page has its own; a stand-in that is there already is taken over.
 */
export function standIn(
  page: Page,
  form: string,
  held: boolean,
): (since: number) => (() => void) | undefined {
  const [name, ...methods] = form.replace('[]', '').split('.') as [string, ...string[]];
  const early = page[name];
  const known = kept.get(early as object);
  const calls = known ?? [];
  const note =
    (method?: string) =>
    (...values: readonly unknown[]) => {
      if (calls.push([method, values.map(callBack), Date.now()]) > most && !held) calls.shift();
    };
  const isList = form.endsWith('[]');
  let made = early;
  if (!known) {
    if (early !== undefined && !(isList && Array.isArray(early))) return () => undefined;
    made = note();
    if (isList) {
      const push = note('push');
      for (const value of (early as unknown[] | undefined) ?? []) push(value);
      made = Object.assign([], {
        push: (...values: unknown[]) => values.forEach((value) => void push(value)),
      });
    } else if (methods.length) made = Object.fromEntries(methods.map((method) => [method, note(method)]));
    page[name] = made;
    kept.set(made as object, calls);
  }
  return (since) => {
    // The page may have put its own there since. What it declared by `var` cannot be deleted.
    if (page[name] === made) page[name] = undefined;
    return () => {
      for (const [method, values, time] of calls.splice(0)) {
        const target = page[name] as Callable & { [method: string]: Callable };
        if (!held && time < since) continue;
        if (method) target[method]!(...values);
        else target(...values);
      }
    };
  };
}
