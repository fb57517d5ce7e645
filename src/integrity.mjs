// What a site needs to notice a changed file: the hash of each file of the build, and a paste that uses them.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path/posix';

const hashOf = (path) => `sha384-${createHash('sha384').update(readFileSync(path)).digest('base64')}`;

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
    .map(({ parentPath, name }) => join(parentPath.replaceAll('\\', '/'), name).slice(folder.length + 1))
    .sort();

/** A module that is loaded by `import()` carries no hash; the page's import map can name it. */
function paste(hashes) {
  const { 'portillon.js': tag, ...others } = hashes;
  const modules = Object.entries(others).filter(([file]) => !file.startsWith('esm/'));
  const lines = modules.map(([file, hash]) => `  "/portillon/${file}": "${hash}"`);
  return `<!-- Keep the lines of the languages and vendors that you use. -->
<script type="importmap">
{ "integrity": {
${lines.join(',\n')}
} }
</script>
<script src="/portillon/portillon.js" integrity="${tag}" defer></script>
`;
}

/** Writes `integrity.json` and `integrity.html` once all files are there. */
export const integrity = (folder) => ({
  name: 'integrity',
  closeBundle() {
    const hashes = Object.fromEntries(filesIn(folder).map((file) => [file, hashOf(`${folder}/${file}`)]));
    writeFileSync(`${folder}/integrity.json`, `${JSON.stringify(hashes, null, 2)}\n`);
    writeFileSync(`${folder}/integrity.html`, paste(hashes));
  },
});
