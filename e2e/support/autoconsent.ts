import { readFile } from 'node:fs/promises';
import { filterCompactRules, type IndexedCMPRuleset } from '@duckduckgo/autoconsent';
import type { Page } from 'playwright';

const at = (path: string) =>
  readFile(new URL(`../../node_modules/@duckduckgo/autoconsent/${path}`, import.meta.url), 'utf8');

/** What the program says it does: `cmpDetected`, `popupFound`, `optOutResult`, `report` … */
export interface Message {
  readonly type: string;
  readonly cmp?: string;
  readonly result?: boolean;
  readonly id?: string;
  readonly code?: string;
  readonly url?: string;
  readonly state?: { readonly lifecycle: string; readonly findCmpAttempts: number };
}

const config = {
  enabled: true,
  autoAction: 'optOut',
  disabledCmps: [],
  enablePrehide: false,
  detectRetries: 20,
  heuristicMode: 'reject',
};
/** Like extensions, it lives beside the page's own scripts and shares only the document with them. */
const worldName = 'autoconsent';

/** DuckDuckGo's autoconsent with all its rules and its heuristic, as their browsers run it. */
export async function runAutoconsent(page: Page): Promise<readonly Message[]> {
  const rules: IndexedCMPRuleset = JSON.parse(await at('rules/compact-rules.json'));
  const messages: Message[] = [];
  const session = await page.context().newCDPSession(page);
  const evaluate = async (expression: string, contextId?: number): Promise<unknown> => {
    const where = contextId === undefined ? {} : { contextId };
    const { result } = await session.send('Runtime.evaluate', { expression, awaitPromise: true, ...where });
    return result.value;
  };
  const answer = (message: object, contextId: number) =>
    evaluate(`autoconsentReceiveMessage(${JSON.stringify(message)})`, contextId);

  async function hear(message: Message, contextId: number): Promise<void> {
    messages.push(message);
    if (message.type === 'init') {
      const compact = filterCompactRules(rules, { url: message.url!, mainFrame: true });
      await answer({ type: 'initResp', config, rules: { compact } }, contextId);
    } else if (message.type === 'eval') {
      await answer({ type: 'evalResp', id: message.id, result: await evaluate(message.code!) }, contextId);
    }
  }

  session.on('Runtime.bindingCalled', ({ payload, executionContextId }) => {
    // A page that is left takes the program with it, and what it asked for.
    void hear(JSON.parse(payload), executionContextId).catch(() => {});
  });
  await session.send('Runtime.enable');
  await session.send('Page.enable');
  await session.send('Runtime.addBinding', { name: 'tellBrowser', executionContextName: worldName });
  await session.send('Page.addScriptToEvaluateOnNewDocument', {
    source: `self.autoconsentSendMessage = async (message) => tellBrowser(JSON.stringify(message));
${await at('dist/autoconsent.playwright.js')}`,
    worldName,
  });
  return messages;
}
