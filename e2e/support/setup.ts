import { existsSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { type Engines, findEngines } from '../../test/find-engines.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    engines: Engines;
  }
}

export default function setup(project: TestProject): void {
  if (!existsSync(new URL('../../dist/portillon.js', import.meta.url))) {
    throw new Error('There is no build to test: run `npm run build` first.');
  }
  project.provide('engines', findEngines());
}
