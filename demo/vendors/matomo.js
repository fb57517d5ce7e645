// Plays matomo.js in miniature: settings of the queue `_paq` first, then what it has to track.
(() => {
  const waiting = window._paq ?? [];
  if (!Array.isArray(waiting)) return;
  const folder = document.currentScript.src.replace(/matomo\.js.*$/, '');
  const settings = { url: `${folder}matomo.php`, site: '', title: undefined };
  let held = false;
  let cookies = true;

  const write = (name, value, age) => {
    document.cookie = `${name}.${settings.site}.1fff=${value}; path=/; max-age=${age}; SameSite=Lax`;
  };

  const forget = () => {
    write('_pk_id', '', 0);
    write('_pk_ses', '', 0);
  };

  const track = (action) => {
    if (held) return;
    if (cookies) {
      write(
        '_pk_id',
        `${Math.random().toString(16).slice(2, 18)}.${Math.floor(Date.now() / 1000)}`,
        393 * 86400,
      );
      write('_pk_ses', '1', 1800);
    }
    new Image().src = `${settings.url}?idsite=${settings.site}&rec=1&action_name=${encodeURIComponent(action)}`;
  };

  const commands = {
    setTrackerUrl: (url) => {
      settings.url = url;
    },
    setSiteId: (id) => {
      settings.site = String(id);
    },
    setDocumentTitle: (title) => {
      settings.title = title;
    },
    requireConsent: () => {
      held = true;
    },
    setConsentGiven: () => {
      held = false;
    },
    rememberConsentGiven: () => {
      held = false;
    },
    forgetConsentGiven: () => {
      held = true;
      forget();
    },
    optUserOut: () => {
      held = true;
      forget();
    },
    forgetUserOptOut: () => {
      held = false;
    },
    requireCookieConsent: () => {
      cookies = false;
    },
    disableCookies: () => {
      cookies = false;
    },
    setCookieConsentGiven: () => {
      cookies = true;
    },
    rememberCookieConsentGiven: () => {
      cookies = true;
    },
    forgetCookieConsentGiven: () => {
      cookies = false;
      forget();
    },
    deleteCookies: forget,
    trackPageView: (title) => track(title ?? settings.title ?? document.title),
    trackEvent: (category, action) => track(`${category} / ${action}`),
  };

  const call = ([name, ...values]) => commands[name]?.(...values);
  const tracks = ([name]) => String(name).startsWith('track');

  for (const entry of waiting.filter((entry) => !tracks(entry))) call(entry);
  for (const entry of waiting.filter(tracks)) call(entry);
  window._paq = {
    push: (...entries) => {
      for (const entry of entries) call(entry);
    },
  };
})();
