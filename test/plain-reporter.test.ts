import { expect, it, vi } from 'vitest';
import type { TestModule } from 'vitest/node';
import PlainReporter from './plain-reporter.js';

const test = (fullName: string, state: string, flaky = false) => ({
  fullName,
  result: () => ({ state }),
  diagnostic: () => (state === 'skipped' ? undefined : { flaky }),
});

it('counts every test in one last line, and names those that needed a retry', () => {
  const tests = [
    test('a', 'passed'),
    test('b > c', 'passed', true),
    test('d', 'failed'),
    test('e', 'skipped'),
  ];
  const module = {
    relativeModuleId: 'e2e/one.e2e.ts',
    errors: () => [],
    children: { allTests: () => tests },
  } as unknown as TestModule;
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  new PlainReporter().onTestRunEnd([module], []);
  const lines = log.mock.calls.map(([line]) => line as string);
  log.mockRestore();
  expect(lines.slice(-2)).toEqual([
    'needed a retry: e2e/one.e2e.ts > b > c',
    '2 passed, 1 failed, 1 skipped, 1 needed a retry',
  ]);
});
