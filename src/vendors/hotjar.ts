import type { Preset } from '../model/preset.js';
import { functionQueue } from './shared/function-queue.js';

/** Hotjar: no command stops its recorder. https://c15t.com/docs/integrations/hotjar */
export default {
  name: 'Hotjar',
  controller: 'Hotjar Limited',
  country: 'MT',
  purposes: ['audience'],
  privacyPolicyUrl: 'https://www.hotjar.com/legal/policies/privacy',
  hosts: [
    'static.hotjar.com',
    'script.hotjar.com',
    'vars.hotjar.com',
    'vc.hotjar.io',
    '*.hotjar.com',
    '*.hotjar.io',
  ],
  cookies: [
    { name: '_hjSessionUser_*', retention: 'P365D' },
    { name: '_hjSession_*', retention: 'PT30M' },
    { name: '_hjid', retention: 'P365D' },
    { name: '_hjOptedOut', retention: 'P1Y' },
    { name: '_hjTLDTest', retention: 'session' },
    { name: '_hjFirstSeen', retention: 'PT30M' },
    { name: '_hjAbsoluteSessionInProgress', retention: 'PT30M' },
    { name: '_hjIncludedInSessionSample*', retention: 'PT30M' },
    { name: '_hjIncludedInPageviewSample', retention: 'PT30M' },
    { name: '_hjHasCachedUserAttributes', retention: 'P365D' },
    { name: '_hjDonePolls', retention: 'P365D' },
    { name: '_hjMinimizedPolls', retention: 'P365D' },
    { name: '_hjClosedSurveyInvites', retention: 'P365D' },
    { name: '_hjShownFeedbackMessage', retention: 'P365D' },
  ],
  storage: [
    { name: '_hjCachedUserAttributes' },
    { name: '_hjUserAttributesHash' },
    { name: '_hjUserAttributes' },
    { name: 'hjViewportId' },
    { name: '_hjLocalStorageTest' },
  ],
  reload: true,
  calls: { functions: ['hj'] },
  parameters: { id: { pattern: /^\d+$/, expected: 'a site number such as "1234567"' } },
  start(page, { id, proxy }) {
    functionQueue(page, 'hj');
    page.window._hjSettings ??= { hjid: Number(id), hjsv: 6 };
    void page.script(`${proxy ?? 'https://static.hotjar.com'}/c/hotjar-${String(id)}.js?sv=6`);
  },
} satisfies Preset;
