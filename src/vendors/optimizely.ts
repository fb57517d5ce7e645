import type { Preset } from '../model/preset.js';
import { arrayQueue } from './shared/array-queue.js';

/**
 * Optimizely Web Experimentation: no command takes its opt-out back.
 * https://docs.developers.optimizely.com/web/docs/opt-out
 */
export default {
  name: 'Optimizely',
  controller: 'Optimizely, Inc. (Episerver)',
  country: 'US',
  purposes: ['personalisation'],
  privacyPolicyUrl: 'https://www.optimizely.com/legal/privacy-notice/',
  hosts: ['cdn.optimizely.com', 'logx.optimizely.com', '*.optimizely.com'],
  cookies: [
    { name: 'optimizelyEndUserId', retention: 'P6M' },
    { name: 'optimizelyRedirectData', retention: 'PT5S' },
    { name: 'optimizelyDomainTestCookie', retention: 'P6M' },
    { name: 'optimizelyOptOut', retention: 'P10Y' },
  ],
  storage: [{ name: 'optimizely_data$$*' }, { name: 'optimizely-*' }],
  markers: ['optimizelyOptOut'],
  reload: true,
  calls: { arrays: ['optimizely'] },
  parameters: { id: { pattern: /^\d+$/, expected: 'a project number such as "1234567890"' } },
  start(page, { id, proxy }) {
    arrayQueue(page, 'optimizely');
    void page.script(`${proxy ?? 'https://cdn.optimizely.com'}/js/${String(id)}.js`);
  },
  revoke: (page) => arrayQueue(page, 'optimizely').push({ type: 'optOut', isOptOut: true }),
} satisfies Preset;
