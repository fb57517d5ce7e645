import type { Preset, VendorPage } from '../model/preset.js';

/** What a site calls. Its own `load` comes to nothing: the configuration says which pixels there are. */
const calls = 'page track identify instances debug on off once ready alias group load'.split(' ');
const methods = [...calls, 'enableCookie', 'disableCookie', 'holdConsent', 'revokeConsent', 'grantConsent'];

interface Ttq {
  page(): void;
  grantConsent(): void;
  revokeConsent(): void;
  /** By pixel: what waits for it, with its loader; when it was loaded; its options. */
  _i?: object;
  _t?: object;
  _o?: object;
}

/** The site's `ttq`, or the usual stub: an array with methods. Older snippets lack those for consent. */
function queue({ window }: VendorPage): Ttq {
  window.TiktokAnalyticsObject = 'ttq';
  window.ttq ??= [];
  const ttq = window.ttq as unknown[] & { [method: string]: unknown };
  if (Array.isArray(ttq)) {
    ttq.load ??= () => {};
    for (const method of methods)
      ttq[method] ??= (...values: unknown[]) => void ttq.push([method, ...values]);
  }
  return ttq as unknown as Ttq;
}

/** TikTok pixel. https://business-api.tiktok.com/portal/docs?id=1739585600931842 */
export default {
  name: 'TikTok',
  controller: 'TikTok Technology Limited and TikTok Information Technologies UK Limited',
  country: 'IE/GB',
  purposes: ['advertising'],
  privacyPolicyUrl: 'https://www.tiktok.com/legal/page/eea/privacy-policy/en',
  hosts: [
    'analytics.tiktok.com',
    'analytics.us.tiktok.com',
    'mon.tiktokv.com',
    'analytics-ipv6.tiktokw.us',
    'business-api.tiktok.com',
  ],
  cookies: [
    { name: '_ttp', retention: 'P13M' },
    { name: '_tt_enable_cookie', retention: 'P13M' },
    { name: 'ttclid', retention: 'P13M' },
    { name: 'ttcsid', retention: 'P13M' },
    { name: 'ttcsid_*', retention: 'P13M' },
    { name: '_ttp', retention: 'P13M', domain: '.tiktok.com' },
    { name: 'msToken', retention: 'P9D', domain: '.tiktok.com' },
    { name: 'ttwid', retention: 'P1Y', domain: '.tiktok.com' },
  ],
  storage: [{ name: 'tt_sessionId' }, { name: 'tt_pixel_session_index' }, { name: 'tt_appInfo' }],
  calls: { objects: { ttq: calls } },
  parameters: {
    id: {
      pattern: /^[A-Z0-9]{20}$/,
      expected: 'a pixel id of 20 characters, such as "C1AB2CD3EF4GH5IJ6KL7"',
    },
  },
  start(page, { id, proxy }) {
    const name = String(id);
    const url = `${proxy ?? 'https://analytics.tiktok.com'}/i18n/pixel/events.js`;
    const ttq = queue(page);
    ttq.grantConsent();
    ttq._i = { ...ttq._i, [name]: Object.assign([], { _u: url }) };
    ttq._t = { ...ttq._t, [name]: Date.now() };
    ttq._o = { ...ttq._o, [name]: {} };
    ttq.page();
    void page.script(`${url}?sdkid=${name}&lib=ttq`);
  },
  grant: (page) => queue(page).grantConsent(),
  revoke: (page) => queue(page).revokeConsent(),
} satisfies Preset;
