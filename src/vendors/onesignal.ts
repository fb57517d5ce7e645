import type { Preset, VendorPage } from '../model/preset.js';
import type { PresetConfig } from '../model/settings.js';
import { arrayQueue } from './shared/array-queue.js';
import { firstTime } from './shared/first-time.js';

interface OneSignal {
  setConsentRequired(required: boolean): void;
  init(options: object): Promise<void>;
  setConsentGiven(given: boolean): Promise<void>;
  readonly User: { readonly PushSubscription: { optOut(): Promise<void> } };
}

/** Runs once the library is there. */
const withSdk = (page: VendorPage, action: (sdk: OneSignal) => unknown): void =>
  arrayQueue(page, 'OneSignalDeferred').push(action);

/** It asks its own server only in `init`: not if consent was withdrawn meanwhile. A page can have one app. */
const begin = (page: VendorPage, { use, id }: PresetConfig): void =>
  withSdk(page, async (sdk) => {
    if (!page.allows(use)) return;
    if (firstTime(page, 'onesignal')) {
      sdk.setConsentRequired(true);
      await sdk.init({ appId: String(id) });
    }
    await sdk.setConsentGiven(true);
  });

/**
 * OneSignal web push. A withdrawal ends the subscription and unregisters its worker, if that bears its usual name.
 * https://documentation.onesignal.com/docs/web-sdk-reference
 */
export default {
  name: 'OneSignal',
  controller: 'OneSignal, Inc.',
  country: 'US',
  purposes: ['advertising'],
  privacyPolicyUrl: 'https://onesignal.com/privacy_policy',
  hosts: ['cdn.onesignal.com', 'onesignal.com', 'api.onesignal.com', 'media.onesignal.com', '*.os.tc'],
  cookies: [],
  storage: [
    { name: 'requiresPrivacyConsent' },
    { name: 'userConsent' },
    { name: 'os_pageViews' },
    { name: 'isPushNotificationsEnabled' },
    { name: 'isOptedOut' },
    { name: 'onesignal-pageview-count' },
    { name: 'onesignal-notification-prompt' },
    { name: 'onesignal-non-push-prompt' },
  ],
  databases: ['ONE_SIGNAL_SDK_DB'],
  workers: ['OneSignalSDK*'],
  calls: { arrays: ['OneSignalDeferred'] },
  parameters: {
    id: {
      pattern: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i,
      expected: 'an app id such as "01234567-89ab-cdef-0123-456789abcdef"',
    },
  },
  start(page, account) {
    begin(page, account);
    void page.script(`${account.proxy ?? 'https://cdn.onesignal.com'}/sdks/web/v16/OneSignalSDK.page.js`);
  },
  grant(page, accounts) {
    for (const account of accounts.slice(0, 1)) begin(page, account);
  },
  revoke: (page) =>
    withSdk(page, (sdk) => Promise.all([sdk.setConsentGiven(false), sdk.User.PushSubscription.optOut()])),
} satisfies Preset;
