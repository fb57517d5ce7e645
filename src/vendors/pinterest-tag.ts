import type { Preset, VendorPage } from '../model/preset.js';
import { type Command, functionQueue } from './shared/function-queue.js';

/** The site's `pintrk`, or the usual stub, whose queue `core.js` replays. */
const queue = (page: VendorPage): Command =>
  functionQueue(page, 'pintrk', { queue: 'queue', marks: { version: '3.0' } });

/** Pinterest tag. https://help.pinterest.com/en/business/article/install-the-base-code */
export default {
  name: 'Pinterest',
  controller: 'Pinterest Europe Ltd.',
  country: 'IE/US',
  purposes: ['advertising'],
  privacyPolicyUrl: 'https://policy.pinterest.com/privacy-policy',
  hosts: ['s.pinimg.com', 'ct.pinterest.com', '*.pinimg.com', '*.pinterest.com'],
  cookies: [
    { name: '_epik', retention: 'P1Y' },
    { name: '_derived_epik', retention: 'P1Y' },
    { name: '_pin_unauth', retention: 'P1Y' },
    { name: '_pinterest_ct', retention: 'P1Y' },
    { name: '_pinterest_ct_rt', retention: 'P1Y' },
    { name: '_pinterest_ct_mw' },
    { name: '_pinterest_ct_ua', retention: 'P1Y', domain: '.ct.pinterest.com' },
    { name: '_pinterest_ct_ua', retention: 'P1Y', domain: '.pinterest.com' },
    { name: '_pinterest_sess', retention: 'P1Y', domain: '.pinterest.com' },
    { name: '_routing_id', retention: 'P1D', domain: '.pinterest.com' },
    { name: '_pinterest_cm', retention: 'P347D', domain: '.pinterest.com' },
  ],
  storage: [],
  calls: { functions: ['pintrk'] },
  parameters: { id: { pattern: /^\d{13}$/, expected: 'a tag number of 13 digits, such as "2612345678901"' } },
  start(page, { id, proxy }) {
    const pintrk = queue(page);
    pintrk('load', String(id));
    pintrk('setconsent', true);
    pintrk('page');
    void page.script(`${proxy ?? 'https://s.pinimg.com'}/ct/core.js`);
  },
  grant: (page) => queue(page)('setconsent', true),
  revoke: (page) => queue(page)('setconsent', false),
} satisfies Preset;
