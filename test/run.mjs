// The README's test line: everything that must hold, in the order in which it fails soonest.
// PORTILLON_FULL=1 runs the large matrices whole; PORTILLON_SEED repeats a sampled run.
import { spawnSync } from 'node:child_process';
import { findEngines } from './find-engines.mjs';

const seed = process.env.PORTILLON_SEED ?? String(Math.floor(Math.random() * 2 ** 31));
const env = { ...process.env, PORTILLON_SEED: seed };
console.log(`seed of the sampled tests: ${seed} (repeat with PORTILLON_SEED=${seed})`);

try {
  env.CHROMIUM_PATH = findEngines().chromium;
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

for (const step of ['lint', 'types', 'build', 'unit', 'sizes', 'e2e']) {
  const started = Date.now();
  console.log(`\n— ${step}`);
  const { status } = spawnSync('npm', ['run', '--silent', step], { stdio: 'inherit', env });
  if (status !== 0) {
    console.error(`\n${step} failed; what comes after it did not run.`);
    process.exit(status ?? 1);
  }
  console.log(`— ${step}: ${Math.round((Date.now() - started) / 1000)} s`);
}
