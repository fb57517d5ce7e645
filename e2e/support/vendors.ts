import type { Handler } from './server.js';

/** The cookies and keys that the played vendors set in the page, by host. */
const leaves: Record<string, { cookies: string[]; storage?: string[] }> = {
  'www.googletagmanager.com': { cookies: ['_ga', '_ga_AB12CD34EF', '_gcl_au'], storage: ['_gcl_ls'] },
  'connect.facebook.net': { cookies: ['_fbp'], storage: ['lastExternalReferrer'] },
  's.pinimg.com': { cookies: ['_epik'] },
  'stats.example.com': { cookies: ['_pk_id.7.abcd', '_pk_ses.7.abcd'] },
  'relay.example': { cookies: ['relay_id'], storage: ['relay:session'] },
};

/**
 * Plays every third party: a script notes that it ran, leaves cookies and keys as the real one does, and sends a
 * pixel; anything else is a small page or picture. First-party hosts must be handled before.
 */
export const playVendors: Handler = ({ host, path, url, incoming }) => {
  if (path.startsWith('/portillon/')) return undefined;
  const name = `${host}${path}`;
  if (incoming.headers['sec-fetch-dest'] === 'script' || /\.js$/.test(path)) {
    const { cookies, storage = [] } = leaves[host] ?? { cookies: [] };
    return {
      type: 'text/javascript',
      headers: {
        'access-control-allow-origin': '*',
        'set-cookie': `third=1; Secure; SameSite=None; Path=/`,
      },
      delay: Number(url.searchParams.get('delay') ?? 0),
      body: `(self.ran ??= []).push(${JSON.stringify(url.searchParams.get('name') ?? name)});
for (const name of ${JSON.stringify(cookies)}) {
  const site = location.hostname.split('.').slice(-(/\\.co\\.uk$/.test(location.hostname) ? 3 : 2)).join('.');
  document.cookie = name + '=1; path=/; max-age=9999; domain=' + site;
}
for (const key of ${JSON.stringify(storage)}) localStorage.setItem(key, '1');
new Image().src = ${JSON.stringify(`https://${host}/pixel.gif`)};`,
    };
  }
  if (/\.(gif|png|svg)$/.test(path)) {
    return { type: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>' };
  }
  return { body: `<!doctype html><title>${name}</title><p>${name}` };
};
