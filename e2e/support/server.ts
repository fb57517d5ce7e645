import { readFile } from 'node:fs/promises';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { generate } from 'selfsigned';

/** One request that reached a server, under the host name that the browser asked for. */
export interface Hit {
  readonly host: string;
  readonly path: string;
  readonly method: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly time: number;
}

export interface Reply {
  readonly status?: number;
  readonly type?: string;
  readonly body?: string | Buffer;
  readonly headers?: Record<string, string | string[]>;
  /** Milliseconds to wait; `Infinity` never answers. */
  readonly delay?: number;
}

export type Handler = (request: {
  host: string;
  path: string;
  url: URL;
  incoming: IncomingMessage;
}) => Reply | undefined | Promise<Reply | undefined>;

export interface Server {
  readonly port: number;
  readonly hits: Hit[];
  /** The host names to which a secure connection was begun, whether anything was asked there or not, as by a `preconnect`. */
  readonly greeted: string[];
  /** Asked before those added earlier; the first that answers wins. */
  handle(handler: Handler): void;
  close(): Promise<void>;
}

/** Another build may be served, such as one from which something was taken out (`test/mutations.mjs`). */
const dist = process.env.PORTILLON_DIST
  ? `${process.env.PORTILLON_DIST}/`
  : fileURLToPath(new URL('../../dist/', import.meta.url));
const types: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  html: 'text/html; charset=utf-8',
};

/**
 * Every host name on one port, http and https alike: the first byte of a connection tells which. It is also a proxy that
 * answers all that it is asked to pass on, for browsers whose names cannot be mapped.
 */
export async function startServer(): Promise<Server> {
  const hits: Hit[] = [];
  const greeted: string[] = [];
  const handlers: Handler[] = [serveBuild];
  const sockets = new Set<net.Socket>();

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const secure = 'encrypted' in incoming.socket;
    // Absolute when the server is used as a proxy.
    const url = new URL(incoming.url ?? '', `${secure ? 'https' : 'http'}://${incoming.headers.host}`);
    const { hostname: host, pathname } = url;
    const path = pathname + url.search;
    hits.push({ host, path, method: incoming.method ?? 'GET', headers: incoming.headers, time: Date.now() });
    for (const handler of handlers) {
      const reply = await handler({ host, path: pathname, url, incoming });
      if (reply) return send(response, reply);
    }
    send(response, { status: 404, type: 'text/plain', body: 'not found' });
  }

  const plain = http.createServer((incoming, response) => void answer(incoming, response));
  const { private: key, cert } = await certificate();
  const greet = (name: string, done: (error: null) => void) => {
    greeted.push(name);
    done(null);
  };
  const secure = https.createServer(
    { key, cert, SNICallback: greet },
    (incoming, response) => void answer(incoming, response),
  );
  const hear = (socket: Duplex): void => {
    socket.once('data', (first) => {
      socket.pause();
      (first[0] === 22 ? secure : plain).emit('connection', socket);
      socket.unshift(first);
      process.nextTick(() => socket.resume());
    });
  };
  plain.on('connect', (_request, socket: Duplex) => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    hear(socket);
  });
  const front = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    hear(socket);
  });
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  return {
    port: (front.address() as AddressInfo).port,
    hits,
    greeted,
    handle: (handler) => void handlers.unshift(handler),
    close: () =>
      new Promise((resolve) => {
        front.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

let made: ReturnType<typeof generate> | undefined;
const certificate = () => {
  made ??= generate([{ name: 'commonName', value: 'portillon.test' }], { keySize: 2048 });
  return made;
};

function send(
  response: ServerResponse,
  { status = 200, type = 'text/html', body = '', headers, delay = 0 }: Reply,
): void {
  if (delay === Number.POSITIVE_INFINITY) return;
  const write = () => {
    if (response.destroyed) return;
    const charset = /^text|json/.test(type) && !type.includes('charset') ? '; charset=utf-8' : '';
    response.writeHead(status, { 'content-type': type + charset, 'cache-control': 'no-store', ...headers });
    response.end(body);
  };
  if (delay) setTimeout(write, delay);
  else write();
}

/** The build, under `/portillon/` of every host. */
export const serveBuild: Handler = async ({ path }) => {
  if (!path.startsWith('/portillon/')) return undefined;
  const file = normalize(join(dist, path.slice('/portillon/'.length)));
  if (!file.startsWith(dist)) return { status: 403 };
  try {
    return { type: types[file.split('.').at(-1) ?? ''] ?? 'text/plain', body: await readFile(file) };
  } catch {
    return { status: 404, type: 'text/plain', body: 'not found' };
  }
};
