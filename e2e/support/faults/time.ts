import type { Visitor } from '../world.js';
import { type Fault, stored } from './fault.js';

const day = 24 * 60 * 60 * 1000;
const refuse = async ({ page }: Visitor) => {
  await page.locator('#portillon [data-portillon="refuse"]').click();
  await page.locator('#portillon-banner').waitFor({ state: 'detached' });
};
const answers = ({ page }: Visitor, status: string) =>
  page.waitForFunction((wanted) => window.portillon?.state.status === wanted, status);
const asksAgain = async (visitor: Visitor) => {
  await answers(visitor, 'undecided');
  await visitor.page.locator('#portillon-banner').waitFor();
};

export const time: readonly Fault[] = [
  {
    name: 'the clock was two years ahead at the choice',
    cookies: [{ value: stored('all', -730), wide: true }],
    says: ['record-ignored'],
  },
  {
    name: 'the clock was an hour ahead at the choice',
    cookies: [{ value: stored('none', -1 / 24), wide: true }],
    sees: 'answered',
  },
  {
    name: 'the clock is set forward by years',
    before: ({ page }) => page.clock.setSystemTime(Date.now() + 3000 * day),
    cookies: [{ value: stored('all', 1), wide: true }],
  },
  {
    name: 'the clock is set back by years',
    before: ({ page }) => page.clock.setSystemTime(Date.now() - 3000 * day),
    keeps: 'next',
  },
  { name: 'the clock stands still', before: ({ page }) => page.clock.setFixedTime(Date.now()) },
  { name: 'the clock begins in 1970', before: ({ page }) => page.clock.setSystemTime(5000), keeps: 'next' },
  {
    name: 'the clock gives no number',
    breaks: () => {
      Date.now = () => Number.NaN;
    },
    keeps: 'page',
    says: ['choice-failed'],
    runs: [],
  },
  {
    name: 'the clock is set back between choice and next page',
    happens: async (visitor, home) => {
      await refuse(visitor);
      await visitor.page.clock.setSystemTime(Date.now() - 2 * day);
      await visitor.page.goto(home);
    },
    says: ['record-ignored'],
  },
  {
    name: 'the choice ends while the page is open',
    breaks: () => {
      // A timer of days is kept, to be over when the test says so.
      const native = window.setTimeout;
      window.setTimeout = ((action: () => void, time: number, ...rest: unknown[]) => {
        if (!(time > 86_400_000)) return native(action, time, ...rest);
        Object.assign(self, { inDays: action });
        return 0;
      }) as never;
    },
    happens: async (visitor) => {
      await refuse(visitor);
      await visitor.page.clock.setSystemTime(Date.now() + 190 * day);
      await visitor.page.evaluate(() => (self as unknown as { inDays(): void }).inDays());
      await asksAgain(visitor);
    },
  },
  {
    name: 'the device slept for a year, and no timer ran',
    happens: async (visitor) => {
      await refuse(visitor);
      await visitor.page.clock.setSystemTime(Date.now() + 365 * day);
      await visitor.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      await asksAgain(visitor);
    },
  },
  {
    name: 'the hour is set at night between choice and next page',
    happens: async (visitor, home) => {
      await refuse(visitor);
      const session = await visitor.context.newCDPSession(visitor.page);
      await session.send('Emulation.setTimezoneOverride', { timezoneId: 'Pacific/Kiritimati' });
      await visitor.page.goto(home);
      await answers(visitor, 'decided');
    },
    sees: 'banner',
  },
];
