import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);
const dist = new URL('../dist/', import.meta.url);

describe('what a site copies', () => {
  it.each(['portillon', 'interface-fr', 'gate', 'check'])(
    '%s.js begins with the hint to compile all of it at once, where alone it counts',
    (name) => {
      const text = readFileSync(new URL(`${name}.js`, dist), 'utf8');
      expect(text.slice(0, text.indexOf('\n'))).toBe('//# allFunctionsCalledOnLoad');
    },
  );

  it('imports no interface of one language: each visitor has one, and no second is to come', () => {
    const files = readdirSync(dist).filter((name) => name.endsWith('.js'));
    const importing = files.filter((name) =>
      /(from|import)\s*\(?["'`]\.\/interface/.test(readFileSync(new URL(name, dist), 'utf8')),
    );
    expect(files).toEqual(expect.arrayContaining(['interface-fr.js', 'interface-pt-PT.js', 'panel.js']));
    expect(importing).toEqual([]);
  });
});

describe('what a program imports', () => {
  const root = new URL('../', import.meta.url);
  const { exports } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
    exports: Record<string, string | { types: string; default: string }>;
  };
  const typed = Object.entries(exports).flatMap(([name, one]) =>
    typeof one === 'string' ? [] : [[name, one] as const],
  );

  it.each(typed)('has types: %s', (_, { types, default: file }) => {
    const [folder = '', end = ''] = file.split('*');
    const names = file.includes('*')
      ? readdirSync(new URL(folder, root)).flatMap((name) =>
          name.endsWith(end) ? name.slice(0, -end.length) : [],
        )
      : [''];
    expect(names.length).toBeGreaterThan(0);
    const missing = names.filter((name) => !existsSync(new URL(types.replace('*', name), root)));
    expect(missing).toEqual([]);
  });
});

/** The hash of each file, by its path; the types, which no visitor loads, are made by another tool. */
function hashes(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(
    paths
      .map((path) => [path.slice(folder.length), path] as const)
      .filter(([name]) => !name.startsWith('types/'))
      .map(([name, path]) => [name, createHash('sha256').update(readFileSync(path)).digest('hex')]),
  );
}

describe('the same sources', () => {
  it('give the same files, byte for byte, wherever they are built (R66)', { timeout: 120_000 }, async () => {
    const root = fileURLToPath(new URL('../', import.meta.url));
    const folder = mkdtempSync(join(tmpdir(), 'portillon-build-'));
    try {
      for (const name of ['src', 'rollup.config.mjs', 'package.json', 'tsconfig.json'])
        cpSync(join(root, name), join(folder, name), { recursive: true });
      symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
      await run(process.execPath, [join(root, 'node_modules/rollup/dist/bin/rollup'), '-c', '--silent'], {
        cwd: folder,
      });
      const again = hashes(`${folder}/dist/`);
      expect(Object.keys(again).length).toBeGreaterThan(100);
      // Where this differs though nothing was changed here, `dist` is not of these sources: build it.
      expect(again).toEqual(hashes(fileURLToPath(dist)));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
