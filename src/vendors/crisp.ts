import type { Preset } from '../model/preset.js';
import { arrayQueue } from './shared/array-queue.js';

/** Crisp chat. https://docs.crisp.chat/guides/chatbox-sdks/web-sdk/cookie-policies */
export default {
  name: 'Crisp',
  controller: 'Crisp IM SAS',
  country: 'FR',
  purposes: [],
  privacyPolicyUrl: 'https://crisp.chat/en/privacy/',
  hosts: [
    'client.crisp.chat',
    'settings.crisp.chat',
    'storage.crisp.chat',
    'image.crisp.chat',
    '*.relay.crisp.chat',
  ],
  cookies: [{ name: 'crisp-client/*', retention: 'P6M' }],
  storage: [{ name: 'crisp-client/*' }],
  reload: true,
  calls: { arrays: ['$crisp'] },
  parameters: {
    id: {
      pattern: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i,
      expected: 'a website id such as "01234567-89ab-cdef-0123-456789abcdef"',
    },
  },
  start(page, { id, proxy }) {
    arrayQueue(page, '$crisp');
    page.window.CRISP_WEBSITE_ID = id;
    void page.script(`${proxy ?? 'https://client.crisp.chat'}/l.js`);
  },
  revoke: (page) => arrayQueue(page, '$crisp').push(['do', 'session:reset']),
} satisfies Preset;
