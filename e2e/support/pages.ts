import type { Page } from 'playwright';

/** The configuration of the tests: every kind of purpose and vendor once. */
export const config = {
  site: { name: 'École d’essai', privacyPolicyUrl: '/confidentialite' },
  policyVersion: '1',
  purposes: [
    'audience',
    'personalisation',
    'social',
    'advertising',
    {
      id: 'accessibility-aid',
      title: { fr: 'Relais pour personnes sourdes', en: 'Relay for deaf people' },
      description: { fr: 'Un service de relais traduit vos échanges.', en: 'A relay service translates.' },
    },
  ],
  vendors: [
    { use: 'google-ads', id: 'AW-123456789' },
    { use: 'google-analytics', id: 'G-AB12CD34EF' },
    { use: 'meta-pixel', id: '123456789012345' },
    { use: 'pinterest-tag', id: '2612345678901' },
    { use: 'matomo', id: '7', url: 'https://stats.example.com/' },
    { use: 'youtube' },
    {
      id: 'relay',
      name: 'Relais',
      purposes: ['accessibility-aid'],
      scripts: ['https://relay.example/tag.js'],
      cookies: [{ name: 'relay_*', retention: 'P13M' }],
      storage: ['relay:*'],
      country: 'FR',
      privacyPolicyUrl: 'https://relay.example/privacy',
    },
  ],
};

/** All that a site must attest for a measurement that needs no consent. */
export const attested = {
  solePurpose: true,
  anonymous: true,
  noCrossSite: true,
  noCombination: true,
  dataRetentionMonths: 25,
};

export type Placement = 'head' | 'body' | 'defer' | 'async';

export interface PageOptions {
  readonly config?: unknown;
  readonly placement?: Placement;
  readonly lang?: string;
  readonly head?: string;
  readonly body?: string;
}

/** A page of the site with the paste of the README, at one of the places that it may stand. */
export function html({
  placement = 'head',
  lang = 'fr',
  head = '',
  body = '',
  ...rest
}: PageOptions = {}): string {
  const json = JSON.stringify('config' in rest ? rest.config : config).replace(/</g, '\\u003c');
  const attribute = placement === 'defer' || placement === 'async' ? ` ${placement}` : '';
  const paste = `<script type="application/json" id="portillon-config">${json}</script>
<script src="/portillon/portillon.js"${attribute}></script>`;
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Essai</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,">
${placement === 'body' ? '' : paste}${head}</head><body>
<main><h1>École d’essai</h1><p><a href="/deux">Deuxième page</a></p>${'<p>Du texte à lire.</p>'.repeat(30)}
${body}</main>
<footer><button type="button" data-consent-open>Gérer mes cookies</button></footer>
${placement === 'body' ? paste : ''}</body></html>`;
}

export const banner = '#portillon [data-portillon="banner"]';
export const button = (name: string): string => `#portillon [data-portillon="${name}"]`;
/** The switch of a purpose or vendor in the panel. */
export const toggle = (kind: 'purpose' | 'vendor', id: string): string =>
  `#portillon [data-portillon="switch"][data-${kind}="${id}"]`;

/** Opens the disclosures of all purposes, whose partners are made only then. */
export async function openPartners(page: Page): Promise<void> {
  const all = page.locator('.portillon-purpose:has([data-purpose]) summary');
  await all.first().waitFor();
  for (const summary of await all.all()) await summary.click();
  await page.locator('.portillon-purpose [data-vendor]').first().waitFor();
}
