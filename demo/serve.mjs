import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { portillonConfig } from './portillon.config.mjs';
import { createTraffic } from './traffic.mjs';
import { play, vendors } from './vendors.mjs';

const siteFolder = fileURLToPath(new URL('site/', import.meta.url));
const distFolder = fileURLToPath(new URL('../dist/', import.meta.url));

const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
};

/** The text of a file below `folder`, or nothing: no name leads out of the folder. */
const readBelow = async (folder, name) => {
  const path = normalize(join(folder, name));
  if (!path.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return;
  return readFile(path).catch(() => undefined);
};

const decode = (pathname) => {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return '/%';
  }
};

/** The paste of the site's owner, as it stands in the head of each page. */
const paste = (vendor) => {
  const json = JSON.stringify(portillonConfig(vendor), null, 2).replaceAll('<', '\\u003c');
  return `<script type="application/json" id="portillon-config">
${json}
</script>
<script src="/portillon/portillon.js" defer></script>`;
};

const fill = (html, vendor) =>
  html
    .replaceAll('{{portillon}}', () => paste(vendor))
    .replaceAll('{{strip}}', '<script src="/strip.js" defer></script>')
    .replaceAll(/\{\{vendor:([^}]+)\}\}/g, (_, host) => vendor(host));

const reply = (response, status, type, body, headers = {}) => {
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  response.end(body);
};

const redirect = (response, status, location) => {
  response.writeHead(status, { location });
  response.end();
};

const cookieNames = (request) =>
  (request.headers.cookie ?? '').split('; ').flatMap((pair) => pair.split('=')[0] || []);

/** `www.facebook.com.localhost:4400` and `www.facebook.com` are the vendor; `localhost` is the school. */
const vendorOf = (hostHeader = '') => {
  const name = hostHeader.toLowerCase().replace(/:\d+$/, '');
  const host = name.replace(/\.localhost$/, '');
  if (Object.hasOwn(vendors, host)) return host;
  return name.endsWith('.localhost') && host !== 'www.ambassade' ? host : undefined;
};

const createHandler = (traffic, vendor) => {
  const page = async (response, status, name) => {
    const html = await readBelow(siteFolder, `${name}.html`);
    if (!html) return false;
    reply(response, status, types['.html'], fill(html.toString(), vendor));
    return true;
  };

  const serveVendor = async (request, response, host, url) => {
    const { status, headers, body, cookie } = await play(host, url.pathname);
    traffic.add({ host, path: url.pathname + url.search, sent: cookieNames(request), set: cookie });
    response.writeHead(status, headers);
    response.end(body);
  };

  const servePost = (request, response, pathname) => {
    request.resume();
    if (pathname === '/_demo/reset') {
      traffic.reset();
      response.writeHead(204);
      return response.end();
    }
    // The form of the demo keeps nothing: what was typed is dropped here.
    if (pathname === '/contact') return redirect(response, 303, '/contact#merci');
    reply(response, 405, 'text/plain; charset=utf-8', 'Method not allowed\n', { allow: 'GET, HEAD' });
  };

  const serveSite = async (request, response, url) => {
    const pathname = decode(url.pathname);
    if (request.method !== 'GET' && request.method !== 'HEAD') return servePost(request, response, pathname);
    if (pathname === '/_demo/events') return traffic.watch(response);

    if (pathname.startsWith('/portillon/')) {
      const body = await readBelow(distFolder, pathname.slice('/portillon/'.length));
      if (body) return reply(response, 200, types[extname(pathname)] ?? 'text/plain; charset=utf-8', body);
      return reply(response, 404, 'text/plain; charset=utf-8', 'Not found\n');
    }

    if (extname(pathname)) {
      const body = extname(pathname) !== '.html' && (await readBelow(siteFolder, pathname));
      if (body) {
        // A slow script shows that order does not depend on speed.
        await pause(Math.min(Number(url.searchParams.get('attente')) || 0, 2000));
        return reply(response, 200, types[extname(pathname)] ?? 'application/octet-stream', body);
      }
    } else {
      const name = pathname.replace(/^\/|\/$/g, '') || 'index';
      if (name !== '404' && (await page(response, 200, name))) return;
    }
    await page(response, 404, '404');
  };

  return async (request, response) => {
    try {
      const url = new URL(request.url, 'http://localhost');
      const host = vendorOf(request.headers.host);
      await (host ? serveVendor(request, response, host, url) : serveSite(request, response, url));
    } catch {
      if (!response.headersSent) reply(response, 400, 'text/plain; charset=utf-8', 'Bad request\n');
    }
  };
};

const listen = (server, port, address) =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => resolve(server.address().port));
  });

/** Both loopback addresses on one port: a browser may try either for `*.localhost`. */
const listenOnLoopback = async (servers, wanted) => {
  for (let tries = 0; ; tries += 1) {
    const [v4, v6] = servers();
    try {
      const port = await listen(v4, wanted && wanted + tries, '127.0.0.1');
      const v6Error = await listen(v6, port, '::1').then(
        () => undefined,
        (error) => error,
      );
      if (v6Error?.code === 'EADDRINUSE') throw v6Error;
      return { port, servers: v6Error ? [v4] : [v4, v6] };
    } catch (error) {
      v4.close();
      if (error.code !== 'EADDRINUSE' || tries === 100) throw error;
    }
  }
};

/**
 * Starts the school's site and its vendors on one port. If the port is taken, the next free one serves.
 * @param {{ port?: number }} [options] 0 means any free port
 */
export const startDemo = async ({ port: wanted = 4400 } = {}) => {
  const traffic = createTraffic();
  let port = wanted;
  const vendor = (host) => `http://${host}.localhost:${port}`;
  const handler = createHandler(traffic, vendor);
  const bound = await listenOnLoopback(() => [createServer(handler), createServer(handler)], wanted);
  port = bound.port;

  return {
    url: `http://localhost:${port}/`,
    port,
    log: traffic.log,
    async close() {
      traffic.close();
      await Promise.all(
        bound.servers.map((server) => {
          const closed = new Promise((resolve) => server.close(resolve));
          server.closeAllConnections();
          return closed;
        }),
      );
    },
  };
};

const isMain = process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url);
if (isMain) {
  const flag = process.argv.indexOf('--port');
  const wanted = Number((flag > 0 ? process.argv[flag + 1] : process.env.PORT) || 4400);
  const { url } = await startDemo({ port: wanted });
  console.log(`Portillon — démo : ${url}\nPortillon — demo: ${url}en (Ctrl+C pour arrêter · to stop)`);
}
