// Plays Google's gtag.js in miniature: it reads the commands in the data layer, and measures only what the
// consent updates grant: `_ga` with analytics_storage, `_gcl_au` with ad_storage.
(() => {
  const source = new URL(document.currentScript.src);
  const layerName = source.searchParams.get('l') ?? 'dataLayer';
  window[layerName] = window[layerName] ?? [];
  const layer = window[layerName];
  if (layer.played) return;
  layer.played = true;

  const consent = {};
  const configured = new Set();
  const measured = new Set();
  const number = () => Math.floor(Math.random() * 1e9);
  const seconds = Math.floor(Date.now() / 1000);
  const collector = (host) => source.origin.replace('www.googletagmanager.com', host);

  const keep = (name, value, days) => {
    if (document.cookie.split('; ').some((pair) => pair.startsWith(`${name}=`))) return;
    document.cookie = `${name}=${value}; path=/; max-age=${days * 86400}; SameSite=Lax`;
  };

  const isAnalytics = (id) => id.startsWith('G-');
  const allowed = (id) =>
    consent[isAnalytics(id) ? 'analytics_storage' : 'ad_storage'] === 'granted' &&
    !window[`ga-disable-${id}`];

  const send = (id, event) => {
    if (isAnalytics(id)) {
      const host = collector('www.google-analytics.com');
      new Image().src = `${host}/g/collect?v=2&tid=${id}&en=${encodeURIComponent(event)}`;
    } else {
      const host = collector('googleads.g.doubleclick.net');
      new Image().src = `${host}/pagead/viewthroughconversion/${id.slice(3)}/?en=${encodeURIComponent(event)}`;
    }
  };

  const measure = (id) => {
    if (measured.has(id) || !allowed(id)) return;
    measured.add(id);
    if (isAnalytics(id)) {
      keep('_ga', `GA1.1.${number()}.${seconds}`, 400);
      keep(`_ga_${id.slice(2)}`, `GS2.1.s${seconds}$o1$g0$t${seconds}`, 400);
    } else {
      keep('_gcl_au', `1.1.${number()}.${seconds}`, 90);
    }
    send(id, 'page_view');
  };

  const read = (entry) => {
    // As the real one: a command is an `arguments` object, an array is mere data.
    if (Object.prototype.toString.call(entry) !== '[object Arguments]') return;
    const [command, first, second] = entry;
    if (command === 'consent' && first === 'update') Object.assign(consent, second);
    if (command === 'config') configured.add(String(first));
    if (command === 'event') for (const id of measured) if (allowed(id)) send(id, String(first));
  };

  const readAll = (entries) => {
    for (const entry of entries) read(entry);
    for (const id of configured) measure(id);
  };

  const push = layer.push.bind(layer);
  layer.push = (...entries) => {
    const length = push(...entries);
    readAll(entries);
    return length;
  };
  readAll([...layer]);
})();
