import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { makeTags, services } from '../fixtures/model.mjs';
import { makeModel, renderPage } from '../fixtures/page.mjs';
import { integrityOf, PARENT, tagBody } from './server.mjs';

const dep = (path) => readFileSync(new URL(`../node_modules/${path}`, import.meta.url));

/** Puts the files and the pages of a contender on the server; `served` is a hash of them all. */
export async function serveContender(name, server, { n, sizes }) {
  const contender = { name, ...(await import(`../contenders/${name}/index.mjs`)).default };
  if (contender.skip) return contender;
  contender.version = contender.pkg ? JSON.parse(dep(`${contender.pkg}/package.json`)).version : '';
  const base = `/${name}/`;
  contender.sizes = {};
  const served = createHash('sha256');
  const files = Object.entries((await contender.files?.(dep)) ?? {});
  for (const [file, content] of files.sort(([a], [b]) => (a < b ? -1 : 1))) {
    contender.sizes[file] = server.put(base + file, content);
    served.update(`${file}\n`).update(content);
  }
  const put = async (key, model, headers) => {
    const whole = { ...model, base, parent: PARENT };
    const prepared = (await contender.prepare?.(whole)) ?? whole;
    const page = renderPage(contender, prepared);
    server.put(`${base}${key}.html`, page, { page: true, headers });
    // The port is another in each run.
    served.update(`${key}\n`).update(page.replaceAll(`:${server.port}`, ''));
  };

  const model = makeModel(makeTags(n, server.port));
  await put('main', model);
  for (const size of new Set([...sizes, 1000])) await put(`n${size}`, makeModel(makeTags(size, server.port)));
  await put('heavy', makeModel(makeTags(10, server.port, { work: 30 })));
  await put('partners', makeModel([], { services: manyServices(500) }));
  const { tags, tests } = attributeTags(server.port);
  await put('attrs', makeModel(tags));
  const nonce = 'bench1234';
  const withNonce = model.tags.map((tag) => ({ ...tag, attrs: { nonce } }));
  await put('csp', makeModel(withNonce, { nonce }), {
    'content-security-policy': `default-src 'self'; script-src 'self' 'nonce-${nonce}' http://*.test:${server.port}; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:`,
  });
  contender.served = served.digest('hex').slice(0, 16);
  contender.tests = { model, attrTests: tests, attrCount: tests.length };
  return contender;
}

const manyServices = (count) =>
  Array.from({ length: count }, (_, k) => {
    const service = services[k % services.length];
    return { ...service, id: `${service.id}-${k}`, title: `${service.title} ${k}` };
  });

/** One external tag for each attribute that must be kept. */
function attributeTags(port) {
  const [{ service }] = makeTags(1, port);
  const tests = [];
  const tags = [
    ['nonce', 'abc'],
    ['crossorigin', 'anonymous'],
    ['integrity'],
    ['type', 'module'],
    ['async', true],
    ['defer', true],
    ['referrerpolicy', 'no-referrer'],
    ['fetchpriority', 'low'],
    ['id', 'keep-id'],
    ['data-site-id', '42'],
  ].map(([name, given], k) => {
    const i = 500 + k;
    const value = name === 'integrity' ? integrityOf(tagBody({ i, c: service.cookie, d: '0' })) : given;
    tests.push([i, name, value]);
    return {
      i,
      service,
      inline: false,
      src: `http://${service.host}:${port}/t.js?i=${i}&c=${service.cookie}&d=0`,
      attrs: { [name]: value, ...(name === 'integrity' && { crossorigin: 'anonymous' }) },
    };
  });
  return { tags, tests };
}
