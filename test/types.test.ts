import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { createProgram, pathOf } from './support/program.js';

const file = 'test/types/misuse.ts';

describe('the types of the public API', () => {
  it('let right use compile and refuse every misuse', () => {
    const marks = readFileSync(new URL('./types/misuse.ts', import.meta.url), 'utf8').match(
      /@ts-expect-error/g,
    );
    expect(marks?.length).toBeGreaterThanOrEqual(35);
    const program = createProgram([file], { noUnusedLocals: false });
    const source = program.getSourceFiles().find(({ fileName }) => pathOf(fileName) === file)!;
    const errors = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    expect(
      errors.map(({ start = 0, messageText }) => {
        const line = source.getLineAndCharacterOfPosition(start).line + 1;
        return `${file}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
      }),
    ).toEqual([]);
  }, 120_000);
});
