import type { Preset, VendorPage } from '../model/preset.js';
import { firstTime } from './shared/first-time.js';
import { type Command, functionQueue } from './shared/function-queue.js';

/** The site's `fbq`, or the usual stub, which `fbevents.js` takes over. */
function queue(page: VendorPage): Command & { push?: Command } {
  const fbq: Command & { push?: Command } = functionQueue(page, 'fbq', {
    queue: 'queue',
    handler: 'callMethod',
    marks: { loaded: true, version: '2.0' },
  });
  fbq.push ??= fbq;
  page.window._fbq ??= fbq;
  return fbq;
}

/**
 * Meta (Facebook) pixel. Revoked, it holds its events back and sends them at the next grant, so a withdrawal reloads the
 * page. It does not read forms by itself ("automatic advanced matching"), nor note the buttons that are pressed: both are
 * its `autoConfig`. https://developers.facebook.com/docs/meta-pixel/implementation/gdpr
 */
export default {
  name: 'Meta Pixel (Facebook, Instagram)',
  controller: 'Meta Platforms Ireland Limited',
  country: 'IE/US',
  purposes: ['advertising'],
  privacyPolicyUrl: 'https://www.facebook.com/privacy/policy/',
  hosts: ['connect.facebook.net', 'www.facebook.com', '*.facebook.com', '*.facebook.net'],
  cookies: [
    { name: '_fbp', retention: 'P90D' },
    { name: '_fbc', retention: 'P90D' },
    { name: 'fr', retention: 'P90D', domain: '.facebook.com' },
    { name: 'datr', retention: 'P2Y', domain: '.facebook.com' },
    { name: 'sb', retention: 'P2Y', domain: '.facebook.com' },
    { name: 'c_user', retention: 'P90D', domain: '.facebook.com' },
    { name: 'xs', retention: 'P90D', domain: '.facebook.com' },
    { name: 'wd', retention: 'session', domain: '.facebook.com' },
    { name: 'oo', retention: 'P5Y', domain: '.facebook.com' },
  ],
  storage: [{ name: 'lastExternalReferrer' }, { name: 'lastExternalReferrerTime' }],
  reload: true,
  calls: { functions: ['fbq'] },
  parameters: {
    id: { pattern: /^\d{15,16}$/, expected: 'a pixel number of 15 or 16 digits, such as "1234567890123456"' },
  },
  start(page, { id, proxy }) {
    const fbq = queue(page);
    fbq('consent', 'revoke');
    fbq('set', 'autoConfig', false, String(id));
    fbq('init', String(id));
    // `track` would count the page once more for the accounts before this one.
    if (firstTime(page, 'meta-pixel')) fbq('track', 'PageView');
    else fbq('trackSingle', String(id), 'PageView');
    fbq('consent', 'grant');
    void page.script(`${proxy ?? 'https://connect.facebook.net'}/en_US/fbevents.js`);
  },
  grant: (page) => queue(page)('consent', 'grant'),
  revoke: (page) => queue(page)('consent', 'revoke'),
} satisfies Preset;
