import { parse } from './config/parse.js';
import { known } from './known.js';
import { files } from './loaders.js';
import { entryWord, type LocaleFile } from './model/locale.js';
import type { Config } from './model/settings.js';
import { locales } from './registry.js';
import { pickLanguage } from './state/language.js';
import { deriveState } from './state/state.js';
import { gather } from './state/texts.js';
import { Banner } from './ui/banner.js';
import { early } from './ui/early.js';
import { type Child, flatten, h } from './ui/jsx.js';
import { drawNotes } from './ui/news.js';
import css from './ui/ui.css';

/** What the page, and not the configuration, says of the banner. All of it may be left out. */
export interface RenderOptions {
  /** Language tag. Default: `locale` of the configuration; where that is `"auto"`, English. */
  readonly language?: string;
  /** The words of your own `data-consent-open` button, which the banner names. Default: « Cookies ». */
  readonly link?: string;
  /** For pages with a content security policy: stands on the style and on the script. */
  readonly nonce?: string;
}

/**
 * The first layer as HTML, to be put at the start of the body. `portillon.js` takes it over as it stands. Visitors who
 * have chosen, and those without JavaScript, do not see it. Empty where the configuration asks for nothing.
 * @throws ConfigError for a configuration that cannot be used.
 */
export async function renderBanner(config: Config, options: RenderOptions = {}): Promise<string> {
  const settings = parse(config, { ...known, href: undefined, warn: () => {} });
  // Where nothing is asked, nothing is shown.
  if (settings.purposes.every(({ id }) => settings.barred.includes(id))) return '';
  const named = options.language ?? (settings.locale === 'auto' ? 'en' : settings.locale);
  const tag = pickLanguage([named], locales, '');
  if (!tag) throw new Error(`No texts for the language "${named}"; there are ${locales.join(', ')}.`);
  const [{ default: locale }, { default: layout }] = (await Promise.all([
    files[`locales/${tag}`]!(),
    files[`layouts/${settings.layout}`]!(),
  ])) as [{ default: LocaleFile }, { default: string }];
  // As a first visitor whose browser sends no signal: others see none of it before the script is there.
  const notes = drawNotes(settings, await gather(locale), deriveState(settings, undefined), true);
  const banner = Banner({ settings, locale, refused: [], link: options.link ?? entryWord, children: notes });
  const script = `(${early})(${JSON.stringify(settings.store.name)})`.replaceAll('<', '\\u003c');
  const nonce = options.nonce === undefined ? '' : ` nonce="${asText(options.nonce)}"`;
  return `<style${nonce}>${css}${layout}</style>
<div id="portillon" data-prerendered="" data-turbo-temporary="" hidden="">${toHtml(
    h('div', { lang: locale.language, dir: locale.direction }, banner),
  )}<script${nonce}>${script}</script></div>
`;
}

const asText = (text: string): string => text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);

/** What the browser draws, as text. */
export const toHtml = (child: Child): string =>
  flatten(child)
    .map((one) => {
      if (typeof one === 'string') return asText(one);
      const attributes = Object.entries(one.props)
        .filter(([, value]) => value !== undefined && value !== false)
        .map(([name, value]) => ` ${name}="${value === true ? '' : asText(`${value}`)}"`);
      return `<${one.tag}${attributes.join('')}>${toHtml(one.children)}</${one.tag}>`;
    })
    .join('');
