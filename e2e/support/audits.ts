import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { HtmlValidate } from 'html-validate';
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
    readonly node: HTMLElement;
    readonly value: readonly [policy: string, confidence: string];
  }[];
}

/**
 * Runs in the page. IBM's engine: what it is sure of and what it thinks possible. `MANUAL` asks a person to look and
 * finds nothing. What it cannot see for itself is looked up in the browser; what is the page's is left out.
 */
async function runAce(): Promise<string[]> {
  const { Checker } = (self as unknown as { ace: { Checker: new () => { check: CallableFunction } } }).ace;
  const { results } = (await new Checker().check(document, ['IBM_Accessibility', 'WCAG_2_2'])) as AceResult;

  /** It compares boxes and z-index and knows no top layer, no dialog and no scrolling: the focus and a hit tell. */
  async function isSeenWithFocus(node: HTMLElement): Promise<boolean> {
    node.focus();
    if (document.activeElement !== node) return true;
    const isSeen = () => {
      const { left, top, width, height } = node.getBoundingClientRect();
      const hit = document.elementFromPoint(left + width / 2, top + height / 2);
      return node.contains(hit) || !!hit?.contains(node);
    };
    // What moves out of the way does so a moment later.
    for (let frames = 0; frames < 120 && !isSeen(); frames++)
      await new Promise((resolve) => requestAnimationFrame(resolve));
    return isSeen();
  }
  const isNoFault: Record<string, (node: HTMLElement) => boolean | Promise<boolean>> = {
    element_tabbable_unobscured: isSeenWithFocus,
    // « Verify that the content of the frame is accessible »: the embed is the site's.
    frame_src_valid: (node) => node.localName === 'iframe',
    // « Verify that colour is not the only means », for every sheet that names a colour: ours are no elements.
    style_color_misuse: (node) => node.localName === 'style',
  };
  const found: string[] = [];
  for (const { ruleId, message, snippet, value, node } of results) {
    // The empty document of a frame that is held is the browser's own.
    if (!/FAIL|POTENTIAL/.test(value[1]) || node.ownerDocument !== document) continue;
    if (await isNoFault[ruleId]?.(node)) continue;
    found.push(`ace ${ruleId} (${value}): ${message} ${snippet}`);
  }
  return found;
}

export async function ace(page: Page): Promise<Findings> {
  await page.evaluate(await readFile(require.resolve('accessibility-checker-engine/ace.js'), 'utf8'));
  return page.evaluate(runAce);
}

/** A browser writes the document out in its own style: what these rules judge is not how it was made. */
const rules = {
  'attribute-boolean-style': 'off',
  'attribute-empty-style': 'off',
  'no-trailing-whitespace': 'off',
  'doctype-style': 'off',
  'attr-quotes': 'off',
  // Where a placeholder lies is measured: no sheet can know it.
  'no-inline-style': ['error', { allowedProperties: ['width', 'height', 'margin-left', 'margin-top'] }],
} as const;

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended', 'html-validate:standard', 'html-validate:a11y'],
  rules,
} as never);

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
