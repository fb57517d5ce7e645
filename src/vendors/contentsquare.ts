import type { Preset } from '../model/preset.js';
import { arrayQueue } from './shared/array-queue.js';

/**
 * Contentsquare. Granted again, it measures from the next page on.
 * https://docs.contentsquare.com/en/web/send-the-users-decisions-about-data-collection/
 */
export default {
  name: 'Contentsquare',
  controller: 'Contentsquare SAS',
  country: 'FR',
  purposes: ['audience'],
  privacyPolicyUrl: 'https://contentsquare.com/privacy-center/',
  hosts: [
    't.contentsquare.net',
    'c.contentsquare.net',
    '*.contentsquare.net',
    '*.contentsquare.com',
    'k-aeu1.contentsquare.net',
  ],
  cookies: [
    { name: '_cs_id', retention: 'P13M' },
    { name: '_cs_s', retention: 'PT30M' },
    { name: '_cs_c', retention: 'P13M' },
    { name: '_cs_s_ctx', retention: 'PT30M' },
    { name: '_cs_i', retention: 'P3D' },
    { name: '_cs_cvars', retention: 'session' },
    { name: '_cs_ex', retention: 'P30D' },
    { name: '_cs_optout', retention: 'P13M' },
    { name: '_cs_mk_ga', retention: 'PT30M' },
    { name: '_cs_mk_aa', retention: 'PT30M' },
    { name: '_cs_rl', retention: 'P1Y' },
    { name: '_cs_root-domain', retention: 'session' },
  ],
  storage: [],
  markers: ['_cs_optout'],
  calls: { arrays: ['_uxa'] },
  parameters: {
    id: { pattern: /^[\da-f]{13}$/i, expected: 'a tag id of 13 characters, such as "0123456789abc"' },
  },
  start(page, { id, proxy }) {
    arrayQueue(page, '_uxa');
    void page.script(`${proxy ?? 'https://t.contentsquare.net'}/uxa/${String(id)}.js`);
  },
  revoke: (page) => arrayQueue(page, '_uxa').push(['optout']),
} satisfies Preset;
