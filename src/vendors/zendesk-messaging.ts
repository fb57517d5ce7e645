import type { Preset, VendorPage } from '../model/preset.js';

/** `zE` exists once the script ran: before that there is nothing to tell. */
function allow({ window }: VendorPage, range: unknown): void {
  (window.zE as ((...command: unknown[]) => void) | undefined)?.('messenger:set', 'cookies', range);
}

/** Zendesk Messaging. https://developer.zendesk.com/api-reference/widget-messaging/web/core */
export default {
  name: 'Zendesk',
  controller: 'Zendesk, Inc.',
  country: 'US',
  purposes: [],
  privacyPolicyUrl: 'https://www.zendesk.com/company/privacy',
  hosts: ['static.zdassets.com', 'ekr.zdassets.com', '*.zendesk.com', '*.zopim.com', 'v2.zopim.com'],
  cookies: [
    { name: '__zlcmid', retention: 'P365D' },
    { name: '__zlcprivacy', retention: 'P365D' },
    { name: '_zendesk_cookie', retention: 'P1Y', domain: '.zendesk.com' },
    { name: '_zendesk_session', retention: 'PT8H', domain: '.zendesk.com' },
  ],
  storage: [
    { name: 'ZD-settings' },
    { name: 'ZD-suid' },
    { name: 'ZD-buid' },
    { name: 'ZD-store' },
    { name: 'ZD-widgetOpen' },
    { name: 'ZD-launcherLabelRemoved' },
    // The app's id stands in front. The facts say `appUser`, sites that use it say `appUserId`.
    { name: '*.appUser*', form: /^[\da-f]{24}\.appUser(Id)?$/ },
    { name: '*.clientId', form: /^[\da-f]{24}\.clientId$/ },
    { name: '*.sessionToken', form: /^[\da-f]{24}\.sessionToken$/ },
  ],
  parameters: {
    id: {
      pattern: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i,
      expected: 'a key such as "01234567-89ab-cdef-0123-456789abcdef"',
    },
    range: {
      pattern: /^(all|functional)$/,
      expected: '"functional" (default), or "all" if its purposes cover analytics too',
      optional: true,
    },
  },
  start(page, { use, id, range = 'functional', proxy }) {
    const base = proxy ?? 'https://static.zdassets.com';
    const loaded = page.script(`${base}/ekr/snippet.js?key=${id}`, { id: 'ze-snippet' });
    void loaded.then(() => allow(page, page.allows(use) ? range : 'none'));
  },
  grant: (page, [account]) => allow(page, account?.range ?? 'functional'),
  revoke: (page) => allow(page, 'none'),
} satisfies Preset;
