import type { InterfaceContext } from '../model/interface.js';
import type { LocaleFile } from '../model/locale.js';
import { complete, gather } from '../state/texts.js';

/**
 * All texts of a file that somebody wrote, in whatever parts; what it lacks comes from ours, which is English, and is
 * reported.
 */
export async function completeFile({ locale, ours, report }: InterfaceContext): Promise<LocaleFile> {
  const [whole, missing] = complete(await gather(locale), await gather(ours));
  if (missing.length) {
    report(
      'text-missing',
      locale.language,
      `lacks ${missing.join(', ')}: English stands in. Add them to the file.`,
    );
  }
  return whole;
}
