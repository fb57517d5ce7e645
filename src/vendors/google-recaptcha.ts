import type { Preset, VendorPage } from '../model/preset.js';

/** What a page asks before the script is there waits in the script's own list. */
function prepare({ window }: VendorPage): void {
  window.___grecaptcha_cfg ??= {};
  const settings = window.___grecaptcha_cfg as { fns?: unknown[] };
  settings.fns ??= [];
  window.grecaptcha ??= { ready: (callback: unknown) => void settings.fns?.push(callback) };
}

/**
 * Google reCAPTCHA. Not exempt from consent: offer those who refuse another way through the form.
 * https://developers.google.com/recaptcha/docs/loading
 */
export default {
  name: 'Google reCAPTCHA',
  controller: 'Google Ireland Limited',
  country: 'IE/US',
  purposes: [],
  privacyPolicyUrl: 'https://policies.google.com/privacy',
  hosts: ['www.google.com', 'www.gstatic.com', 'www.recaptcha.net'],
  cookies: [
    { name: '_GRECAPTCHA', retention: 'P179D', domain: 'www.google.com' },
    { name: 'NID', domain: '.google.com' },
  ],
  storage: [{ name: 'rc::a' }, { name: 'rc::b' }, { name: 'rc::c' }, { name: 'rc::d-*' }],
  reload: true,
  parameters: {
    id: {
      pattern: /^6L[\w-]+$/,
      expected: 'a site key of version 3, such as "6LcAbCdEfGhIjKlMnOpQrStUvWxYz0123456789a"',
      optional: true,
    },
  },
  start(page, { id, proxy }) {
    prepare(page);
    const key = id ? `?render=${encodeURIComponent(id)}` : '';
    void page.script(`${proxy ?? 'https://www.google.com'}/recaptcha/api.js${key}`);
  },
} satisfies Preset;
