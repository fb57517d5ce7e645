import type { InterfaceContext } from '../model/interface.js';
import type { LocaleFile } from '../model/locale.js';
import { complete, gather } from '../state/texts.js';

/** All texts of a file that somebody wrote, in whatever parts; what it lacks comes from English and is reported. */
export async function completeFile({ locale, english, report }: InterfaceContext): Promise<LocaleFile> {
  const others = await english?.();
  if (!others) return locale;
  const [whole, missing] = complete(await gather(locale), await gather(others));
  if (missing.length) {
    report(
      'text-missing',
      locale.language,
      `lacks ${missing.join(', ')}: English stands in. Add them to the file.`,
    );
  }
  return whole;
}
