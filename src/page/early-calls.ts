// What a site's own code calls before a vendor is there: `fbq('track', …)`. Until then such calls do nothing, or wait in
// memory where the configuration says `hold: true`. They are never stored and never sent elsewhere.

type Page = { [name: string]: unknown };
type Callable = (...values: readonly unknown[]) => void;

const nothing = () => {};

/**
 * Puts a stand-in where the page has nothing of this name: `fbq`, `_paq[]`, `ttq.page.track`. Returns what takes it away;
 * that returns what makes the calls that were kept, once and in order.
 */
export function standIn(page: Page, form: string, keep: boolean): () => () => void {
  const [name, ...methods] = form.replace('[]', '').split('.') as [string, ...string[]];
  const early = page[name];
  const kept: (readonly [method: string | undefined, values: readonly unknown[]])[] = [];
  const note =
    (method?: string) =>
    (...values: readonly unknown[]) => {
      if (keep) kept.push([method, values]);
    };
  const isList = form.endsWith('[]');
  const isFree = isList ? early === undefined || Array.isArray(early) : !(name in page);
  if (!isFree) return () => nothing;
  let made: unknown = note();
  if (isList) {
    const push = note('push');
    for (const value of (early as unknown[] | undefined) ?? []) push(value);
    made = Object.assign([], { push: (...values: unknown[]) => values.forEach((value) => void push(value)) });
  } else if (methods.length) made = Object.fromEntries(methods.map((method) => [method, note(method)]));
  page[name] = made;
  return () => {
    // The page may have put its own there since.
    if (page[name] === made) delete page[name];
    return () => {
      for (const [method, values] of kept.splice(0)) {
        const target = page[name] as Callable & { [method: string]: Callable };
        if (method) target[method]!(...values);
        else target(...values);
      }
    };
  };
}
