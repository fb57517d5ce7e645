import type { Preset, VendorPage } from '../model/preset.js';

const methods = ['track', 'identify', 'trackLink', 'page'] as const;

type Calls = { [M in (typeof methods)[number]]?: (...values: unknown[]) => void };

/**
 * The site's `sendinblue`, or the usual stub: calls wait in `sib.equeue` until `sa.js` gives `sib` the
 * method.
 */
function queue({ window }: VendorPage, key: string): Calls {
  window.sib ??= { equeue: [], client_key: key };
  window.sendinblue ??= Object.fromEntries(
    methods.map((method) => [
      method,
      (...values: unknown[]) => {
        const sib = window.sib as Calls & { equeue: object[] };
        const live = sib[method];
        if (live) live.apply(sib, values);
        else sib.equeue.push({ [method]: values });
      },
    ]),
  );
  return window.sendinblue as Calls;
}

/** Brevo (Sendinblue) tracker: it has no consent command. https://consentstack.io/vendors/brevo */
export default {
  name: 'Brevo',
  controller: 'Brevo SAS',
  country: 'FR',
  purposes: ['advertising'],
  privacyPolicyUrl: 'https://www.brevo.com/legal/privacypolicy/',
  hosts: ['sibautomation.com', 'cdn.brevo.com', 'in-automate.brevo.com', '*.brevo.com'],
  cookies: [
    { name: 'sib_cuid', retention: 'P180D' },
    { name: 'sib_session', retention: 'session' },
    { name: 'brevo_cid', retention: 'P13M' },
    { name: '__brevo_cid', retention: 'P13M' },
    { name: 'uuid', domain: 'sibautomation.com' },
  ],
  storage: [],
  reload: true,
  calls: { objects: { sendinblue: ['track', 'identify', 'trackLink', 'page'] } },
  parameters: {
    id: {
      pattern: /^[\w-]+$/,
      expected: 'the client key of your tracker, such as "abcdefghij0123456789abcd"',
    },
  },
  start(page, { id, proxy }) {
    queue(page, String(id)).page?.();
    void page.script(`${proxy ?? 'https://sibautomation.com'}/sa.js?key=${String(id)}`);
  },
} satisfies Preset;
