import { parse } from './config/parse.js';
import { localeFiles, vendorFiles } from './loaders.js';
import type { Locale } from './model/locale.js';
import type { Config } from './model/settings.js';
import { digestOf, hashNotice, makeNotice, type Notice } from './proof/notice.js';
import { exemptible, layouts, necessary, presets } from './registry.js';
import { complete } from './state/language.js';

/** What visitors were shown, and its hash as proofs carry it. `facts` tells the vendor files behind their digests. */
export interface ShownNotice {
  readonly noticeHash: string;
  readonly notice: Notice;
  readonly facts: { readonly [use: string]: object };
}

/**
 * Makes the notice of a site again, from its configuration and this build alone: what a proof's `noticeHash` stands
 * for. Runs anywhere. `language` is the proof's own; a language file of the site is given as its content.
 * @throws ConfigError for a configuration that cannot be used, and an error for a language that is not in the build.
 */
export async function noticeOf(config: Config, language: string | Locale): Promise<ShownNotice> {
  const settings = parse(config, { presets, necessary, exemptible, layouts });
  const load = async (tag: string) => {
    const file = localeFiles[tag];
    if (!file) throw new Error(`The language "${tag}" is not in this build.`);
    return (await file()).default;
  };
  const texts = typeof language === 'string' ? await load(language) : language;
  const [whole] = complete(texts, await load('en'));
  const used = [...settings.vendors, ...settings.necessary].flatMap(({ use }) => use ?? []);
  const facts = Object.fromEntries(
    await Promise.all(used.map(async (use) => [use, (await vendorFiles[use]!()).default] as const)),
  );
  const digests = Object.fromEntries(used.map((use) => [use, digestOf(facts[use]!)]));
  const notice = makeNotice(settings, whole, digests);
  return { noticeHash: hashNotice(notice), notice, facts };
}
