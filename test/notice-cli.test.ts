import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { noticeOf } from '../src/notice.js';

const run = promisify(execFile);
const dist = new URL('../dist/', import.meta.url);
const bin = new URL('notice.mjs', dist).pathname;
const config = {
  site: { name: 'École', privacyPolicyUrl: '/vie-privee' },
  purposes: ['audience', 'advertising'],
  vendors: [{ use: 'meta-pixel', id: '123456789012345' }],
};
const usage = 'Usage: portillon-notice <config.json> <language> [--show]';
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portillon-notice-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function fileOf(text: string): Promise<string> {
  const file = join(folder, 'config.json');
  await writeFile(file, text);
  return file;
}

const command = (...values: string[]): Promise<{ stdout: string; stderr: string; code: number }> =>
  run(process.execPath, [bin, ...values]).then(
    (told) => ({ ...told, code: 0 }),
    (error) => error,
  );

describe('portillon-notice', () => {
  it('prints the hash alone: of 64 digits, of this configuration, of this language', async () => {
    const hashes = [];
    for (const [asked, language] of [
      [config, 'fr'],
      [config, 'de'],
      [{ ...config, purposes: ['audience', 'advertising', 'social'] }, 'fr'],
      [config, 'fr'],
    ] as const) {
      const { stdout, stderr, code } = await command(await fileOf(JSON.stringify(asked)), language);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(/^[\da-f]{64}\n$/);
      hashes.push(stdout.trim());
    }
    expect(hashes[3]).toBe(hashes[0]);
    expect(new Set(hashes).size).toBe(3);
    const { noticeOf: showAgain } = (await import(
      /* @vite-ignore */ new URL('esm/notice.js', dist).href
    )) as {
      noticeOf: typeof noticeOf;
    };
    expect((await showAgain(config as never, 'fr')).noticeHash).toBe(hashes[0]);
  });

  it('reads a file that begins with a mark of its encoding', async () => {
    const plain = await command(await fileOf(JSON.stringify(config)), 'fr');
    const marked = await command(await fileOf(`\uFEFF${JSON.stringify(config)}`), 'fr');
    expect(marked).toEqual(plain);
    expect(marked.code).toBe(0);
  });

  it('shows with `--show` what the hash stands for: the texts, and what is known of each partner', async () => {
    const file = await fileOf(JSON.stringify(config));
    const { stdout } = await command(file, 'fr', '--show');
    const { noticeHash, notice, facts } = JSON.parse(stdout);
    expect(noticeHash).toBe((await command(file, 'fr')).stdout.trim());
    for (const words of ['Tout refuser', 'Tout accepter', 'Publicité personnalisée', 'École'])
      expect(JSON.stringify(notice)).toContain(words);
    expect(Object.keys(facts)).toEqual(['meta-pixel']);
    expect(JSON.stringify(facts)).toContain('_fbp');
  });

  it.each([
    ['a language that the build does not know', JSON.stringify(config), ['zz'], 'zz', 1],
    [
      'a configuration with a fault',
      JSON.stringify({ ...config, purposes: ['advertizing'] }),
      ['fr'],
      'purposes[0]',
      1,
    ],
    ['what is no JSON', '{', ['fr'], 'JSON', 1],
    ['no language', JSON.stringify(config), [], usage, 2],
    ['an option that it does not know', JSON.stringify(config), ['fr', '--all'], usage, 2],
  ] as const)('says so and prints no hash for %s', async (_, text, rest, said, code) => {
    const told = await command(await fileOf(text), ...rest);
    expect([told.code, told.stdout]).toEqual([code, '']);
    expect(told.stderr).toContain(said);
  });

  it('says so where there is no such file', async () => {
    const told = await command(join(folder, 'missing.json'), 'fr');
    expect([told.code, told.stdout]).toEqual([1, '']);
    expect(told.stderr).toContain('missing.json');
  });
});
