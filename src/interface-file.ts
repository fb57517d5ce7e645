import type { InterfaceFile, Load } from './model/core.js';
import type { Report } from './model/problem.js';
import { once } from './once.js';
import { languages } from './page/lifecycle.js';
import { pickLanguage } from './state/language.js';

/**
 * How to get the interface in the visitor's language: one file, asked for once. A language that did not come with us has
 * its texts in a file of the site's; where either does not come, English serves.
 */
export const interfaceLoader = (
  locale: string,
  available: readonly string[],
  load: Load,
  report: Report,
): (() => Promise<InterfaceFile>) =>
  once(async () => {
    // A language that is named is tried even if it did not come with us: its file may lie beside the others.
    const named = locale === 'auto' ? undefined : locale;
    const tag = pickLanguage(named ? [named] : languages(), available, named);
    const own = available.includes(tag) ? undefined : (`locales/${tag}` as const);
    const ours = `interface-${own ? 'en' : tag}` as const;
    try {
      const [file, texts = file] = await Promise.all([load(ours), own && load(own)]);
      if (texts.default) return { ...file, own: texts.default };
    } catch {
      // As if it had no texts.
    }
    const english = await load('interface-en');
    report('locale-missing', own ?? ours);
    return english;
  });
