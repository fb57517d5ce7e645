import type { Preset } from '../model/preset.js';

/**
 * X (Twitter) buttons, posts and timelines. `<meta name="twitter:dnt" content="on">` limits personalisation.
 * https://developer.x.com/en/docs/x-for-websites/javascript-api
 */
export default {
  name: 'X (Twitter)',
  controller: 'X Internet Unlimited Company',
  country: 'IE/US',
  purposes: ['social'],
  privacyPolicyUrl: 'https://x.com/privacy',
  hosts: ['platform.twitter.com', 'syndication.twitter.com', 'cdn.syndication.twimg.com', '*.twimg.com'],
  cookies: [
    { name: 'guest_id', retention: 'P2Y', domain: '.twitter.com' },
    { name: 'personalization_id', retention: 'P2Y', domain: '.twitter.com' },
    { name: 'tfw_exp', retention: 'P2Y', domain: '.twitter.com' },
    { name: 'syndication_guest_id', retention: 'P2Y', domain: '.twitter.com' },
    { name: '_twitter_sess', retention: 'session', domain: '.twitter.com' },
    { name: 'ct0', retention: 'P2Y', domain: '.twitter.com' },
    { name: 'gt', retention: 'P1Y', domain: '.twitter.com' },
  ],
  storage: [],
  reload: true,
  parameters: {},
  start(page, { proxy }) {
    const waiting: unknown[] = [];
    page.window.twttr ??= { _e: waiting, ready: (callback: unknown) => void waiting.push(callback) };
    void page.script(`${proxy ?? 'https://platform.twitter.com'}/widgets.js`);
  },
} satisfies Preset;
