type Window = { [name: string]: unknown };
type Told = (name: string, ...values: unknown[]) => void;
type Action = (library: unknown) => unknown;

/** What was queued runs, and the queue becomes the library's own. */
function takeOver(window: Window, name: string, run: (item: never) => unknown): void {
  const items = window[name] as never[];
  window[name] = {
    ...(window[name] as object),
    push: (...more: never[]) => more.forEach((item) => void run(item)),
  };
  for (const item of items) void run(item);
}

const recorder = (told: Told, prefix: string, ...names: string[]) =>
  Object.fromEntries(
    names.map((name) => [name, (...values: unknown[]) => told(`${prefix}${name}`, ...values)]),
  );

/** What the script of a vendor does when it comes, as far as its commands are concerned. */
export const libraries: { readonly [id: string]: (window: Window, told: Told) => void } = {
  'microsoft-uet': (window, told) => {
    window.UET = class {
      constructor({ q, ...options }: { q: unknown[] }) {
        told('new UET', { ...options, q: [...q] });
      }
      push(...values: unknown[]) {
        told('uetq.push', ...values);
      }
    };
  },
  awin: (window, told) => {
    const { Tracking } = window.AWIN as { Tracking: { Consent?: object } };
    Tracking.Consent = recorder(told, 'AWIN.Tracking.Consent.', 'setAdvertiserConsentStatus');
  },
  onesignal: (window, told) => {
    const sdk = {
      ...recorder(told, '', 'setConsentRequired', 'init', 'setConsentGiven'),
      User: { PushSubscription: recorder(told, 'User.PushSubscription.', 'optOut') },
    };
    takeOver(window, 'OneSignalDeferred', (action: Action) => action(sdk));
  },
  'batch-push': (window, told) => {
    const api = recorder(told, '', 'unsubscribe', 'clearInstallationData');
    const run = ([command]: unknown[]) =>
      typeof command === 'function' ? void command(api) : told(String(command));
    const { q } = window.batchSDK as { q: unknown[][] };
    window.batchSDK = (...command: unknown[]) => run(command);
    for (const command of q) run(command);
  },
  'piano-analytics': (window, told) => {
    window.pa = {
      ...recorder(told, 'pa.', 'setConfigurations', 'sendEvent'),
      consent: recorder(told, 'pa.consent.', 'setMode'),
    };
  },
  kameleoon: (window, told) => {
    const names = ['enableLegalConsent', 'disableLegalConsent'];
    window.Kameleoon = { API: { Core: recorder(told, 'Kameleoon.API.Core.', ...names) } };
    takeOver(window, 'kameleoonQueue', (action: () => void) => action());
  },
  'zendesk-messaging': (window, told) => {
    window.zE = (...command: unknown[]) => told('zE', ...command);
  },
  iadvize: (window, told) => {
    takeOver(window, 'iAdvizeInterface', (action: Action) => action(recorder(told, 'iAdvize.', 'set')));
  },
  'meta-pixel': (window, told) => {
    const fbq = window.fbq as { callMethod?: unknown; queue: unknown[][] };
    fbq.callMethod = (...command: unknown[]) => told('fbq.callMethod', ...command);
    for (const command of fbq.queue.splice(0)) told('fbq.callMethod', ...command);
  },
};
