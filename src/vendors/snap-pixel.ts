import type { Preset } from '../model/preset.js';
import { functionQueue } from './shared/function-queue.js';

/** Snap Pixel: it has no consent command. https://www.consentstack.io/vendors/snap-pixel */
export default {
  name: 'Snapchat',
  controller: 'Snap Group Limited',
  country: 'GB/US',
  purposes: ['advertising'],
  privacyPolicyUrl: 'https://values.snap.com/privacy/privacy-policy',
  hosts: ['sc-static.net', 'tr.snapchat.com', 'tr6.snapchat.com', '*.snapchat.com'],
  cookies: [
    { name: '_scid', retention: 'P13M' },
    { name: '_scid_r', retention: 'P13M' },
    { name: '_sctr' },
    { name: '_schn', retention: 'P1D' },
    { name: 'sc_at', retention: 'P1Y', domain: '.snapchat.com' },
    { name: 'X-AB', retention: 'P1D', domain: 'sc-static.net' },
  ],
  storage: [{ name: 'u_sclid' }, { name: 'u_sclid_r' }, { name: 'u_scsid' }, { name: 'u_scsid_r' }],
  reload: true,
  calls: { functions: ['snaptr'] },
  parameters: {
    id: {
      pattern: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i,
      expected: 'a pixel id such as "01234567-89ab-cdef-0123-456789abcdef"',
    },
  },
  start(page, { id, proxy }) {
    const snaptr = functionQueue(page, 'snaptr', { queue: 'queue', handler: 'handleRequest' });
    snaptr('init', String(id));
    snaptr('track', 'PAGE_VIEW');
    void page.script(`${proxy ?? 'https://sc-static.net'}/scevent.min.js`);
  },
} satisfies Preset;
