// Plays Meta's fbevents.js in miniature: it takes over the queue of the stub `fbq`.
(() => {
  const { fbq } = window;
  if (!fbq || fbq.callMethod) return;
  const collector = document.currentScript.src
    .split('/en_US/')[0]
    .replace('connect.facebook.net', 'www.facebook.com');
  const ids = new Set();
  const held = [];
  let revoked = false;

  const keep = () => {
    if (document.cookie.includes('_fbp=')) return;
    const value = `fb.1.${Date.now()}.${Math.floor(Math.random() * 1e12)}`;
    document.cookie = `_fbp=${value}; path=/; max-age=${90 * 86400}; SameSite=Lax`;
  };

  const send = (id, event) => {
    new Image().src = `${collector}/tr/?id=${id}&ev=${encodeURIComponent(event)}`;
  };

  const call = (command, first, second) => {
    if (command === 'consent') {
      revoked = first !== 'grant';
      if (!revoked) for (const entry of held.splice(0)) call(...entry);
    } else if (revoked) {
      held.push([command, first, second]);
    } else if (command === 'init') {
      ids.add(first);
      keep();
    } else if (command === 'track' || command === 'trackCustom') {
      for (const id of ids) send(id, first);
    } else if (command === 'trackSingle') {
      send(first, second);
    }
  };

  fbq.callMethod = call;
  for (const entry of (fbq.queue ?? []).splice(0)) call(...entry);
})();
