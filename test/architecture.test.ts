import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { createProgram, nodesOf, placeOf, sourcesOf } from './support/program.js';

const files = readdirSync(new URL('../src/', import.meta.url), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => join(parentPath, name).replace(/^.*\/src\//, 'src/'))
  .sort();
const code = files.filter((path) => /\.tsx?$/.test(path));

/** Which folders each folder may import, besides itself. The files of `src/` itself put the folders together. */
const directions: { readonly [folder: string]: readonly string[] } = {
  model: [],
  config: ['model'],
  state: ['model'],
  record: ['model', 'config', 'page'],
  page: [],
  gate: ['model', 'config', 'page'],
  ui: ['model', 'config', 'page', 'state'],
  vendors: ['model'],
  locales: ['model'],
  layouts: ['model'],
  proof: ['model', 'record', 'state', 'page'],
  modules: ['model'],
};

/** The packages that each folder may import. */
const packages: { readonly [folder: string]: readonly string[] } = {};

/** The global names that are the page, and where they may stand. */
const pageNames = new Set([
  'window',
  'document',
  'navigator',
  'location',
  'localStorage',
  'sessionStorage',
  'fetch',
  'globalThis',
  'self',
]);
const touchesPage = /^src\/(page|gate|ui)\/|^src\/script\.ts$/;
/** `scan()` without an argument scans the document; Google's queue is a global name. */
const exceptions = ['src/consent.ts document', 'src/consent.ts globalThis'];

/** How a text becomes markup or code. */
const sinks = new Set([
  'innerHTML',
  'outerHTML',
  'insertAdjacentHTML',
  'createContextualFragment',
  'parseFromString',
  'parseHTMLUnsafe',
  'setHTMLUnsafe',
  'dangerouslySetInnerHTML',
  'srcdoc',
  'eval',
  'Function',
  'execScript',
]);

const longest = 220;

const folderOf = (path: string): string => path.split('/').slice(1, -1)[0] ?? '';

let program: ts.Program;
let sources: ReadonlyMap<string, ts.SourceFile>;
/** What each file imports: paths from the root, and names of packages. */
const imports = new Map<string, string[]>();

/** The modules that a file names: imports and exports, of types too, and `import(…)`. */
function specifiersOf(source: ts.SourceFile): string[] {
  const found: string[] = [];
  for (const node of nodesOf(source)) {
    const named =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
            ? node.argument.literal
            : undefined;
    const literal = named && ts.isAsExpression(named) ? named.expression : named;
    if (literal && ts.isStringLiteral(literal)) found.push(literal.text);
  }
  return found;
}

/** The file that a relative specifier means: `./x.js` is written as `x.ts` or `x.tsx`. */
function resolve(from: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  const path = join(dirname(from), specifier);
  const candidates = [path, path.replace(/\.js$/, '.ts'), path.replace(/\.js$/, '.tsx')];
  return candidates.find((candidate) => files.includes(candidate)) ?? path;
}

beforeAll(() => {
  program = createProgram(code);
  sources = sourcesOf(program);
  for (const [path, source] of sources) {
    imports.set(
      path,
      specifiersOf(source).map((specifier) => resolve(path, specifier)),
    );
  }
}, 120_000);

/** Every import that breaks a rule, as `a → b`. */
const breaches = (rule: (from: string, to: string) => boolean): string[] =>
  [...imports].flatMap(([from, targets]) =>
    targets.filter((to) => rule(from, to)).map((to) => `${from} → ${to}`),
  );

/** The places of every node that breaks a rule. */
const places = (rule: (node: ts.Node) => boolean): string[] =>
  [...sources.values()].flatMap((source) => [...nodesOf(source)].filter(rule).map(placeOf));

describe('the files of the source', () => {
  it('are all read by these tests', () => {
    expect([...sources.keys()].filter((path) => !path.endsWith('.d.mts')).sort()).toEqual(code);
    expect(code.length).toBeGreaterThan(40);
  });

  it('lie in folders whose directions are known', () => {
    const folders = new Set(code.map(folderOf).filter(Boolean));
    expect([...folders].filter((folder) => !(folder in directions))).toEqual([]);
  });

  it(`have at most ${longest} lines`, () => {
    const lines = (path: string) =>
      readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
        .trimEnd()
        .split('\n').length;
    const long = files
      .filter((path) => /\.(tsx?|mjs)$/.test(path))
      .filter((path) => lines(path) > longest)
      .map((path) => `${path}: ${lines(path)}`);
    expect(long).toEqual([]);
  });
});

describe('imports', () => {
  it('form no cycle, those of types included', () => {
    const cycles: string[] = [];
    const done = new Set<string>();
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      if (done.has(path) || trail.includes(path)) return;
      for (const next of imports.get(path) ?? []) visit(next, [...trail, path]);
      done.add(path);
    };
    for (const path of code) visit(path, []);
    expect(cycles).toEqual([]);
  });

  it('go only in the allowed directions', () => {
    const wrong = breaches((from, to) => {
      const [source, target] = [folderOf(from), folderOf(to)];
      if (!source || !to.startsWith('src/')) return false;
      return source !== target && !directions[source]!.includes(target);
    });
    expect(wrong).toEqual([]);
  });

  it('of the folders never reach what puts them together', () => {
    expect(breaches((from, to) => folderOf(from) !== '' && /^src\/[^/]+$/.test(to))).toEqual([]);
  });

  it('of consent.ts stand in index.ts and script.ts only', () => {
    const wrong = breaches(
      (from, to) => to === 'src/consent.ts' && !['src/index.ts', 'src/script.ts'].includes(from),
    );
    expect(wrong).toEqual([]);
  });

  it('never name a vendor, a language, a layout or a module: the folder is the list', () => {
    const parts = /^src\/(vendors|locales|layouts|modules)\/(?!shared\/)/;
    const meant = [
      // Small enough, and needed before the page goes on.
      'src/consent.ts → src/modules/google-consent-mode.ts',
      // Most sites have this layout.
      'src/interface.ts → src/layouts/box.css',
    ];
    const wrong = breaches((_, to) => parts.test(to));
    expect(wrong.filter((breach) => !meant.includes(breach))).toEqual([]);
  });

  it('of packages are few and stand where they belong', () => {
    const wrong = breaches(
      (from, to) => !to.startsWith('src/') && !packages[folderOf(from)]?.includes(to) && !to.startsWith('.'),
    );
    expect(wrong).toEqual([]);
  });

  it('of files name files that are there', () => {
    // The script loads its parts from beside itself, in the build.
    const built = [
      'src/script.ts → src/interface.js',
      'src/script.ts → src/entry.js',
      'src/script.ts → src/proof.js',
    ];
    const wrong = breaches((_, to) => to.startsWith('src/') && !files.includes(to));
    expect(wrong.filter((breach) => !built.includes(breach))).toEqual([]);
  });
});

describe('the page', () => {
  it('is touched only by the code that is made for it', () => {
    const checker = program.getTypeChecker();
    /** A free name that the browser declares: no property, no name of a local variable. */
    const isGlobal = (node: ts.Node): node is ts.Identifier => {
      if (!ts.isIdentifier(node) || !pageNames.has(node.text)) return false;
      if (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) return false;
      if (node.text === 'globalThis') return true;
      const [declared] = checker.getSymbolAtLocation(node)?.declarations ?? [];
      return (
        declared !== undefined &&
        (ts.isVariableDeclaration(declared) || ts.isFunctionDeclaration(declared)) &&
        program.isSourceFileDefaultLibrary(declared.getSourceFile())
      );
    };
    const used = [...sources].flatMap(([path, source]) =>
      [...nodesOf(source)].filter(isGlobal).map((node) => [path, node] as const),
    );
    // The rule sees something at all.
    expect(used.length).toBeGreaterThan(20);
    const wrong = used.filter(
      ([path, node]) => !touchesPage.test(path) && !exceptions.includes(`${path} ${node.text}`),
    );
    expect(wrong.map(([, node]) => placeOf(node))).toEqual([]);
  });

  it('never gets markup or code from a text', () => {
    const wrong = places(
      (node) => (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) && sinks.has(node.text),
    );
    expect(wrong).toEqual([]);
  });

  it('is never written with document.write', () => {
    const wrong = places(
      (node) => ts.isPropertyAccessExpression(node) && /^document\.write(ln)?$/.test(node.getText()),
    );
    expect(wrong).toEqual([]);
  });

  it('never gets a style or a handler by attribute, which a content security policy would stop', () => {
    const wrong = places((node) => {
      if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
      const [name] = node.arguments;
      return (
        node.expression.name.text === 'setAttribute' &&
        name !== undefined &&
        ts.isStringLiteralLike(name) &&
        /^(style|on)/i.test(name.text)
      );
    });
    expect(wrong).toEqual([]);
  });

  it('never gets a timer that runs a text', () => {
    const wrong = places(
      (node) =>
        ts.isCallExpression(node) &&
        /^(window\.)?set(Timeout|Interval)$/.test(node.expression.getText()) &&
        node.arguments[0] !== undefined &&
        (ts.isStringLiteralLike(node.arguments[0]) || ts.isTemplateExpression(node.arguments[0])),
    );
    expect(wrong).toEqual([]);
  });
});
