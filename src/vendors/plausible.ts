import type { Preset, VendorPage } from '../model/preset.js';
import { type Command, functionQueue } from './shared/function-queue.js';

type Plausible = Command & { init?: (options?: object) => void; o?: object };

/** A script of the account's own waits for `init`; the common one reads the domain from its tag. */
function init(page: VendorPage): void {
  const plausible: Plausible = functionQueue(page, 'plausible');
  plausible.init ??= (options = {}) => {
    plausible.o = options;
  };
  plausible.init();
}

/** Plausible, without cookies: it has no consent command. https://plausible.io/privacy */
export default {
  name: 'Plausible',
  controller: 'Plausible Insights OÜ',
  country: 'EE',
  purposes: ['audience'],
  privacyPolicyUrl: 'https://plausible.io/privacy',
  hosts: ['plausible.io'],
  cookies: [],
  storage: [],
  reload: true,
  calls: { functions: ['plausible'] },
  parameters: {
    id: {
      pattern: /^(pa-[\w-]+|[a-z0-9-]+(\.[a-z0-9-]+)+)$/i,
      expected:
        'your domain at Plausible, such as "example.org", or the name of its script, such as "pa-AbCd1234"',
    },
  },
  start(page, { id, proxy = 'https://plausible.io' }) {
    const name = String(id);
    if (name.startsWith('pa-')) {
      init(page);
      void page.script(`${proxy}/js/${name}.js`);
    } else {
      functionQueue(page, 'plausible');
      void page.script(`${proxy}/js/script.js`, { 'data-domain': name });
    }
  },
} satisfies Preset;
