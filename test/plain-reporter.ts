import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with one plain line that any log reader understands, and names what passed only when it was run again. */
export default class PlainReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: errors.length, skipped: 0, pending: 0 };
    const flaky: string[] = [];
    for (const module of modules) {
      if (module.errors().length) count.failed++;
      for (const test of module.children.allTests()) {
        count[test.result().state]++;
        if (test.diagnostic()?.flaky) flaky.push(`${module.relativeModuleId} > ${test.fullName}`);
      }
    }
    const { passed, failed, skipped, pending } = count;
    console.log();
    for (const name of flaky) console.log(`needed a retry: ${name}`);
    console.log(
      `${passed} passed, ${failed} failed, ${skipped + pending} skipped, ${flaky.length} needed a retry`,
    );
  }
}
