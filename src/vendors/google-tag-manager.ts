import type { Preset, VendorPage } from '../model/preset.js';
import type { PresetConfig } from '../model/settings.js';
import { arrayQueue } from './shared/array-queue.js';
import { adTypes, type ConsentType, prepareGoogle, updateGoogle } from './shared/gtag.js';

const standard = ['audience', 'advertising'];

/** The consent types that the entry's purposes cover. */
const types = new Map<string, readonly ConsentType[]>([
  ['audience', ['analytics_storage']],
  ['advertising', adTypes],
  ['personalisation', ['personalization_storage']],
]);
const typesOf = (accounts: readonly PresetConfig[]): ConsentType[] =>
  accounts.flatMap(({ purposes = standard }) => purposes.flatMap((purpose) => types.get(purpose) ?? []));

/** For triggers inside the container that wait for a change of consent. */
const tell = (page: VendorPage) => arrayQueue(page, 'dataLayer').push({ event: 'portillon_consent' });

/**
 * A container: it is held until every purpose of its tags is granted. Name others in the entry, and let each
 * tag inside check consent. https://developers.google.com/tag-platform/security/guides/consent
 */
export default {
  name: 'Google Tag Manager',
  controller: 'Google Ireland Limited',
  country: 'IE/US',
  purposes: ['audience', 'advertising'],
  privacyPolicyUrl: 'https://policies.google.com/privacy',
  hosts: ['www.googletagmanager.com'],
  cookies: [{ name: 'td', retention: 'session', domain: 'www.googletagmanager.com' }],
  storage: [],
  reload: true,
  parameters: { id: { pattern: /^GTM-[A-Z0-9]{4,}$/, expected: 'a container such as "GTM-AB12CD3"' } },
  start(page, account) {
    prepareGoogle(page, typesOf([account]));
    arrayQueue(page, 'dataLayer').push({ 'gtm.start': Date.now(), event: 'gtm.js' });
    const { id, proxy = 'https://www.googletagmanager.com' } = account;
    void page.script(`${proxy}/gtm.js?id=${String(id)}`);
  },
  grant(page, accounts) {
    updateGoogle(page, typesOf(accounts), 'granted');
    tell(page);
  },
  revoke(page, accounts) {
    updateGoogle(page, typesOf(accounts), 'denied');
    tell(page);
  },
} satisfies Preset;
