import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { minimal, relay } from './support/settings.js';

const run = promisify(execFile);
const dist = new URL('../dist/esm/', import.meta.url);

/** What a site may import: the entries of package.json. */
/** Some have no file yet. */
const folders = ['locales', 'vendors', 'layouts', 'modules'].filter((folder) =>
  existsSync(new URL(`../src/${folder}/`, import.meta.url)),
);
const filesIn = (folder: string): string[] => {
  const url = new URL(`${folder}/`, dist);
  return existsSync(url) ? readdirSync(url).filter((name) => name.endsWith('.js')) : [];
};
const entries = () => [
  'index.js',
  ...folders.flatMap((folder) => filesIn(folder).map((name) => `${folder}/${name}`)),
];

/** Runs a module in a bare Node process, with `createConsent`, `ConfigError` and `entries`; what it returns comes back. */
async function inNode<T>(body: string): Promise<{ result: T; stderr: string }> {
  const source = `
    const names = () => Object.getOwnPropertyNames(globalThis).sort();
    const before = names();
    const { createConsent, ConfigError } = await import(${JSON.stringify(new URL('index.js', dist).href)});
    const result = await (async () => { ${body} })();
    process.stdout.write(JSON.stringify(result));
  `;
  const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '--eval', source], {
    cwd: fileURLToPath(new URL('../', import.meta.url)),
    timeout: 30_000,
    env: { PATH: process.env.PATH },
  });
  return { result: JSON.parse(stdout) as T, stderr };
}

beforeAll(() => {
  if (!existsSync(new URL('index.js', dist))) {
    throw new Error('dist/esm is missing: run "npm run build" first; these tests are about what is built.');
  }
});

describe('the build, imported where there is no page', () => {
  it('has an entry for every language and every vendor of the source', () => {
    for (const folder of folders) {
      const sources = readdirSync(new URL(`../src/${folder}/`, import.meta.url));
      const names = sources
        .filter((name) => /\.tsx?$/.test(name))
        .map((name) => name.replace(/\.tsx?$/, '.js'));
      expect(filesIn(folder)).toEqual(expect.arrayContaining(names));
    }
  });

  it('touches no global name and says nothing, whatever entry is imported', async () => {
    const urls = entries().map((name) => new URL(name, dist).href);
    const { result, stderr } = await inNode<{ added: string[]; exported: number[] }>(`
      const modules = await Promise.all(${JSON.stringify(urls)}.map((url) => import(url)));
      return {
        added: names().filter((name) => !before.includes(name)),
        exported: modules.map((module) => Object.keys(module).length),
      };
    `);
    expect(result.added).toEqual([]);
    expect(result.exported).toHaveLength(urls.length);
    expect(result.exported).not.toContain(0);
    expect(stderr).toBe('');
  });

  it('gives languages and vendors of the promised form', async () => {
    const urls = entries()
      .filter((name) => /^(locales|vendors)\//.test(name))
      .map((name) => [name, new URL(name, dist).href]);
    const { result } = await inNode<[name: string, language: unknown, purposes: unknown][]>(`
      return Promise.all(${JSON.stringify(urls)}.map(async ([name, url]) => {
        const { default: file } = await import(url);
        return [name, file.language, file.purposes];
      }));
    `);
    for (const [name, language, purposes] of result) {
      if (name.startsWith('locales/')) expect(name).toBe(`locales/${language}.js`);
      else expect(purposes, name).toBeInstanceOf(Array);
    }
  });
});

describe('consent, where there is no page', () => {
  const config = { ...minimal, vendors: [relay, { use: 'google-ads', id: 'AW-123456789' }] };

  it('grants nothing, decides nothing and is ready', async () => {
    const { result, stderr } = await inNode<{ [name: string]: unknown }>(`
      const consent = createConsent(${JSON.stringify(config)});
      const told = [];
      const stop = consent.subscribe((state) => told.push(state));
      const ids = [...Object.keys(consent.state.purposes), ...Object.keys(consent.state.vendors)];
      const decided = await Promise.all(
        ['all', 'none', { audience: true }].map((choice) => consent.decide(choice, { source: 'x' })),
      );
      consent.open(); consent.open('vendors'); consent.close(); consent.forget(); consent.scan();
      const state = await consent.ready;
      stop();
      consent.destroy();
      return {
        ids,
        allowed: [...ids, 'unknown', 'constructor'].filter((id) => consent.allows(id)),
        decided,
        same: state === consent.state,
        status: state.status,
        answers: [...new Set([...Object.values(state.purposes), ...Object.values(state.vendors)])],
        record: state.record ?? null,
        told: told.length,
        problems: consent.problems,
        added: names().filter((name) => !before.includes(name)),
      };
    `);
    expect(result).toEqual({
      ids: ['audience', 'personalisation', 'social', 'advertising', 'relay', 'google-ads'],
      allowed: [],
      decided: [false, false, false],
      same: true,
      status: 'undecided',
      answers: ['undecided'],
      record: null,
      told: 0,
      problems: [],
      added: [],
    });
    expect(stderr).toBe('');
  });

  it('does nothing else: no request, no timer, nothing that keeps the process alive', async () => {
    const { result } = await inNode<{ calls: string[]; active: string[] }>(`
      const calls = [];
      for (const name of ['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask']) {
        const original = globalThis[name];
        globalThis[name] = (...values) => { calls.push(name); return original(...values); };
      }
      const active = process.getActiveResourcesInfo().length;
      const consent = createConsent(${JSON.stringify(config)});
      consent.decide('all', { source: 'x' });
      consent.open();
      await consent.ready;
      return { calls, active: process.getActiveResourcesInfo().slice(active) };
    `);
    expect(result).toEqual({ calls: [], active: [] });
  });

  it('refuses a wrong configuration with every fault', async () => {
    const wrong = { site: { name: '' }, purposes: ['advertizing'], vendorz: [] };
    const { result } = await inNode<{ [name: string]: unknown }>(`
      try {
        createConsent(${JSON.stringify(wrong)});
        return 'accepted';
      } catch (error) {
        return {
          isConfigError: error instanceof ConfigError && error instanceof Error,
          name: error.name,
          paths: error.issues.map(({ path }) => path),
          message: error.message,
        };
      }
    `);
    expect(result).toMatchObject({
      isConfigError: true,
      name: 'ConfigError',
      paths: expect.arrayContaining(['site.name', 'site.privacyPolicyUrl', 'purposes[0]']),
    });
    expect(result.paths).toHaveLength(4);
    expect(result.message).toContain('did you mean "advertising"?');
    expect(result.message).toContain('did you mean "vendors"?');
  });
});
