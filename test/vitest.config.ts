import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { importantCss } from '../src/ui/important-css.mjs';

const root = new URL('..', import.meta.url).pathname;

export default defineConfig({
  root,
  plugins: [{ ...importantCss(), enforce: 'pre' }],
  oxc: { jsx: { runtime: 'classic', development: false, pragma: 'h', pragmaFrag: 'Fragment' } },
  test: {
    setupFiles: ['test/seed.ts'],
    reporters: ['default', './test/plain-reporter.ts'],
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/**/*.test.{ts,tsx}'], environment: 'node' },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.ts'],
          // A busy machine may be too slow once or twice; what fails three times is broken.
          retry: 2,
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // A browser on a busy machine needs its time; what must be fast says so itself.
          expect: { poll: { timeout: 8000 } },
          // A browser keeps two cores busy: more at once, and what must be quick would fail for want of time.
          maxWorkers: Math.max(1, Math.floor(availableParallelism() / 2)),
          globalSetup: ['e2e/support/setup.ts'],
        },
      },
    ],
  },
});
