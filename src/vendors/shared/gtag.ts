import type { VendorPage } from '../../model/preset.js';
import type { PresetConfig } from '../../model/settings.js';
import { firstTime } from './first-time.js';

// Google's services share one loader, one queue and one set of consent types.
// https://developers.google.com/tag-platform/security/guides/consent

/** Google's names for what the visitor is asked. Two more are set once and for all, in the defaults. */
export type ConsentType =
  | 'ad_storage'
  | 'ad_user_data'
  | 'ad_personalization'
  | 'analytics_storage'
  | 'personalization_storage';

/** What Google's advertising services need. */
export const adTypes: readonly ConsentType[] = ['ad_storage', 'ad_user_data', 'ad_personalization'];

type Gtag = (...command: unknown[]) => void;

/** The site's `gtag`, or the usual stub. Google reads commands only as an `arguments` object. */
function queue({ window }: VendorPage): Gtag {
  window.dataLayer ??= [];
  window.gtag ??= function gtag() {
    // biome-ignore lint/complexity/noArguments: an array is not read as a command
    (window.dataLayer as unknown[]).push(arguments);
  };
  return window.gtag as Gtag;
}

const all = (types: readonly ConsentType[], value: 'granted' | 'denied') =>
  Object.fromEntries(types.map((type) => [type, value]));

/** The site's own configuration, or Portillon's consent mode, may have said them at the start of the page. */
const hasDefaults = ({ window }: VendorPage): boolean =>
  (window.dataLayer as unknown[]).some((command) => {
    // Google reads nothing but an `arguments` object.
    if (Object.prototype.toString.call(command) !== '[object Arguments]') return false;
    const [name, kind] = command as Iterable<unknown>;
    return name === 'consent' && kind === 'default';
  });

/**
 * Before anything of Google's runs: everything denied first, as the very first command, then what is granted
 * (R83, R84).
 */
export function prepareGoogle(page: VendorPage, types: readonly ConsentType[]): void {
  const gtag = queue(page);
  if (firstTime(page, 'google consent') && !hasDefaults(page)) {
    gtag('consent', 'default', {
      ad_storage: 'denied',
      ad_user_data: 'denied',
      ad_personalization: 'denied',
      analytics_storage: 'denied',
      functionality_storage: 'denied',
      personalization_storage: 'denied',
      security_storage: 'granted',
    });
    gtag('set', 'ads_data_redaction', true);
  }
  gtag('consent', 'update', all(types, 'granted'));
}

/** Basic consent mode: consent, then the destination with its settings, then the loader (R85). */
export function startGoogle(
  page: VendorPage,
  { id, proxy }: PresetConfig,
  types: readonly ConsentType[],
  ...settings: readonly object[]
): void {
  prepareGoogle(page, types);
  const gtag = queue(page);
  const first = firstTime(page, 'gtag.js');
  if (first) gtag('js', new Date());
  gtag('config', id, ...settings);
  if (first) {
    const base = proxy ?? 'https://www.googletagmanager.com';
    void page.script(`${base}/gtag/js?id=${encodeURIComponent(String(id))}`);
  }
}

/** Says of these types alone that they are granted, or denied, from now on. */
export const updateGoogle = (
  page: VendorPage,
  types: readonly ConsentType[],
  value: 'granted' | 'denied',
): void => queue(page)('consent', 'update', all(types, value));
