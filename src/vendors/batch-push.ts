import type { Preset } from '../model/preset.js';
import { functionQueue } from './shared/function-queue.js';

interface Api {
  unsubscribe(): unknown;
  clearInstallationData(): unknown;
}

function unsubscribe(api: Api): void {
  api.unsubscribe();
  api.clearInstallationData();
}

/**
 * Batch web push; `ui` of the entry is handed to it. A withdrawal ends the subscription and unregisters its worker, if that
 * bears its usual name; a visitor subscribes again through its own interface. https://batch.com/blog/posts/web-sdk-v4
 */
export default {
  name: 'Batch',
  controller: 'Batch.com SAS (iMediapp)',
  country: 'FR',
  purposes: ['advertising'],
  privacyPolicyUrl: 'https://batch.com/privacy-policy',
  hosts: ['via.batch.com', 'ws.batch.com', 'icons.batch.com'],
  cookies: [],
  storage: [{ name: 'com.batch.private.logger.*' }],
  databases: ['BatchWebPush'],
  workers: ['batchsdk-worker-loader.js'],
  calls: { functions: ['batchSDK'] },
  parameters: {
    id: { pattern: /^[\dA-Z]{16,}$/i, expected: 'an API key such as "0123456789ABCDEF0123456789ABCDEF"' },
    authKey: {
      pattern: /^[\w.+/=-]+$/,
      expected: 'the authentication key of your project, such as "2.AbCdEfGh="',
    },
    vapidPublicKey: {
      pattern: /^[\w+/=-]{80,}$/,
      expected: 'the VAPID public key of your project, of 80 characters or more, such as "BAbCdEfGh…"',
    },
    subdomain: {
      pattern: /^[a-z0-9-]+$/i,
      expected: 'the subdomain that Batch gave you, such as "example1"',
      optional: true,
    },
    ui: { pattern: /^\{/, expected: 'the settings of its interface, an object such as "{}"', optional: true },
  },
  start(page, { id, authKey, vapidPublicKey, subdomain, ui, proxy }) {
    functionQueue(page, 'batchSDK')('setup', {
      apiKey: String(id),
      ...(subdomain !== undefined && { subdomain }),
      authKey,
      vapidPublicKey,
      defaultDataCollection: { geoIP: false },
      ...(ui !== undefined && { ui }),
    });
    void page.script(`${proxy ?? 'https://via.batch.com'}/v4/bootstrap.min.js`);
  },
  revoke: (page) => functionQueue(page, 'batchSDK')(unsubscribe),
} satisfies Preset;
