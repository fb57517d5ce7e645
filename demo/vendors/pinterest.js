// Plays Pinterest's core.js in miniature: it takes over the queue of the stub `pintrk`.
(() => {
  const { pintrk } = window;
  if (!pintrk || pintrk.played) return;
  pintrk.played = true;
  const collector = document.currentScript.src.split('/ct/')[0].replace('s.pinimg.com', 'ct.pinterest.com');
  const ids = new Set();
  let allowed = true;

  const keep = (name) => {
    if (document.cookie.includes(`${name}=`)) return;
    const value = Math.random().toString(36).slice(2);
    document.cookie = `${name}=${value}; path=/; max-age=${365 * 86400}; SameSite=Lax`;
  };

  const call = (command, first) => {
    if (command === 'setconsent') allowed = Boolean(first);
    if (command === 'load') ids.add(first);
    if (command !== 'page' && command !== 'track') return;
    if (!allowed) return;
    keep('_pin_unauth');
    keep('_epik');
    const event = command === 'page' ? 'pagevisit' : String(first);
    for (const id of ids) new Image().src = `${collector}/v3/?tid=${id}&event=${encodeURIComponent(event)}`;
  };

  const waiting = [...(pintrk.queue ?? [])];
  pintrk.queue = {
    push: (...entries) => {
      for (const entry of entries) call(...entry);
    },
  };
  for (const entry of waiting) call(...entry);
})();
