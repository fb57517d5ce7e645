import type { Preset, VendorPage } from '../model/preset.js';
import type { PresetConfig } from '../model/settings.js';
import { firstTime } from './shared/first-time.js';

type Mode = 'opt-in' | 'opt-out' | 'essential';

interface Piano {
  setConfigurations(configurations: object): void;
  sendEvent(name: string, properties: object): void;
  readonly consent: { setMode(mode: Mode): void };
}

const library = ({ window }: VendorPage) => window.pa as Piano | undefined;

function prepare({ window }: VendorPage, preset: Mode): void {
  window.pdl = {
    requireConsent: 'v2',
    consent: { products: ['PA'], defaultPreset: { PA: preset } },
    ...(window.pdl as object | undefined),
  };
  // Its usual queue, `_paq`, is Matomo's too.
  window._pac = { privacy: [], queueVarName: '_pianoq', ...(window._pac as object | undefined) };
}

/** Once the library is there, and if it is still granted then. */
async function open(
  page: VendorPage,
  { use, id, collectDomain, proxy }: PresetConfig,
  mode: Mode,
): Promise<void> {
  await page.script(`${proxy ?? 'https://tag.aticdn.net'}/piano-analytics.js`);
  const pa = library(page);
  if (!pa || !page.allows(use)) return;
  const first = firstTime(page, `piano-analytics ${id}`);
  if (first) pa.setConfigurations({ site: Number(id), collectDomain, sendEventWhenOptout: false });
  pa.consent.setMode(mode);
  if (first) pa.sendEvent('page.display', { page: (page.window.document as Document | undefined)?.title });
}

/**
 * Piano Analytics (AT Internet).
 * https://developers.atinternet-solutions.com/piano-analytics/data-collection/how-to-send-events/consent
 */
export default {
  name: 'Piano Analytics',
  controller: 'Piano Software / Applied Technologies Internet SAS',
  country: 'FR/US',
  purposes: ['audience'],
  privacyPolicyUrl: 'https://piano.io/privacy-policy/',
  hosts: ['tag.aticdn.net', '*.aticdn.net', '*.pa-cd.com', '*.xiti.com', '*.ati-host.net'],
  cookies: [
    { name: '_pcid', retention: 'P395D' },
    { name: '_pctx', retention: 'P13M' },
    { name: '_pprv', retention: 'P13M' },
    { name: '_pcus' },
    { name: 'pa_vid', retention: 'P395D' },
    { name: 'pa_user', retention: 'P395D' },
    { name: 'pa_privacy', retention: 'P395D' },
    { name: 'atuserid', retention: 'P13M' },
    { name: 'atidvisitor', retention: 'P6M' },
    { name: 'atsession' },
    { name: 'atredir' },
    { name: 'atreman' },
  ],
  storage: [],
  parameters: {
    id: { pattern: /^\d+$/, expected: 'the number of the site at Piano, such as "123456"' },
    collectDomain: {
      pattern: /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i,
      expected: 'your collection domain, such as "logsx.xiti.com"',
    },
  },
  start(page, account) {
    prepare(page, 'opt-out');
    void open(page, account, 'opt-in');
  },
  // Piano must have activated the mode for the account.
  exempt(page, account) {
    prepare(page, 'essential');
    void open(page, account, 'essential');
  },
  grant(page, accounts, isExempt) {
    for (const account of accounts) void open(page, account, isExempt ? 'essential' : 'opt-in');
  },
  revoke: (page) => library(page)?.consent.setMode('opt-out'),
} satisfies Preset;
