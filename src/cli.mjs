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
    options: { language: { type: 'string' }, link: { type: 'string' }, nonce: { type: 'string' } },
  });
  const [command, file, ...more] = positionals;
  if (command !== 'render' || !file || more.length) throw new Error(usage);
  process.stdout.write(await renderBanner(JSON.parse(await readFile(file, 'utf8')), values));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
