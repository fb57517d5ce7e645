import type { Preset } from '../model/preset.js';
import { functionQueue } from './shared/function-queue.js';

/**
 * Brevo Conversations. The names of its storage keys are not public.
 * https://developers.brevo.com/docs/javascript-api-reference
 */
export default {
  name: 'Brevo Conversations',
  controller: 'Brevo SAS',
  country: 'FR',
  purposes: [],
  privacyPolicyUrl: 'https://www.brevo.com/legal/privacypolicy/',
  hosts: ['conversations-widget.brevo.com', '*.brevo.com'],
  cookies: [],
  storage: [],
  reload: true,
  calls: { functions: ['BrevoConversations'] },
  parameters: {
    id: {
      pattern: /^[0-9a-f]{24}$/i,
      expected: 'an id of 24 characters, such as "0123456789abcdef01234567"',
    },
  },
  start(page, { id, proxy }) {
    page.window.BrevoConversationsID = id;
    functionQueue(page, 'BrevoConversations');
    void page.script(`${proxy ?? 'https://conversations-widget.brevo.com'}/brevo-conversations.js`);
  },
} satisfies Preset;
