import type { Preset, VendorPage } from '../model/preset.js';
import type { PresetConfig } from '../model/settings.js';
import { functionQueue } from './shared/function-queue.js';

const accountOf = ({ id, apiBase }: PresetConfig, disabled: boolean) => ({
  app_id: id,
  ...(apiBase ? { api_base: apiBase } : {}),
  disabled,
});

/** Keeps what the site itself put into the settings, such as the visitor's name. */
function setSettings({ window }: VendorPage, account: PresetConfig, disabled: boolean): void {
  window.intercomSettings = { ...(window.intercomSettings as object), ...accountOf(account, disabled) };
}

function boot(page: VendorPage, account: PresetConfig): void {
  setSettings(page, account, false);
  functionQueue(page, 'Intercom')('boot', accountOf(account, false));
}

/** Intercom Messenger. https://www.intercom.com/help/en/articles/2361922-intercom-messenger-cookies */
export default {
  name: 'Intercom',
  controller: 'Intercom R&D Unlimited Company',
  country: 'IE/US',
  purposes: [],
  privacyPolicyUrl: 'https://www.intercom.com/legal/privacy',
  hosts: [
    'widget.intercom.io',
    'js.intercomcdn.com',
    'api-iam.intercom.io',
    'api-iam.eu.intercom.io',
    '*.intercom.io',
    '*.intercomcdn.com',
  ],
  cookies: [
    { name: 'intercom-id-*', retention: 'P9M' },
    { name: 'intercom-session-*', retention: 'P1W' },
    { name: 'intercom-device-id-*', retention: 'P9M' },
  ],
  storage: [{ name: 'intercom.intercom-state-*' }],
  calls: { functions: ['Intercom'] },
  parameters: {
    id: { pattern: /^[a-z\d]{8}$/i, expected: 'an app id of 8 letters and digits, such as "abcd1234"' },
    apiBase: {
      pattern: /^https:\/\/api-iam\.([a-z]+\.)?intercom\.io$/,
      expected: 'the address of your region, such as "https://api-iam.eu.intercom.io"',
      optional: true,
    },
  },
  start(page, account) {
    boot(page, account);
    void page.script(`${account.proxy ?? 'https://widget.intercom.io'}/widget/${account.id}`);
  },
  grant(page, accounts) {
    for (const account of accounts) boot(page, account);
  },
  revoke(page, accounts) {
    for (const account of accounts) setSettings(page, account, true);
    functionQueue(page, 'Intercom')('shutdown');
  },
} satisfies Preset;
