import { describe, expect, it } from 'vitest';
import en from '../../src/locales/en.js';
import type { InterfaceContext } from '../../src/model/interface.js';
import { type Locale, type LocaleFile, textsByPart } from '../../src/model/locale.js';
import { complete } from '../../src/state/texts.js';
import { completeFile } from '../../src/ui/complete.js';

const contextOf = (locale: LocaleFile, reports: string[]) =>
  ({
    locale,
    ours: en,
    report: (code: string, subject: string, text: string) => reports.push(`${code} ${subject} ${text}`),
  }) as unknown as InterfaceContext;

describe('a language file', () => {
  it('is filled up text by text, forms by number and purposes too', () => {
    const { title, ...rest } = en;
    const purposes = { ...en.purposes, audience: { title: 'A' } };
    const [whole, missing] = complete(
      { ...rest, accept: 5, intro: { other: 'x' }, partners: {}, purposes } as unknown as Locale,
      en,
    );
    expect(missing).toEqual([
      'title',
      'accept',
      'partners.one',
      'partners.other',
      'purposes.audience.description',
    ]);
    expect(whole).toMatchObject({
      title,
      accept: en.accept,
      intro: { other: 'x' },
      purposes: { audience: { title: 'A' } },
    });
  });

  it('with all texts at once needs nothing else', async () => {
    const reports: string[] = [];
    const mine = { ...en, language: 'eo', title: 'Viaj elektoj' };
    expect(await completeFile(contextOf(mine, reports))).toEqual(mine);
    expect(reports).toEqual([]);
  });

  it('brings its parts, and one that was copied but not translated is English and reported', async () => {
    const reports: string[] = [];
    const part = async (language: string, texts: object) => ({ default: { language, ...texts } }) as never;
    const { save, copied, ...rest } = en;
    const mine = {
      ...rest,
      language: 'eo',
      built: 'en',
      panel: () => part('eo', { save: 'Konservi' }),
      details: () => part('en', { copied: 'Kopiite' }),
    };
    const whole = await completeFile(contextOf(mine as LocaleFile, reports));
    expect(whole).toMatchObject({ save: 'Konservi', copied });
    expect(reports).toEqual([expect.stringContaining('text-missing eo lacks copied: English')]);
  });
});

describe('the parts of a language', () => {
  it('are of texts that there are, each in one part', () => {
    const named: string[] = [...textsByPart.first, ...textsByPart.panel];
    expect(new Set(named).size).toBe(named.length);
    expect(Object.keys(en)).toEqual(expect.arrayContaining(named));
  });
});
