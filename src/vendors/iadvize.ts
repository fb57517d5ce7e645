import type { Preset, VendorPage } from '../model/preset.js';
import { arrayQueue } from './shared/array-queue.js';

interface Chat {
  set(property: string, value: unknown): void;
}

const allow = (page: VendorPage, consent: boolean) =>
  arrayQueue(page, 'iAdvizeInterface').push((chat: Chat) => chat.set('visitor:cookiesConsent', consent));

/**
 * iAdvize: it places its cookies only once it is told of consent.
 * https://help.iadvize.com/hc/en-gb/articles/4403097203986
 */
export default {
  name: 'iAdvize',
  controller: 'iAdvize SAS',
  country: 'FR',
  purposes: [],
  privacyPolicyUrl: 'https://www.iadvize.com/en/iadvize-privacy-policy',
  hosts: ['halo.iadvize.com', 'static.iadvize.com', '*.iadvize.com'],
  cookies: [
    { name: 'iadvize-*', retention: 'P12M' },
    { name: 'transactionBundle.transaction', retention: 'P7D' },
    { name: 'transactionBundle.retryCount', retention: 'P7D' },
    { name: 'idzUtmCampaign', retention: 'P7D' },
  ],
  storage: [],
  reload: true,
  calls: { arrays: ['iAdvizeInterface'] },
  parameters: {
    id: { pattern: /^\d+$/, expected: 'your SID, a number such as "1234"' },
    lang: { pattern: /^[a-z]{2}$/, expected: 'a language such as "fr"', optional: true },
  },
  start(page, { id, lang, proxy }) {
    const config = { sid: Number(id), ...(lang ? { lang } : {}), useExplicitCookiesConsent: true };
    Object.assign(arrayQueue(page, 'iAdvizeInterface'), { config });
    allow(page, true);
    void page.script(`${proxy ?? 'https://halo.iadvize.com'}/iadvize.js?sid=${id}`);
  },
  grant: (page) => void allow(page, true),
  revoke: (page) => void allow(page, false),
} satisfies Preset;
