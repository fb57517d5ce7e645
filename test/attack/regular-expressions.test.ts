import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { nodesOf, placeOf } from '../support/program.js';

// A regular expression that backtracks lets one text hold the page. Each of ours is timed with texts made to hurt it.

interface Found {
  readonly place: string;
  readonly form: RegExp;
}

function literals(): Found[] {
  const root = fileURLToPath(new URL('../../src/', import.meta.url));
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.tsx?$/.test(path),
  );
  return files.flatMap((path) => {
    const file = join(root, path);
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    return [...nodesOf(source)].filter(ts.isRegularExpressionLiteral).map((node) => {
      const { text } = node;
      const end = text.lastIndexOf('/');
      return { place: placeOf(node), form: new RegExp(text.slice(1, end), text.slice(end + 1)) };
    });
  });
}

/** What may be repeated: each letter, class and group of the expression, and each way to begin and to end. */
function pumps({ source }: RegExp): string[] {
  const letters = [...source.replace(/\\./g, '')].filter((letter) => /[^\\^$*+?()[\]{}|]/.test(letter));
  const classes = ['a', 'A', '0', '_', '-', '.', ' ', '\n', '/', '%', 'é', '\ud800', '{a}', 'a.', '1-', '-a'];
  return [...new Set([...classes, ...letters])];
}
const prefixes = (source: string): string[] => [
  '',
  ...new Set(
    [...source.matchAll(/\^?\(?([A-Za-z]+[-:/\\]*)/g)]
      .slice(0, 4)
      .map(([, text]) => text!.replaceAll('\\', '')),
  ),
];
const suffixes = ['', '!', '\u0000', '\n', '/'];

/** The shortest of three: a busy machine only makes it longer. */
function time(form: RegExp, text: string): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 3 && best > 5; run++) {
    const started = performance.now();
    text.match(form);
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

/** The slowest text; short ones first, because one that backtracks without end would never come back from long ones. */
function slowest(form: RegExp): { readonly text: string; readonly took: number } | undefined {
  for (const [count, limit] of [
    [24, 5],
    [1000, 10],
    [20_000, 40],
  ] as const) {
    for (const prefix of prefixes(form.source)) {
      for (const pump of pumps(form)) {
        for (const suffix of suffixes) {
          const took = time(form, prefix + pump.repeat(count) + suffix);
          if (took > limit) return { text: `${prefix}${pump}×${count}${suffix}`, took };
        }
      }
    }
  }
  return undefined;
}

describe('every regular expression', () => {
  const found = literals();

  it('is found', () => {
    expect(found.length).toBeGreaterThan(60);
  });

  it('would be caught if it backtracked', () => {
    expect(slowest(/^(a+)+$/)).toBeDefined();
    expect(slowest(/^(\w+\.?)*$/)).toBeDefined();
    expect(slowest(/\s+$/)).toBeDefined();
  });

  it.each(found)('$place answers at once', ({ form }) => {
    expect(slowest(form)).toBeUndefined();
  });
});
