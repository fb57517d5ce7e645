import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The path of a file from the project's root. */
export const pathOf = (fileName: string): string => relative(root, fileName);

/** The compiler with the project's own options, for these files of the project. */
export function createProgram(files: readonly string[], changes: ts.CompilerOptions = {}): ts.Program {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, (name) => readFileSync(name, 'utf8'));
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  return ts.createProgram({
    rootNames: files.map((file) => root + file),
    options: { ...options, ...changes },
  });
}

/** The project's own files in a program, by path. */
export const sourcesOf = (program: ts.Program): ReadonlyMap<string, ts.SourceFile> =>
  new Map(
    program
      .getSourceFiles()
      .map((source) => [pathOf(source.fileName), source] as const)
      .filter(([path]) => path.startsWith('src/')),
  );

/** Every node of a tree. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* nodesOf(child);
}

/** Where a node stands, as `src/a.ts:12 the text`. */
export function placeOf(node: ts.Node): string {
  const source = node.getSourceFile();
  const { line } = source.getLineAndCharacterOfPosition(node.getStart());
  return `${pathOf(source.fileName)}:${line + 1} ${node.getText().split('\n')[0]}`;
}
