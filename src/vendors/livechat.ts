import type { Preset, VendorPage } from '../model/preset.js';

type Method = (...parameters: unknown[]) => void;

interface Widget {
  _q: unknown[];
  _h: ((name: string, parameters: unknown[]) => void) | null;
  _v: string;
  [method: string]: unknown;
}

/** The site's `LiveChatWidget`, or the usual stub, which `tracking.js` takes over. */
function widget({ window }: VendorPage): { readonly call: Method } {
  if (!window.LiveChatWidget) {
    const stub: Widget = { _q: [], _h: null, _v: '2.0' };
    for (const name of ['on', 'once', 'off', 'get', 'call']) {
      stub[name] = (...parameters: unknown[]) =>
        stub._h ? stub._h(name, parameters) : stub._q.push([name, parameters]);
    }
    window.LiveChatWidget = stub;
  }
  return window.LiveChatWidget as { call: Method };
}

/** LiveChat. https://platform.text.com/docs/extending-chat-widget/javascript-api */
export default {
  name: 'LiveChat',
  controller: 'Text, Inc.',
  country: 'US/PL',
  purposes: [],
  privacyPolicyUrl: 'https://www.livechat.com/legal/privacy-policy/',
  hosts: ['cdn.livechatinc.com', 'api.livechatinc.com', 'secure.livechatinc.com', '*.livechatinc.com'],
  cookies: [
    { name: 'lc_sso*', retention: 'P3Y', form: /^lc_sso\d+$/ },
    { name: 'lc_window_state', retention: 'P3Y' },
    { name: 'lc_invitation_opened', retention: 'P3Y' },
    { name: '__lc_cid', retention: 'P3Y', domain: '.livechatinc.com' },
    { name: '__lc_cst', retention: 'P3Y', domain: '.livechatinc.com' },
    { name: '__lc2_cid', retention: 'P3Y', domain: '.livechatinc.com' },
    { name: '__lc2_cst', retention: 'P3Y', domain: '.livechatinc.com' },
    { name: '__livechat', retention: 'P3Y', domain: '.livechatinc.com' },
  ],
  storage: [{ name: '__lc_*' }],
  reload: true,
  calls: { objects: { LiveChatWidget: ['on', 'once', 'off', 'get', 'call'] } },
  parameters: { id: { pattern: /^\d+$/, expected: 'the number of your license, such as "12345678"' } },
  start(page, { id, proxy }) {
    page.window.__lc = { ...(page.window.__lc as object), license: Number(id) };
    widget(page);
    void page.script(`${proxy ?? 'https://cdn.livechatinc.com'}/tracking.js`);
  },
  revoke: (page) => widget(page).call('destroy'),
} satisfies Preset;
