import { h } from 'preact';
import type { VendorFacts, ViewContext } from './facts.js';
import { fill, purposeText } from './words.js';

/** What is new since the last answer, by name; nothing where nothing is. */
export function News({ context, facts }: { context: ViewContext; facts: readonly VendorFacts[] }) {
  const { locale, settings } = context;
  const { news } = context.state();
  if (!news) return null;
  const purposes = settings.purposes.filter(({ id }) => news.purposes.includes(id));
  const names = [
    ...(news.policy ? [locale.newPolicy] : []),
    ...purposes.map((purpose) => purposeText(purpose, locale, settings).title),
    ...facts.filter(({ id }) => news.vendors.includes(id)).map(({ name }) => name),
  ];
  return (
    <p class="portillon-news">
      {fill(locale.news, { list: new Intl.ListFormat(locale.language).format(names) })}
    </p>
  );
}

/** What the browser's Global Privacy Control refuses (R78). */
export function Signal({ context }: { context: ViewContext }) {
  const { locale, settings } = context;
  const { refusedBySignal } = context.state();
  const refused = settings.purposes.filter(({ id }) => refusedBySignal.includes(id));
  if (!refused.length) return null;
  const names = refused.map((purpose) => purposeText(purpose, locale, settings).title);
  return (
    <p class="portillon-news">
      {fill(locale.gpc, { list: new Intl.ListFormat(locale.language).format(names) })}
    </p>
  );
}
