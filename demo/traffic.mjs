import { vendors } from './vendors.mjs';

/** What reached the vendors since the last reset, and the pages that watch it live. */
export const createTraffic = () => {
  const log = [];
  const watchers = new Set();

  const snapshot = () => {
    const requests = new Map();
    const cookies = new Map();
    for (const { host, path, set, sent } of log) {
      const row = requests.get(host) ?? { host, name: vendors[host]?.name ?? host, count: 0 };
      requests.set(host, { ...row, count: row.count + 1, last: path });
      for (const name of set ? [...sent, set] : sent) {
        const known = cookies.get(`${host} ${name}`);
        cookies.set(`${host} ${name}`, { host, name, returned: known?.returned || sent.includes(name) });
      }
    }
    return { requests: [...requests.values()], cookies: [...cookies.values()] };
  };

  const send = (watcher) => watcher.write(`data: ${JSON.stringify(snapshot())}\n\n`);
  const tell = () => watchers.forEach(send);

  return {
    log,
    add(entry) {
      log.push({ ...entry, at: new Date().toISOString() });
      tell();
    },
    reset() {
      log.length = 0;
      tell();
    },
    watch(response) {
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
      });
      watchers.add(response);
      response.on('close', () => watchers.delete(response));
      send(response);
    },
    close() {
      for (const watcher of watchers) watcher.end();
    },
  };
};
