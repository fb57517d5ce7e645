import { parse } from './config/parse.js';
import { known } from './known.js';
import { files } from './loaders.js';
import type { Locale, LocaleFile } from './model/locale.js';
import type { Preset } from './model/preset.js';
import type { Config } from './model/settings.js';
import { digestOf, hashNotice, makeNotice, type Notice } from './proof/notice.js';
import { complete, gather } from './state/texts.js';

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
  const settings = parse(config, known);
  const load = async (tag: string) => {
    const file = files[`locales/${tag}`] as (() => Promise<{ default: LocaleFile }>) | undefined;
    if (!file) throw new Error(`The language "${tag}" is not in this build.`);
    return gather((await file()).default);
  };
  const texts = typeof language === 'string' ? await load(language) : language;
  const [whole] = complete(texts, await load('en'));
  const used = [...settings.vendors, ...settings.necessary].flatMap(({ use }) => use ?? []);
  const facts = Object.fromEntries(
    await Promise.all(
      used.map(
        async (use) => [use, ((await files[`vendors/${use}`]!()) as { default: Preset }).default] as const,
      ),
    ),
  );
  const digests = Object.fromEntries(used.map((use) => [use, digestOf(facts[use]!)]));
  const notice = makeNotice(settings, whole, digests);
  return { noticeHash: hashNotice(notice), notice, facts };
}
