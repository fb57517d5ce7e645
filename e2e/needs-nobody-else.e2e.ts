import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { nodesOf } from '../test/support/program.js';
import { nonce } from './support/strict.js';
import { thirdParty, useWorld } from './support/world.js';

const world = useWorld();
const host = 'www.example.co.uk';
const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const files = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.js'))
  .sort();

/** How a text becomes markup or code. */
const sinks = new Set([
  'innerHTML',
  'outerHTML',
  'insertAdjacentHTML',
  'createContextualFragment',
  'parseFromString',
  'srcdoc',
  'eval',
  'Function',
  'setHTMLUnsafe',
  'execScript',
]);
function usedIn(code: string): string[] {
  const source = ts.createSourceFile('x.js', code, ts.ScriptTarget.Latest, true);
  return [...nodesOf(source)].flatMap((node) => {
    if (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) {
      return sinks.has(node.text) ? [node.text] : [];
    }
    return [];
  });
}

describe('every file of the build', () => {
  it('is there, and the search finds what it must', () => {
    expect(files.length).toBeGreaterThan(150);
    expect(usedIn('new Function("x"); a["eval"]; b.innerHTML = ""')).toEqual([
      'Function',
      'eval',
      'innerHTML',
    ]);
  });

  it('makes neither code nor markup of a text', () => {
    const found = files
      .map((file) => [file, usedIn(readFileSync(join(dist, file), 'utf8'))] as const)
      .filter(([, names]) => names.length);
    expect(found).toEqual([]);
  });

  it('loads under a policy without any unsafe word, and asks nobody else', async () => {
    world.site(host, () => ({
      body: `<!doctype html><title>x</title><link rel="icon" href="data:,"><script nonce="${nonce}">self.seen = []; addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => seen.push(violatedDirective + ' ' + blockedURI));
self.load = (file) => import('/portillon/' + file).then(() => 1);</script><script nonce="${nonce}" src="/portillon/portillon.js"></script>`,
      headers: {
        'content-security-policy': `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic'; style-src 'none'; img-src data:; require-trusted-types-for 'script'; trusted-types portillon`,
      },
    }));
    const visitor = await world.visitor();
    await visitor.page.goto(`https://${host}/`);
    const copied = files.filter((file) => !file.startsWith('esm/') && file !== 'portillon.js');
    for (const file of copied) {
      await visitor.page.evaluate(
        (name) => (self as unknown as { load(name: string): Promise<1> }).load(name),
        file,
      );
    }
    await visitor.page.waitForLoadState('networkidle');
    expect(await visitor.page.evaluate(() => (self as unknown as { seen: string[] }).seen)).toEqual([]);
    expect(thirdParty(world.server.hits, host)).toEqual([]);
    const asked = world.server.hits.filter(({ path }) => path.startsWith('/portillon/')).length;
    expect(asked).toBeGreaterThanOrEqual(copied.length);
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });
});
