#!/usr/bin/env node
// portillon render config.json [--language fr] [--link "Manage my cookies"] [--nonce …]
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { renderBanner } from './esm/render.js';

const usage =
  'Usage: portillon render config.json [--language fr] [--link "words of your button"] [--nonce value]';

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      help: { type: 'boolean' },
      language: { type: 'string' },
      link: { type: 'string' },
      nonce: { type: 'string' },
    },
  });
  if (values.help) {
    console.log(usage);
    process.exit();
  }
  const [command, file, ...more] = positionals;
  if (command !== 'render' || !file || more.length) throw new Error(usage);
  // Some editors begin a file with a mark of its encoding.
  process.stdout.write(
    await renderBanner(JSON.parse((await readFile(file, 'utf8')).replace(/^\uFEFF/, '')), values),
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
