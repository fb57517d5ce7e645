// @vitest-environment happy-dom
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toHtml } from '../src/render.js';
import { h, render } from '../src/ui/jsx.js';
import { always } from './support/runs.js';

const run = promisify(execFile);
const bin = join(process.cwd(), 'dist/cli.mjs');
const config = { site: { name: 'École <b>', privacyPolicyUrl: '/vie-privee' }, purposes: ['audience'] };
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portillon-render-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function command(
  asked: object,
  ...options: string[]
): Promise<{ stdout: string; stderr: string; code: number }> {
  const file = join(folder, 'config.json');
  await writeFile(file, JSON.stringify(asked));
  return run(process.execPath, [bin, 'render', file, ...options]).then(
    (told) => ({ ...told, code: 0 }),
    (error) => error,
  );
}

describe('elements as text', () => {
  it('are what the browser draws', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '<', '>', '&', '"', "'", 'é', ' b') });
    always(fc.tuple(text, text), ([title, body]) => {
      const view = h('div', { title, hidden: title === '' }, h('p', null, body));
      const drawn = document.createElement('div');
      render(view, drawn);
      const read = new DOMParser().parseFromString(`<body>${toHtml(view)}</body>`, 'text/html').body;
      expect(read.textContent).toBe(drawn.textContent);
      expect(read.querySelector('div')!.getAttribute('title')).toBe(title);
      expect(read.querySelectorAll('*').length).toBe(2);
    });
  });
});

describe('portillon render', () => {
  it('prints the banner in the language that is wanted, with what the site is called as text', async () => {
    const { stdout } = await command(config, '--language', 'fr', '--link', 'Mes cookies', '--nonce', 'n"1');
    for (const part of [
      'data-portillon="refuse">Tout refuser</button>',
      'École &#60;b&#62;',
      'nonce="n&#34;1"',
      'hidden=""',
    ]) {
      expect(stdout).toContain(part);
    }
    expect(stdout).toMatch(/«\sMes cookies\s»/);
    expect(stdout).not.toContain('<b>');
  });

  it('says how it is used', async () => {
    const { stdout } = await run(process.execPath, [bin, '--help']);
    expect(stdout).toMatch(/^Usage: portillon render /);
  });

  it('prints nothing where nothing is asked', async () => {
    const { stdout, code } = await command({ ...config, purposes: ['social'], audience: 'minors' });
    expect([stdout, code]).toEqual(['', 0]);
  });

  it.each([
    ['a wrong configuration', { purposes: ['advertizing'] }, [], 'did you mean "advertising"'],
    ['a language without texts', config, ['--language', 'tlh'], 'No texts for the language "tlh"'],
  ])('says what is wrong and fails: %s', async (_, asked, options, told) => {
    const { stdout, stderr, code } = await command(asked, ...options);
    expect(stderr).toContain(told);
    expect([stdout, code]).toEqual(['', 1]);
  });
});
