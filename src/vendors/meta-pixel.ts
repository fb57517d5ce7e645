import type { Preset, VendorPage } from '../model/preset.js';

interface Fbq {
  (...command: unknown[]): void;
  callMethod?: (...command: unknown[]) => void;
  queue: unknown[];
  push: unknown;
  loaded: boolean;
  version: string;
}

/** The site's `fbq`, or the usual stub, which `fbevents.js` takes over. */
function queue({ window }: VendorPage): Fbq {
  if (!window.fbq) {
    const stub = ((...command) => {
      if (stub.callMethod) stub.callMethod(...command);
      else stub.queue.push(command);
    }) as Fbq;
    Object.assign(stub, { push: stub, loaded: true, version: '2.0', queue: [] });
    window.fbq = stub;
    window._fbq ??= stub;
  }
  return window.fbq as Fbq;
}

/** Meta (Facebook) pixel. https://developers.facebook.com/docs/meta-pixel/implementation/gdpr */
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
  ],
  storage: [{ name: 'lastExternalReferrer' }, { name: 'lastExternalReferrerTime' }],
  parameters: { id: { pattern: /^\d{15,16}$/, expected: 'a pixel number of 15 or 16 digits' } },
  start(page, { id, proxy }) {
    const fbq = queue(page);
    fbq('consent', 'revoke');
    fbq('init', String(id));
    fbq('track', 'PageView');
    fbq('consent', 'grant');
    void page.script(`${proxy ?? 'https://connect.facebook.net'}/en_US/fbevents.js`);
  },
  grant: (page) => queue(page)('consent', 'grant'),
  revoke: (page) => queue(page)('consent', 'revoke'),
} satisfies Preset;
