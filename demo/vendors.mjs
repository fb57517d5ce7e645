import { readFile } from 'node:fs/promises';

/**
 * The companies that the demo plays, each under its real host name followed by `.localhost`.
 * An answer is a file of the folder vendors/, or a pixel; `cookie` is the name that it sets on the vendor's host.
 * A path that ends in `/` matches all that begin with it.
 */
export const vendors = {
  'www.googletagmanager.com': { name: 'Google Tag', answers: { '/gtag/js': { file: 'gtag.js' } } },
  'www.google-analytics.com': { name: 'Google Analytics', answers: { '/g/collect': { cookie: 'ar_debug' } } },
  'googleads.g.doubleclick.net': {
    name: 'Google Ads',
    answers: { '/pagead/viewthroughconversion/': { cookie: 'IDE' } },
  },
  'connect.facebook.net': { name: 'Meta', answers: { '/en_US/fbevents.js': { file: 'fbevents.js' } } },
  'www.facebook.com': { name: 'Facebook', answers: { '/tr/': { cookie: 'fr' } } },
  's.pinimg.com': { name: 'Pinterest Tag', answers: { '/ct/core.js': { file: 'pinterest.js' } } },
  'ct.pinterest.com': { name: 'Pinterest', answers: { '/v3/': { cookie: '_pinterest_ct_ua' } } },
  'stats.ambassade': {
    name: 'Matomo',
    answers: { '/matomo.js': { file: 'matomo.js' }, '/matomo.php': { cookie: 'MATOMO_SESSID' } },
  },
  'www.youtube-nocookie.com': {
    name: 'YouTube',
    answers: { '/embed/': { file: 'video.html' }, '/generate_204': { cookie: 'VISITOR_INFO1_LIVE' } },
  },
  'www.openstreetmap.org': {
    name: 'OpenStreetMap',
    answers: { '/export/embed.html': { file: 'map.html', cookie: '_osm_session' } },
  },
  'tag.relais-signes.example': {
    name: 'Relais Signes',
    answers: { '/relais.js': { file: 'relais.js' }, '/appel.gif': { cookie: 'relay_visite' } },
  },
  'api.boussole.example': {
    name: 'Boussole',
    answers: { '/boussole.js': { file: 'boussole.js' }, '/lecture.gif': { cookie: 'boussole_profil' } },
  },
  'boutons.passe-mot.example': {
    name: 'Passe-Mot',
    answers: { '/partage.js': { file: 'partage.js' }, '/compte.gif': { cookie: 'passemot_visite' } },
  },
};

const pixel = Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64');
const types = { js: 'text/javascript; charset=utf-8', html: 'text/html; charset=utf-8' };

const find = (answers, pathname) => {
  for (const [path, answer] of Object.entries(answers)) {
    if (path === pathname || (path.endsWith('/') && pathname.startsWith(path))) return answer;
  }
};

/** What a vendor answers to a request for `pathname`: a status, headers and a body, and the cookie it sets. */
export const play = async (host, pathname) => {
  const headers = { 'cache-control': 'no-store' };
  const answer = find(vendors[host]?.answers ?? {}, pathname);
  if (!answer) {
    return {
      status: 404,
      headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' },
      body: 'Not found\n',
    };
  }
  if (answer.cookie) {
    const value = Math.random().toString(36).slice(2, 12);
    headers['set-cookie'] = `${answer.cookie}=${value}; Path=/; Max-Age=7776000; SameSite=None; Secure`;
  }
  headers['content-type'] = answer.file ? types[answer.file.split('.').pop()] : 'image/gif';
  const body = answer.file ? await readFile(new URL(`vendors/${answer.file}`, import.meta.url)) : pixel;
  return { status: 200, headers, body, cookie: answer.cookie };
};
