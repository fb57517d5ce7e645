// Shows that the tests of tabs, history, prerendering, transitions and time can fail: takes the code of one promise out
// of a copy of the build, and runs the test of that promise, which must fail. The build itself is left alone.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rollup } from 'rollup';
import configs from '../rollup.config.mjs';

/** The file, what is taken out of it (and what stands there instead), and the test that needs it. */
const mutations = [
  ['src/page/outside.ts', "channel?.postMessage('');", '', 'holds-in-every-tab', 'a choice in one tab holds'],
  [
    'src/page/outside.ts',
    "'change', () => onChange()",
    "'change', () => {}",
    'holds-in-every-tab',
    'on one subdomain',
  ],
  [
    'src/page/outside.ts',
    'if ((event as PageTransitionEvent).persisted) onChange(true);',
    '',
    'obeys-when-it-comes-back',
    'from the history',
  ],
  [
    'src/page/lifecycle.ts',
    '(document as { prerendering?: unknown }).prerendering === true',
    'false',
    'obeys-when-it-comes-back',
    'neither asks, writes nor releases',
  ],
  [
    'src/page/body.ts',
    'if (exchanged || changes.some(({ removedNodes }) => removedNodes.length)) action();',
    'void [exchanged, changes, action];',
    'follows-page-transitions',
    '',
  ],
  ['src/ui/root.ts', 'found.remove();', '{}', 'follows-page-transitions', 'dead banner'],
  [
    'src/consent.ts',
    'clock = setTimeout(look, Math.min(Math.max(rest, 0), longestTimer));',
    'void [look, rest, longestTimer];',
    'holds-in-every-tab',
    'ends while the page is open',
  ],
];

const only = process.argv[2];

/** Builds what the script loads first with this change, into a copy of the build. */
async function buildWithout(file, code, instead, folder) {
  cpSync('dist', folder, { recursive: true });
  let hit = false;
  const mutate = {
    name: 'mutate',
    transform: {
      order: 'pre',
      handler(text, id) {
        if (!id.endsWith(`/${file}`)) return null;
        if (!text.includes(code)) throw new Error(`${file} does not hold: ${code}`);
        hit = true;
        return text.replaceAll(code, instead);
      },
    },
  };
  const of = ({ input }) => input === 'src/script.ts' || input['interface-fr'];
  for (const { output, plugins, ...config } of configs
    .filter(of)
    .filter(({ output }) => output.dir !== 'dist/esm')) {
    const bundle = await rollup({ ...config, plugins: [mutate, ...plugins], logLevel: 'silent' });
    const { dir, file: path, ...rest } = output;
    await bundle.write(path ? { ...rest, file: join(folder, 'portillon.js') } : { ...rest, dir: folder });
    await bundle.close();
  }
  if (!hit) throw new Error(`${file} is in none of the files that are built.`);
}

const survived = [];
for (const [file, code, instead, test, name] of mutations) {
  if (only && !`${file} ${test} ${name}`.includes(only)) continue;
  const folder = mkdtempSync(join(tmpdir(), 'portillon-without-'));
  try {
    await buildWithout(file, code, instead, folder);
    const { status } = spawnSync(
      'npx',
      [
        'vitest',
        'run',
        '--config',
        'test/vitest.config.ts',
        '--project',
        'e2e',
        '--retry=0',
        `e2e/${test}.e2e.ts`,
        ...(name ? ['-t', name] : []),
      ],
      { env: { ...process.env, PORTILLON_DIST: folder }, encoding: 'utf8' },
    );
    console.log(`${status ? 'noticed' : 'NOT NOTICED'}: ${file} without ${code}`);
    if (!status) survived.push(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
process.exit(survived.length ? 1 : 0);
