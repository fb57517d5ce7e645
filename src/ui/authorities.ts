/** A supervisory authority, by the country whose residents it serves (GDPR 77; the Swiss and British ones likewise). */
export interface Authority {
  readonly name: string;
  readonly url: string;
}

/** For R74. Reviewed 2026-11-23. */
export const authorities: { readonly [country: string]: Authority } = {
  FR: { name: 'CNIL', url: 'https://www.cnil.fr/' },
  BE: { name: 'APD-GBA', url: 'https://www.autoriteprotectiondonnees.be/' },
  CH: { name: 'PFPDT / EDÖB / IFPDT', url: 'https://www.edoeb.admin.ch/' },
  DE: { name: 'BfDI', url: 'https://www.bfdi.bund.de/' },
  ES: { name: 'AEPD', url: 'https://www.aepd.es/' },
  GB: { name: 'ICO', url: 'https://ico.org.uk/' },
  IT: { name: 'Garante per la protezione dei dati personali', url: 'https://www.garanteprivacy.it/' },
  PT: { name: 'CNPD', url: 'https://www.cnpd.pt/' },
};

/**
 * The countries by likelihood: the regions of the browser's languages, then the law that the site names. No address is
 * looked up, so this is a guess, and the others are listed too.
 */
export function likelyCountries(languages: readonly string[], regime: string): string[] {
  const regions = languages.map((tag) => tag.split('-').find((part) => /^[A-Z]{2}$/.test(part)));
  const likely = [...regions, regime].filter(
    (code) => code !== undefined && Object.hasOwn(authorities, code),
  );
  return [...new Set([...(likely as string[]), ...Object.keys(authorities)])];
}
