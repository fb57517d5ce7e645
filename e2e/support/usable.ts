import type { Page } from 'playwright';
import { thirdParty, type Visitor, type World } from './world.js';

/** What of a site's page is tried: a button that counts, and a link. */
export const controls = `<p><a href="#suite">La suite</a></p><p id="suite"><button type="button" id="count"
onclick="this.textContent = 1 + Number(this.textContent)">0</button></p>`;

export interface Visit extends Visitor {
  readonly host: string;
  /** How many requests the server had seen before. */
  readonly from: number;
}

const patience = { timeout: 1500 };
const succeeds = (action: Promise<unknown>): Promise<boolean> =>
  action.then(
    () => true,
    () => false,
  );

async function scrolls(page: Page): Promise<boolean> {
  await page.evaluate(() => scrollTo(0, 0));
  const { width, height } = page.viewportSize()!;
  await page.mouse.move(width - 40, height / 3);
  await page.mouse.wheel(0, 200);
  return succeeds(page.waitForFunction(() => scrollY > 0, undefined, patience));
}

async function presses(page: Page): Promise<boolean> {
  const count = page.locator('#count');
  const before = Number(await count.innerText());
  return (await succeeds(count.click(patience))) && Number(await count.innerText()) === before + 1;
}

async function follows(page: Page): Promise<boolean> {
  await page.evaluate(() => history.replaceState(null, '', '#'));
  const clicked = await succeeds(page.locator('a[href="#suite"]').click(patience));
  return clicked && new URL(page.url()).hash === '#suite';
}

/** The focus comes by the button, a link and the footer, whatever else it comes by. */
async function tabsThrough(page: Page): Promise<boolean> {
  const reached = new Set<string>();
  for (let presses = 0; presses < 15; presses++) {
    await page.keyboard.press('Tab');
    reached.add(
      await page.evaluate(() => {
        const { id, localName, parentElement } = document.activeElement as HTMLElement;
        return id || `${parentElement?.localName} ${localName}`;
      }),
    );
  }
  return ['count', 'p a', 'footer button'].every((name) => reached.has(name));
}

const isHeld = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const { purposes = {}, vendors = {} } = window.portillon?.state ?? {};
    return ![...Object.values(purposes), ...Object.values(vendors)].includes('granted');
  });

/** What a visitor cannot do in the page, and what happened there without an answer; or whether this one fault is there. */
export async function findFaults(
  { page, errors, host, from }: Visit,
  world: World,
  only?: string,
): Promise<string[]> {
  const checks: [fault: string, isFine: () => boolean | Promise<boolean>][] = [
    ['state', () => isHeld(page)],
    ['scroll', () => scrolls(page)],
    ['button', () => presses(page)],
    ['link', () => follows(page)],
    ['focus', () => tabsThrough(page)],
    ['requests', () => thirdParty(world.server.hits.slice(from), host).length === 0],
    ['errors', () => errors.length === 0],
  ];
  const faults: string[] = [];
  for (const [fault, isFine] of checks) {
    if ((only === undefined || only === fault) && !(await isFine())) faults.push(fault);
  }
  return faults;
}
