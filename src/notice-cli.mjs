#!/usr/bin/env node
// Shows again what visitors were shown: portillon-notice <config.json> <language> [--show]
import { readFile } from 'node:fs/promises';
import { noticeOf } from './esm/notice.js';

const [path, language, show] = process.argv.slice(2);
if (!path || !language || (show && show !== '--show')) {
  console.error('Usage: portillon-notice <config.json> <language> [--show]');
  process.exit(2);
}
try {
  const { noticeHash, notice, facts } = await noticeOf(
    JSON.parse((await readFile(path, 'utf8')).replace(/^\uFEFF/, '')),
    language,
  );
  console.log(show ? JSON.stringify({ noticeHash, notice, facts }, null, 2) : noticeHash);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
