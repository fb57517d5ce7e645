// Writes the figures of a whole run into the README of the project, between its markers.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { mixed } from './lib/parts.mjs';
import { readmeTable } from './lib/readme-table.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: here('../../test-results/bench') },
    readme: { type: 'string', default: here('../../README.md') },
  },
});
const results = JSON.parse(readFileSync(`${options.out}/results.json`, 'utf8'));
if (!results.parts) throw new Error('That run was made by an older benchmark.');
const reasons = mixed(results.parts);
if (reasons.length) throw new Error(`Not one run: ${reasons.join('; ')}.`);
const text = readmeTable(results);

const old = readFileSync(options.readme, 'utf8');
const between = /(<!-- bench -->\n)[\s\S]*?(\n<!-- \/bench -->)/;
if (!between.test(old))
  throw new Error(`${options.readme} lacks the markers <!-- bench --> and <!-- /bench -->.`);
writeFileSync(
  options.readme,
  old.replace(between, (_, start, end) => `${start}${text}${end}`),
);
