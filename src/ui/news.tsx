import { h } from 'preact';
import type { VendorFacts, ViewContext } from './facts.js';
import { fill, listText, purposeText } from './words.js';

/** What is new since the last answer, by name; nothing where nothing is. */
function News({ context, facts }: { context: ViewContext; facts: readonly VendorFacts[] }) {
  const { locale, settings } = context;
  const { news } = context.state();
  if (!news) return null;
  const purposes = settings.purposes.filter(({ id }) => news.purposes.includes(id));
  const names = [
    ...(news.policy ? [locale.newPolicy] : []),
    ...purposes.map((purpose) => purposeText(purpose, locale, settings).title),
    ...facts.filter(({ id }) => news.vendors.includes(id)).map(({ name }) => name),
  ];
  return <p class="portillon-news">{fill(locale.news, { list: listText(names, locale) })}</p>;
}

/** Purposes that are not up to the visitor here, and why: the browser's signal (R78), a page for minors (R76). */
function LeftOut({ context, ids, text }: { context: ViewContext; ids: readonly string[]; text: string }) {
  const { locale, settings } = context;
  const names = settings.purposes
    .filter(({ id }) => ids.includes(id))
    .map((purpose) => purposeText(purpose, locale, settings).title);
  if (!names.length) return null;
  return <p class="portillon-news">{fill(text, { list: listText(names, locale) })}</p>;
}

/** What the visitor should know of this question: what is new, and what is left out of it. */
export function Notes({ context, facts }: { context: ViewContext; facts: readonly VendorFacts[] }) {
  const { locale, settings, state } = context;
  const signal = state().refusedBySignal.filter((id) => !settings.barred.includes(id));
  return [
    <News key="news" context={context} facts={facts} />,
    <LeftOut key="signal" context={context} ids={signal} text={locale.gpc} />,
    <LeftOut key="minors" context={context} ids={settings.barred} text={locale.minors} />,
  ];
}
