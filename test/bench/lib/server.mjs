// One loopback HTTP server plays both the first-party site (www.site.localhost)
// and every third party (*.test). *.localhost is used for the site because
// Chromium only offers brotli to https or localhost origins.

import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { brotliCompressSync, constants } from 'node:zlib';

export const SITE = 'www.site.localhost';
export const PARENT = 'site.localhost';

const types = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
};
const br = (buf) =>
  brotliCompressSync(buf, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: buf.length },
  });

export const tagBody = ({ i, c, d, w }) =>
  `${w ? `__work(${Number(w)});` : ''}__tag(${Number(i)});document.cookie="${c}=1;path=/${d === '1' ? `;domain=.${PARENT}` : ''}";`;
export const integrityOf = (body) => `sha384-${createHash('sha384').update(body).digest('base64')}`;

export async function startServer() {
  const assets = new Map(); // pathname -> {body (compressed), type}
  const hits = []; // third-party requests seen since the last clear
  const server = createServer((req, res) => {
    const host = (req.headers.host ?? '').split(':')[0];
    const url = new URL(req.url, `http://${host}`);
    if (host !== SITE) {
      hits.push(host + req.url);
      if (url.pathname !== '/t.js') return res.writeHead(404).end();
      const q = Object.fromEntries(url.searchParams);
      // deterministic 0..60 ms of "server think time": makes order races visible
      setTimeout(
        () => {
          res.writeHead(200, {
            'content-type': types.js,
            'cache-control': 'public, max-age=3600',
            'access-control-allow-origin': '*',
            'timing-allow-origin': '*',
          });
          res.end(tagBody(q));
        },
        (Number(q.i) * 37) % 61,
      );
      return;
    }
    const a = assets.get(url.pathname);
    if (!a) {
      res.writeHead(404, { 'cache-control': 'no-store' });
      return res.end();
    }
    res.writeHead(200, {
      'content-type': a.type,
      'content-encoding': 'br',
      'content-length': a.body.length,
      'cache-control': a.page ? 'no-cache' : 'public, max-age=31536000, immutable',
      ...a.headers,
    });
    res.end(a.body);
  });
  await new Promise((r) => server.listen(0, '127.0.0.1', r));
  const port = server.address().port;
  return {
    port,
    hits,
    origin: `http://${SITE}:${port}`,
    put(pathname, content, { page = false, headers = {} } = {}) {
      const raw = Buffer.from(content);
      const ext = page ? 'html' : pathname.split('.').pop();
      assets.set(pathname, { body: br(raw), type: types[ext] ?? 'application/octet-stream', page, headers });
      return { raw: raw.length, br: assets.get(pathname).body.length };
    },
    close: () => server.close(),
  };
}
