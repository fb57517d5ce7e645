import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Config, HtmlValidate } from 'html-validate';
import type { Page } from 'playwright';

const require = createRequire(import.meta.url);

/** What an audit found: the rule, where, and what it says. */
export type Findings = readonly string[];

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** axe-core: every rule for WCAG 2.2 A and AA, and its best practices. */
export async function axe(page: Page): Promise<Findings> {
  await page.evaluate(await readFile(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const { violations } = await page.evaluate(() =>
    (self as unknown as { axe: { run(options: unknown): Promise<AxeResult> } }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'],
    }),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `axe ${id}: ${html.slice(0, 120)} ${failureSummary}`),
  );
}

interface AceResult {
  readonly results: readonly {
    readonly ruleId: string;
    readonly message: string;
    readonly snippet: string;
    readonly value: readonly [policy: string, confidence: string];
  }[];
}

/** IBM's engine: what it is sure of and what it thinks possible. `MANUAL` asks a person to look and finds nothing. */
export async function ace(page: Page): Promise<Findings> {
  await page.evaluate(await readFile(require.resolve('accessibility-checker-engine/ace.js'), 'utf8'));
  const { results } = await page.evaluate(() => {
    const { Checker } = (self as unknown as { ace: { Checker: new () => { check: CallableFunction } } }).ace;
    return new Checker().check(document, ['IBM_Accessibility', 'WCAG_2_2']) as Promise<AceResult>;
  });
  return results
    .filter(({ value }) => /FAIL|POTENTIAL/.test(value[1]))
    .map(({ ruleId, message, snippet, value }) => `ace ${ruleId} (${value}): ${message} ${snippet}`);
}

/** A browser writes the document out in its own style; only these rules are about style. */
const serialised = {
  'attribute-boolean-style': 'off',
  'attribute-empty-style': 'off',
  'no-trailing-whitespace': 'off',
  'doctype-style': 'off',
  'attr-quotes': 'off',
} as const;

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended', 'html-validate:standard', 'html-validate:a11y'],
  rules: serialised,
} as unknown as ConstructorParameters<typeof HtmlValidate>[0] & Partial<Config>);

/** html-validate, on the document as it is now. */
export async function validate(page: Page): Promise<Findings> {
  const text = await page.content();
  const { results } = await validator.validateString(text);
  const lines = text.split('\n');
  return results.flatMap(({ messages }) =>
    messages.map(
      ({ ruleId, message, line, column }) =>
        `html ${ruleId}: ${message} ${lines[line - 1]?.slice(column - 1, column + 100)}`,
    ),
  );
}

export const audits = { axe, ace, validate };
