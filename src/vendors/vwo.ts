import type { Preset, VendorPage } from '../model/preset.js';
import { arrayQueue } from './shared/array-queue.js';

/** The part of VWO's SmartCode that its scripts ask for; it does not hide the page while they load. */
function smartCode(page: VendorPage): object {
  let finished = false;
  return {
    use_existing_jquery: () => false,
    library_tolerance: () => 2500,
    finish() {
      finished = true;
    },
    finished: () => finished,
    load: (url: string) => void page.script(url),
  };
}

/** VWO tests: deleting `_vis_opt_out` takes its opt-out back. https://developers.vwo.com/reference/opt-out */
export default {
  name: 'VWO',
  controller: 'Wingify Software Pvt. Ltd.',
  country: 'IN',
  purposes: ['personalisation'],
  privacyPolicyUrl: 'https://vwo.com/privacy-policy/',
  hosts: ['dev.visualwebsiteoptimizer.com', '*.visualwebsiteoptimizer.com'],
  cookies: [
    { name: '_vwo_uuid', retention: 'P1Y' },
    { name: '_vwo_uuid_v2', retention: 'P1Y' },
    { name: '_vwo_ds', retention: 'P2M' },
    { name: '_vwo_sn', retention: 'P1D' },
    { name: '_vwo_referrer', retention: 'session' },
    { name: '_vis_opt_s', retention: 'P100D' },
    { name: '_vis_opt_test_cookie', retention: 'P100D' },
    { name: '_vis_opt_exp_*', retention: 'P100D' },
    { name: '_vis_opt_out' },
    { name: '_vwo_ssm', retention: 'P10Y', domain: 'dev.visualwebsiteoptimizer.com' },
  ],
  storage: [{ name: '_vwo_*' }],
  markers: ['_vis_opt_out'],
  reload: true,
  calls: { arrays: ['VWO'] },
  parameters: { id: { pattern: /^\d+$/, expected: 'an account number such as "123456"' } },
  start(page, { id, proxy }) {
    page.window._vwo_code ??= smartCode(page);
    arrayQueue(page, 'VWO');
    const address = encodeURIComponent(String(page.window.location ?? ''));
    void page.script(
      `${proxy ?? 'https://dev.visualwebsiteoptimizer.com'}/j.php?a=${String(id)}&u=${address}`,
    );
  },
  revoke: (page) => arrayQueue(page, 'VWO').push(['optOutVisitor']),
} satisfies Preset;
