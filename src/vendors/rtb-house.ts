import type { Preset } from '../model/preset.js';
import { arrayQueue } from './shared/array-queue.js';

/** RTB House (retargeting): it has no consent command. https://www.rtbhouse.com/privacy-center */
export default {
  name: 'RTB House',
  controller: 'RTB House S.A.',
  country: 'PL',
  purposes: ['advertising'],
  privacyPolicyUrl: 'https://www.rtbhouse.com/privacy-center',
  hosts: ['creativecdn.com', '*.creativecdn.com', 'tags.creativecdn.com', 'esp.rtbhouse.com'],
  cookies: [
    { name: 'c', retention: 'P364D', domain: '.creativecdn.com' },
    { name: 'g', retention: 'P364D', domain: '.creativecdn.com' },
    { name: 'u', retention: 'P365D', domain: '.creativecdn.com' },
    { name: 'ts', retention: 'P365D', domain: '.creativecdn.com' },
    { name: '__rtbh.lid', retention: 'P1Y' },
    { name: '__rtbh.uid', retention: 'P1Y' },
  ],
  storage: [],
  reload: true,
  calls: { arrays: ['rtbhEvents'] },
  parameters: {
    id: {
      pattern: /^[a-z0-9]{20}$/i,
      expected: 'a tagging hash of 20 characters, such as "aB1cD2eF3gH4iJ5kL6mN"',
    },
  },
  start(page, { id, proxy }) {
    arrayQueue(page, 'rtbhEvents');
    void page.script(`${proxy ?? 'https://tags.creativecdn.com'}/${String(id)}.js`);
  },
} satisfies Preset;
