import type { Preset } from '../model/preset.js';
import { arrayQueue } from './shared/array-queue.js';

/** Criteo OneTag: it has no consent command. https://guides.criteotilt.com/onetag/onetag/ */
export default {
  name: 'Criteo',
  controller: 'Criteo SA',
  country: 'FR',
  purposes: ['advertising'],
  privacyPolicyUrl: 'https://www.criteo.com/privacy/',
  hosts: [
    'dynamic.criteo.com',
    'static.criteo.net',
    'sslwidget.criteo.com',
    'dis.eu.criteo.com',
    'gum.criteo.com',
    '*.criteo.com',
    '*.criteo.net',
  ],
  cookies: [
    { name: 'cto_bundle', retention: 'P13M' },
    { name: 'cto_bidid', retention: 'P13M' },
    { name: 'cto_tld_test', retention: 'session' },
    { name: 'cto_idcpy', retention: 'P13M' },
    { name: 'cto_sid', retention: 'session' },
    { name: 'uid', retention: 'P13M', domain: '.criteo.com' },
    { name: 'optout', domain: '.criteo.com' },
  ],
  storage: [{ name: 'cto_bundle' }, { name: 'criteo_fast_bid*' }],
  reload: true,
  calls: { arrays: ['criteo_q'] },
  parameters: { id: { pattern: /^\d+$/, expected: 'a partner number such as "12345"' } },
  start(page, { id, proxy }) {
    arrayQueue(page, 'criteo_q').push({ event: 'setAccount', account: Number(id) });
    void page.script(`${proxy ?? 'https://dynamic.criteo.com'}/js/ld/ld.js?a=${String(id)}`);
  },
} satisfies Preset;
